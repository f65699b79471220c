package org.kinora.dataset.lerobot;

import java.util.Locale;

/** Where files lie. A folder {@code chunk-…} holds a thousand of them. */
final class Layout {
  static final String VERSION = "v3.0";
  static final String CAMERA = "observation.images.screen";
  static final String ACTION = "action";
  static final String INFO = "meta/info.json";
  static final String STATS = "meta/stats.json";
  static final String TASKS = "meta/tasks.parquet";
  static final String EPISODES = "meta/episodes/chunk-000/file-000.parquet";
  static final String CARD = "README.md";
  static final int FILES_A_CHUNK = 1_000;

  private Layout() {}

  private static String numbered(int number) {
    return numbered(number / FILES_A_CHUNK, number % FILES_A_CHUNK);
  }

  static String numbered(int chunk, int file) {
    return String.format(Locale.ROOT, "chunk-%03d/file-%03d", chunk, file);
  }

  /** The table of frames of a recording, by its number in the data set. */
  static String data(int recording) {
    return "data/" + numbered(recording) + ".parquet";
  }

  /** The video of an episode, by its number in the data set. */
  static String video(int episode) {
    return "videos/" + CAMERA + "/" + numbered(episode) + ".mp4";
  }

  /** What an episode is called among pieces. */
  static String piece(int episode) {
    return String.format(Locale.ROOT, "episode_%06d", episode);
  }
}
