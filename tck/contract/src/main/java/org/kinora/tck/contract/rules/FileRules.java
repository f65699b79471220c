package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks finished files against the rules of their container. */
public final class FileRules {
  static final Rule READABLE =
      Rule.must(
          "file.readable",
          "Every box, element and chunk is as long as what it holds.",
          "ISO/IEC 14496-12 4.2; RFC 8794 6; EBU Tech 3285 1.");

  private FileRules() {}

  /** Every rule there is, in the order of the page. */
  public static List<Rule> all() {
    return Stream.of(
            List.of(READABLE),
            Mp4Rules.ALL,
            SampleTableRules.ALL,
            FragmentRules.ALL,
            OpusRules.ALL,
            TimecodeRules.ALL,
            MatroskaRules.ALL,
            BlockRules.ALL,
            WaveRules.ALL)
        .flatMap(List::stream)
        .toList();
  }

  /** Checks a file. */
  public static Verdict check(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return check(channel);
    }
  }

  /** Checks a file that the caller closes. */
  public static Verdict check(SeekableByteChannel channel) throws IOException {
    Node root = Node.read(channel);
    Breaches breaches = new Breaches();
    try {
      switch (root.name()) {
        case "mp4" -> Mp4Rules.check(root, breaches);
        case "matroska" -> MatroskaRules.check(root, breaches);
        case "wave" -> WaveRules.check(root, breaches);
        default -> {}
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      breaches.require(false, READABLE, root, "a part that is too short: " + e);
    }
    return new Verdict(root.name(), breaches.list());
  }
}
