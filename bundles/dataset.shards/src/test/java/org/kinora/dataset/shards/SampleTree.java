package org.kinora.dataset.shards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.tck.contract.DatasetRecording;
import org.osgi.framework.Version;

/** Whole data sets of recordings of the contract's. */
final class SampleTree {
  static final ShardsFormat FORMAT = new ShardsFormat(Version.valueOf("1.2.3.test"));

  private static final int SECONDS = 45;

  private SampleTree() {}

  /** Options that these change. */
  static Map<String, String> options(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("rate", "30000/1001");
    options.put("name", "Sample \"set\"");
    options.put("license", "cc-by-4.0");
    for (String option : more) {
      String[] parts = option.split("=", 2);
      options.put(parts[0], parts[1]);
    }
    return options;
  }

  /**
   * Writes recordings of 45 seconds.
   *
   * @param films where their film lies
   * @return how many events they have
   */
  static long write(Path films, Path root, String... ids) throws IOException {
    return write(recordings(films, ids), options(), root);
  }

  static List<DatasetRecording> recordings(Path films, String... ids) throws IOException {
    List<DatasetRecording> recordings = new ArrayList<>();
    for (String id : ids) {
      recordings.add(DatasetRecording.of(films, id, SECONDS));
    }
    return recordings;
  }

  /** Writes recordings; parts are written where they belong at once. */
  static long write(
      List<? extends RecordingSource> recordings, Map<String, String> options, Path root)
      throws IOException {
    DatasetPlan plan = FORMAT.plan(List.copyOf(recordings), options);
    List<String> reports = new ArrayList<>();
    for (Unit unit : plan.units()) {
      reports.add(FORMAT.write(plan, unit, recordings.get(unit.number()), root));
    }
    FORMAT.complete(plan, reports, root, Files.createDirectory(root.resolve("whole")));
    move(root.resolve("whole"), root);
    long events = 0;
    for (RecordingSource recording : recordings) {
      events += recording.index(DatasetRecording.EVENTS).count();
    }
    return events;
  }

  private static void move(Path from, Path root) throws IOException {
    try (var paths = Files.walk(from)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        Files.move(file, root.resolve(from.relativize(file)));
      }
    }
    Files.delete(from.resolve("video"));
    Files.delete(from);
  }
}
