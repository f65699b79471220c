package org.kinora.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kinora and its peers in one run. See {@code bench/README.md}. */
public final class Bench {
  private Bench() {}

  /** Lines of the table that belong together. */
  @FunctionalInterface
  private interface Group {
    void run(Report report) throws Exception;
  }

  /** Runs the groups that are named, with commas between them; all of them if none is. */
  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(System.getProperty("kinora.bench.dir")).normalize();
    Files.createDirectories(work);
    Commands commands = new Commands(work, work.resolve("cache"));
    Map<String, Group> groups = new LinkedHashMap<>();
    groups.put("start-up", report -> StartUp.run(report, commands));
    groups.put("open", report -> Opening.run(report, commands, work));
    groups.put("gop", report -> GopReads.run(report, commands, work));
    groups.put("append", report -> Appending.run(report, commands, work));
    groups.put("seek", report -> Seeks.run(report, commands, work));
    groups.put("day", report -> Day.run(report, work));
    groups.put("memory", report -> Memory.run(report, work));
    groups.put("containers", report -> Containers.run(report, commands, work));
    groups.put("compose", report -> Composing.run(report, work));
    groups.put("export", report -> Exports.run(report, commands, work));
    groups.put("copy", report -> Copying.run(report, commands, work));
    groups.put("tables", report -> Tables.run(report, work));
    groups.put("datasets", report -> Datasets.run(report, commands, work));
    String wanted = String.join(",", arguments);
    List<String> names =
        wanted.isBlank() ? List.copyOf(groups.keySet()) : List.of(wanted.split(",", -1));
    if (!groups.keySet().containsAll(names)) {
      throw new IllegalArgumentException("groups " + names + "; there is " + groups.keySet());
    }
    Report report = new Report(System.out);
    for (Map.Entry<String, Group> group : groups.entrySet()) {
      if (names.contains(group.getKey())) {
        group.getValue().run(report);
      }
    }
  }
}
