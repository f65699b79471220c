package org.kinora.tck.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The presentation times of a recorder's own index, read without Kinora. */
final class RecordedTimes {
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d+)");

  private RecordedTimes() {}

  /** In microseconds, relative to the first. */
  static List<Long> of(Path recording) throws IOException {
    List<Long> times = new ArrayList<>();
    for (String line : Files.readAllLines(recording.resolve("index.jsonl"))) {
      Matcher matcher = TIMESTAMP.matcher(line);
      if (matcher.find()) {
        times.add(Long.parseLong(matcher.group(1)));
      }
    }
    long first = times.get(0);
    return times.stream().map(time -> time - first).toList();
  }

  /** The number of the picture that is shown at a time. */
  static int shownAt(List<Long> times, long timeUs) {
    int i = times.size() - 1;
    while (times.get(i) > timeUs) {
      i--;
    }
    return i;
  }
}
