package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one chunk once its files are made.
 *
 * @param media its video and sound, the first video first
 * @param rows the rows of each table, by file name
 * @param processing the steps that were applied
 * @param quality counts and ratios, by name
 */
record ChunkFacts(
    CutMode cut,
    List<MediaFile> media,
    Map<String, Long> rows,
    Processing processing,
    Map<String, ? extends Number> quality) {
  /** Copies the collections. */
  ChunkFacts {
    media = List.copyOf(media);
    rows = new TreeMap<>(rows);
    quality = new TreeMap<String, Number>(quality);
  }

  /**
   * A file of video or sound.
   *
   * @param track its name: {@code screen}, {@code camera}, {@code mic}
   * @param path below the root
   * @param codec one word
   * @param units frames of video, samples per channel of sound
   */
  record MediaFile(boolean video, String track, String path, String codec, long units) {}
}
