package org.kinora.dataset.shards;

import java.util.regex.Pattern;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Where a chunk's files lie below the data set's root. Paths have slashes on every system.
 *
 * @param shard from 0
 * @param videoId the recording's id
 * @param chunk the chunk's number
 */
record Layout(int shard, String videoId, int chunk) {
  static final String RAW = "actions_raw.parquet";
  static final String PROCESSED = "actions_processed.parquet";
  static final String FRAME_ACTIONS = "actions_frames.parquet";
  static final String FRAMES = "frames.parquet";
  static final String METADATA = "metadata.json";

  private static final String SHARD = "SHARD_";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  /**
   * Checks the id.
   *
   * @throws MediaException ID_INVALID if it cannot be a part of a path
   */
  static Layout of(int shard, String videoId, int chunk) throws MediaException {
    if (!ID.matcher(videoId).matches()) {
      throw new MediaException(
          MediaError.ID_INVALID,
          "recording id '%s', expected 1 to 128 of A-Z a-z 0-9 . _ - and no dot in front"
              .formatted(videoId));
    }
    return new Layout(shard, videoId, chunk);
  }

  static String shardName(int shard) {
    return SHARD + "%04d".formatted(shard);
  }

  /** The number of a shard that {@link #shardName} named. */
  static int shard(String name) {
    return Integer.parseInt(name.substring(SHARD.length()));
  }

  /** The chunk's number as it is written: at least four digits. */
  String chunkId() {
    return "%04d".formatted(chunk);
  }

  /** The name of the chunk's folder and of its media files. */
  String chunkName() {
    return videoId + "_chunk_" + chunkId();
  }

  private String recording(String modality) {
    return modality + "/" + shardName(shard) + "/" + videoId + "/";
  }

  /** A table of the chunk, or its metadata. */
  String actions(String file) {
    return recording("actions") + chunkName() + "/" + file;
  }

  /** The chunk's video; {@code track} is empty for the first one. */
  String video(String track, String extension) {
    return recording("video") + media(track, extension);
  }

  /** The chunk's sound; {@code track} is empty where there is one only. */
  String audio(String track, String extension) {
    return recording("audio") + media(track, extension);
  }

  private String media(String track, String extension) {
    return chunkName() + (track.isEmpty() ? "" : "." + track) + "." + extension;
  }
}
