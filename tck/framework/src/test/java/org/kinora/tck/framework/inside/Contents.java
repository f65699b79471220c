package org.kinora.tck.framework.inside;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.playback.PlaybackSession;

/** What recordings and directories hold, so that it can be compared. */
final class Contents {
  /** One for each thread: it keeps the memory through which it reads what lies outside the heap. */
  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(Contents::sha256);

  private Contents() {}

  /**
   * One sample.
   *
   * @param number its place in its track
   * @param text its time, its kind and the hash of its bytes
   */
  record Sample(int track, int number, long timeUs, String text) {
    static Sample of(int track, int number, SampleInfo info, ByteBuffer data) {
      String text = info.timeUs() + " " + info.keyframe() + " " + hash(data);
      return new Sample(track, number, info.timeUs(), text);
    }
  }

  /** All samples, track by track. */
  static List<Sample> samples(PlaybackSession session) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Track track : session.info().tracks()) {
      int first = samples.size();
      SampleRange all = new SampleRange(track.id(), 0, session.index(track.id()).count());
      session.getRange(
          all,
          (info, data) -> samples.add(Sample.of(track.id(), samples.size() - first, info, data)));
    }
    return samples;
  }

  /** A line for each file of a directory, but for those of the engine. */
  static List<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<String> lines = new ArrayList<>();
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String path = directory.relativize(file).toString();
        if (!path.startsWith(".kinora")) {
          lines.add(path + " " + hash(ByteBuffer.wrap(Files.readAllBytes(file))));
        }
      }
      return lines;
    }
  }

  /** Deletes a file or a directory with all that is in it, if it is there. */
  static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }

  static String hash(ByteBuffer data) {
    MessageDigest digest = DIGEST.get();
    digest.update(data);
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
