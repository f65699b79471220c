package org.kinora.dataset.lerobot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinora.dataset.lerobot.LeRobotTree.Listed;
import org.kinora.lib.dataset.FileCheck;
import org.kinora.lib.parquet.TableFile;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Checks the rules of docs/formats/lerobot.md. */
final class LeRobotCheck {
  /** What readers accept as the error of a picture's time. */
  private static final double TOLERANCE_S = 1e-4;

  private final LeRobotTree tree;
  private final FaultSink faults;

  private LeRobotCheck(LeRobotTree tree, FaultSink faults) {
    this.tree = tree;
    this.faults = faults;
  }

  static void run(Path root, FaultSink faults) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + root);
    }
    FileCheck.run(root, faults);
    LeRobotTree tree;
    try {
      tree = LeRobotTree.at(root);
    } catch (MediaException e) {
      faults.accept(new Fault(Severity.LOSS, "meta", "meta.readable: " + e.getMessage()));
      return;
    }
    new LeRobotCheck(tree, faults).run();
  }

  private void breach(Severity severity, String place, String message) throws IOException {
    faults.accept(new Fault(severity, place, message));
  }

  private void run() throws IOException {
    totals();
    Map<String, Map<Long, Listed>> byFile = new HashMap<>();
    long nextIndex = 0;
    for (Listed episode : tree.episodes()) {
      String place = Layout.piece((int) episode.number());
      if (episode.fromIndex() != nextIndex || episode.toIndex() != nextIndex + episode.length()) {
        breach(
            Severity.WARNING,
            place,
            "episodes.range: frames %d to %d, expected %d to %d"
                .formatted(
                    episode.fromIndex(),
                    episode.toIndex(),
                    nextIndex,
                    nextIndex + episode.length()));
      }
      nextIndex += episode.length();
      if (tree.timeUs(episode.length()) > LeRobotOptions.MOST_EPISODE_US) {
        breach(
            Severity.WARNING,
            place,
            "episodes.length: %d s, expected at most 2048 s; later times round to more than 100 us"
                .formatted(tree.timeUs(episode.length()) / 1_000_000));
      }
      if (episode.video().isPresent()
          && !Files.isRegularFile(tree.root().resolve(episode.video().get()))) {
        breach(Severity.LOSS, episode.video().get(), "video.there: " + place + " has no video");
      }
      byFile.computeIfAbsent(episode.data(), f -> new HashMap<>()).put(episode.number(), episode);
    }
    for (Map.Entry<String, Map<Long, Listed>> file : byFile.entrySet()) {
      rows(file.getKey(), file.getValue());
    }
  }

  private void totals() throws IOException {
    long episodes = tree.info().path("total_episodes").asLong(-1);
    long frames = tree.info().path("total_frames").asLong(-1);
    long listed = tree.episodes().stream().mapToLong(Listed::length).sum();
    if (episodes != tree.episodes().size() || frames != listed) {
      breach(
          Severity.WARNING,
          Layout.INFO,
          "info.totals: %d episodes and %d frames, expected %d and %d as in meta/episodes"
              .formatted(episodes, frames, tree.episodes().size(), listed));
    }
    if (!Files.isRegularFile(tree.root().resolve(Layout.TASKS))) {
      breach(Severity.LOSS, Layout.TASKS, "tasks.there: there are no tasks");
    }
  }

  /** The rows of one file; the first breach of each kind is told. */
  private void rows(String file, Map<Long, Listed> episodes) throws IOException {
    if (!Files.isRegularFile(tree.root().resolve(file))) {
      breach(Severity.LOSS, file, "data.there: its frames have no rows");
      return;
    }
    Map<Long, Long> counts = new HashMap<>();
    Map<String, String> found = new HashMap<>();
    try (TableFile table = TableFile.open(tree.root().resolve(file))) {
      table.read(tree.columns(), cells -> row(cells, episodes, counts, found));
    } catch (MediaException e) {
      breach(Severity.LOSS, file, "data.readable: " + e.getMessage());
      return;
    }
    for (Listed episode : episodes.values()) {
      long count = counts.getOrDefault(episode.number(), 0L);
      if (count != episode.length()) {
        breach(
            Severity.LOSS,
            file,
            "data.rows: %d rows of %s, expected %d"
                .formatted(count, Layout.piece((int) episode.number()), episode.length()));
      }
    }
    for (Map.Entry<String, String> breach : found.entrySet()) {
      breach(Severity.WARNING, file, breach.getKey() + ": " + breach.getValue());
    }
  }

  private void row(
      @Nullable Object[] cells,
      Map<Long, Listed> episodes,
      Map<Long, Long> counts,
      Map<String, String> found) {
    long number = cells[0] instanceof Long episode ? episode : -1;
    long frame = counts.merge(number, 1L, Long::sum) - 1;
    Listed episode = episodes.get(number);
    if (episode == null) {
      found.putIfAbsent(
          "data.episode", "a row of episode %d, which is not listed".formatted(number));
      return;
    }
    String place = "%s, frame %d".formatted(Layout.piece((int) number), frame);
    if (!Long.valueOf(frame).equals(cells[1])
        || !Long.valueOf(episode.fromIndex() + frame).equals(cells[2])) {
      found.putIfAbsent(
          "data.order", "%s: frame_index %s, index %s".formatted(place, cells[1], cells[2]));
    }
    double expected = frame / (double) tree.fps();
    if (!(cells[3] instanceof Double time) || Math.abs(time - expected) > TOLERANCE_S) {
      found.putIfAbsent(
          "data.timestamp", "%s: %s s, expected %s".formatted(place, cells[3], expected));
    }
    if (!tree.isAction(cells[4])) {
      found.putIfAbsent("data.action", place + ": not as many numbers as meta/info.json says");
    }
  }
}
