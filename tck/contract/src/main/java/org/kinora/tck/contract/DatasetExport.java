package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.RecordingSource;

/**
 * One export, done as the engine does it.
 *
 * @param root the finished data set
 * @param files of each unit, below the root
 */
public record DatasetExport(
    DatasetPlan plan, Path root, List<List<String>> files, List<String> reports) {
  /** How units follow each other. */
  public enum Order {
    /** As they are numbered. */
    FORWARD,
    /** The last one first. */
    BACKWARD,
    /** Each in a thread of its own. */
    AT_ONCE
  }

  /**
   * Writes a data set.
   *
   * @param dir does not exist yet
   */
  public static DatasetExport write(
      DatasetFormat format,
      List<RecordingSource> recordings,
      Map<String, String> options,
      Order order,
      Path dir)
      throws Exception {
    DatasetPlan plan = format.plan(recordings, options);
    Path parts = Files.createDirectories(dir.resolve("parts"));
    Path root = Files.createDirectory(dir.resolve("root"));
    List<String> reports = new ArrayList<>(Collections.nCopies(plan.units().size(), ""));
    List<Integer> units = new ArrayList<>(IntStream.range(0, reports.size()).boxed().toList());
    if (order == Order.BACKWARD) {
      Collections.reverse(units);
    }
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int i : units) {
      Path part = Files.createDirectory(parts.resolve("unit" + i));
      Thread thread =
          new Thread(
              () -> {
                try {
                  DatasetPlan.Unit unit = plan.units().get(i);
                  reports.set(i, format.write(plan, unit, recordings.get(i), part));
                } catch (IOException | RuntimeException | AssertionError e) {
                  failures.add(e);
                }
              });
      thread.start();
      threads.add(thread);
      if (order != Order.AT_ONCE) {
        thread.join();
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (Throwable failure : failures) {
      throw new AssertionError(order + ": a unit fails", failure);
    }
    List<List<String>> files = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      files.add(place(parts.resolve("unit" + i), root));
    }
    Snapshot before = Snapshot.of(root);
    Path rest = Files.createDirectory(parts.resolve("complete"));
    format.complete(plan, List.copyOf(reports), root, rest);
    if (!Snapshot.of(root).equals(before)) {
      throw new AssertionError("complete changes what units wrote");
    }
    place(rest, root);
    return new DatasetExport(plan, root, files, reports);
  }

  /** Moves files to where they belong; no two may want the same place. */
  private static List<String> place(Path part, Path root) throws IOException {
    List<String> placed = new ArrayList<>();
    for (Path file : Snapshot.files(part)) {
      String path = part.relativize(file).toString();
      Path target = root.resolve(path);
      assertFalse(Files.exists(target), () -> path + " is written twice");
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.move(file, target);
      placed.add(path);
    }
    return placed;
  }

  /** The rules that the data set breaks now, sorted; one that is broken twice stands twice. */
  public List<String> broken(DatasetFormat format) throws IOException {
    List<String> rules = new ArrayList<>();
    format.verify(root, fault -> rules.add(fault.message().split(":", 2)[0]));
    return rules.stream().sorted().toList();
  }

  /** All files of the data set. */
  List<String> all() throws IOException {
    return Snapshot.files(root).stream().map(file -> root.relativize(file).toString()).toList();
  }
}
