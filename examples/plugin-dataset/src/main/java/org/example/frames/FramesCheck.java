package org.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Every rule of the layout. Its name stands before the colon of each message. */
final class FramesCheck {
  private final Path root;
  private final FaultSink faults;

  FramesCheck(Path root, FaultSink faults) {
    this.root = root;
    this.faults = faults;
  }

  void run() throws IOException {
    Head head;
    try {
      head = Head.read(root);
    } catch (MediaException e) {
      if (e.code() == MediaError.DIR_NOT_FOUND) {
        throw e;
      }
      breach(Severity.LOSS, FramesFormat.HEAD, "head", e.getMessage());
      return;
    }
    Set<String> listed = new HashSet<>();
    for (Head.Entry entry : head.entries()) {
      if (!FramesFormat.isName(entry.id())) {
        breach(Severity.LOSS, FramesFormat.HEAD, "head", entry.id() + " is no directory's name");
      } else if (!listed.add(entry.id())) {
        breach(Severity.WARNING, FramesFormat.HEAD, "head", entry.id() + " stands there twice");
      } else {
        check(entry, FramesFormat.home(root, entry.id()));
      }
    }
    checkSums();
  }

  private void check(Head.Entry entry, Path home) throws IOException {
    Path lines = home.resolve(FramesFormat.LINES);
    if (!Files.isRegularFile(lines)) {
      breach(Severity.LOSS, place(lines), "files", "it is not there");
      return;
    }
    int count = checkLines(lines);
    if (count != entry.pictures()) {
      breach(
          Severity.LOSS,
          place(lines),
          "count",
          count + " lines, expected one for each of " + entry.pictures() + " pictures");
    }
  }

  /** Returns how many there are. */
  private int checkLines(Path file) throws IOException {
    int count = 0;
    long lastUs = -1;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        count++;
        String place = place(file) + ", line " + count;
        try {
          FrameLine line = FrameLine.parse(text);
          check(line, count - 1, lastUs, place);
          lastUs = line.timeUs();
        } catch (IllegalArgumentException e) {
          breach(Severity.LOSS, place, "line", String.valueOf(e.getMessage()));
        }
      }
    } catch (CharacterCodingException e) {
      breach(Severity.LOSS, place(file) + ", line " + (count + 1), "line", "it is no UTF-8");
    }
    return count;
  }

  private void check(FrameLine line, int number, long lastUs, String place) throws IOException {
    if (line.frame() != number) {
      breach(Severity.WARNING, place, "order", "frame " + line.frame() + ", expected " + number);
    }
    if (line.timeUs() <= lastUs) {
      breach(
          Severity.WARNING, place, "order", line.timeUs() + " us is not behind " + lastUs + " us");
    }
    if (!isSorted(line.keys()) || !isSorted(line.buttons())) {
      breach(Severity.WARNING, place, "held", "what is held is not sorted, or stands there twice");
    }
  }

  private static <T> boolean isSorted(List<T> values) {
    return List.copyOf(new TreeSet<>(values)).equals(values);
  }

  /** All files are there, whole, and no others. */
  private void checkSums() throws IOException {
    Path file = root.resolve(Sums.FILE);
    String text = Files.isRegularFile(file) ? Files.readString(file, ISO_8859_1) : "";
    Sums sums = Sums.parse(text);
    if (!sums.text().equals(text)) {
      breach(Severity.WARNING, Sums.FILE, "sums", "it holds more than sorted lines of sums");
    }
    Set<String> there = new TreeSet<>();
    for (Path each : Sums.files(root)) {
      there.add(Sums.name(root, each));
    }
    there.remove(Sums.FILE);
    for (String name : there) {
      String expected = sums.bySlashedPath().getOrDefault(name, "");
      if (expected.isEmpty()) {
        breach(Severity.WARNING, name, "files", Sums.FILE + " does not list it");
      } else if (!Sums.of(root.resolve(name)).equals(expected)) {
        breach(Severity.LOSS, name, "sums", "it is not as it was written");
      }
    }
    for (String name : sums.bySlashedPath().keySet()) {
      if (!there.contains(name)) {
        breach(Severity.LOSS, name, "files", "it is not there");
      }
    }
  }

  private String place(Path file) {
    return root.relativize(file).toString();
  }

  private void breach(Severity severity, String place, String rule, String what)
      throws IOException {
    faults.accept(new Fault(severity, place, rule + ": " + what));
  }
}
