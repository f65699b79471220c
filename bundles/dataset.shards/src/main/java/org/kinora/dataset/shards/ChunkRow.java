package org.kinora.dataset.shards;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.parquet.Table;

/**
 * A chunk in the list of all chunks.
 *
 * @param videoPath of its first video, below the root
 * @param audioPath of its sound
 */
record ChunkRow(
    Layout layout,
    ChunkSpan span,
    PictureSize picture,
    double fps,
    CutMode cut,
    Optional<String> videoPath,
    Optional<String> audioPath,
    Split split) {
  /** What a recording is for; all its chunks are for the same. */
  enum Split {
    TRAIN,
    VALIDATION;

    /** Chosen by the id alone, so that it stays when a data set grows. */
    static Split of(String videoId, int validationPercent) {
      return ShardPlan.byHash(videoId, 100) < validationPercent ? VALIDATION : TRAIN;
    }

    String word() {
      return this == TRAIN ? "train" : "validation";
    }
  }

  /** {@code chunks.parquet} at the root. */
  static final Table<ChunkRow> TABLE = described(Table.with()).table("chunks", 1, "chunk");

  /**
   * {@code video/metadata.parquet}, which loaders of folders of videos look for; its paths are from
   * there on.
   */
  static final Table<ChunkRow> VIDEOS =
      described(
              Table.<ChunkRow>with()
                  .requiredText("file_name", "The video, from this folder on.", ChunkRow::fileName))
          .table("metadata", 1, "chunk");

  private static Table.Columns<ChunkRow> described(Table.Columns<ChunkRow> columns) {
    return columns
        .requiredText("video_id", "The recording.", row -> row.layout().videoId())
        .requiredText("chunk_id", "Number of the chunk.", row -> row.layout().chunkId())
        .requiredText("shard", "The shard.", row -> Layout.shardName(row.layout().shard()))
        .requiredText("split", "train or validation.", row -> row.split().word())
        .requiredLong("chunk_size", "Frames.", row -> row.span().frames())
        .requiredLong("start_us", "µs from the recording's start.", row -> row.span().startUs())
        .requiredLong("end_us", "µs, not in the chunk.", row -> row.span().endUs())
        .requiredLong("start_frame", "First frame.", row -> row.span().startFrame())
        .requiredLong("end_frame", "Frame behind the last.", row -> row.span().endFrame())
        .requiredFloat("fps", "Frames a second.", row -> (float) row.fps())
        .requiredInt("width", "Pixels.", row -> row.picture().width())
        .requiredInt("height", "Pixels.", row -> row.picture().height())
        .requiredBool("is_tail", "The recording ends with it.", row -> row.span().tail())
        .requiredText("cut", "grid, exact or keyframe.", row -> row.cut().word())
        .requiredText("actions_path", "Folder of its tables.", row -> row.layout().actions(""))
        .text("video_path", "Its video, from the root on.", row -> orNull(row.videoPath()))
        .text("audio_path", "Its sound, from the root on.", row -> orNull(row.audioPath()));
  }

  private static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }

  private static String fileName(ChunkRow row) {
    return row.videoPath().map(path -> path.substring("video/".length())).orElse("");
  }
}
