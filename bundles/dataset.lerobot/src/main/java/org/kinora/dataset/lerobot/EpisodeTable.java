package org.kinora.dataset.lerobot;

import java.util.List;
import java.util.Map;
import org.kinora.dataset.lerobot.EpisodeReport.Episode;
import org.kinora.lib.parquet.Table;

/** The columns of {@code meta/episodes}: where an episode lies, and how its numbers are spread. */
final class EpisodeTable {
  private static final List<String> FEATURES =
      List.of(Layout.ACTION, "timestamp", "frame_index", "episode_index", "index", "task_index");

  private static final Spread NONE = new Spread(0, Map.of());

  private EpisodeTable() {}

  static Table<Episode> of(String task) {
    String video = "videos/" + Layout.CAMERA + "/";
    Table.Columns<Episode> columns =
        Table.<Episode>with()
            .requiredLong("episode_index", "Its number.", episode -> (long) episode.number())
            .texts("tasks", "What was to be done.", episode -> List.of(task))
            .requiredLong("length", "Frames.", Episode::frames)
            .requiredLong("data/chunk_index", "Of its rows.", e -> chunk(e.recording()))
            .requiredLong("data/file_index", "Of its rows.", e -> file(e.recording()))
            .requiredLong("dataset_from_index", "Its first frame.", Episode::firstIndex)
            .requiredLong("dataset_to_index", "Behind its last.", e -> e.firstIndex() + e.frames())
            .requiredLong(video + "chunk_index", "Of its video.", e -> chunk(e.number()))
            .requiredLong(video + "file_index", "Of its video.", e -> file(e.number()))
            .requiredDouble(video + "from_timestamp", "Where it begins, s.", episode -> 0.0)
            .requiredDouble(video + "to_timestamp", "Where it ends, s.", EpisodeTable::seconds);
    for (String feature : FEATURES) {
      for (String name : Spread.NAMES) {
        columns.doubles(
            "stats/" + feature + "/" + name,
            "Of its frames.",
            episode -> spread(episode, feature).values().getOrDefault(name, List.of()));
      }
      columns.longs(
          "stats/" + feature + "/count",
          "Of its frames.",
          episode -> List.of(spread(episode, feature).count()));
    }
    return columns
        .requiredLong("meta/episodes/chunk_index", "Of this table.", episode -> 0L)
        .requiredLong("meta/episodes/file_index", "Of this table.", episode -> 0L)
        .table("episodes", 1, "episode");
  }

  private static Spread spread(Episode episode, String feature) {
    return episode.spreads().getOrDefault(feature, NONE);
  }

  private static long chunk(int number) {
    return number / Layout.FILES_A_CHUNK;
  }

  private static long file(int number) {
    return number % Layout.FILES_A_CHUNK;
  }

  /** Frames by the rate: what the timestamps say. */
  private static double seconds(Episode episode) {
    return episode.frames() / (double) episode.fps();
  }
}
