package org.kinora.dataset.shards;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.kinora.media.RecordingInfo;

/**
 * How well picture, sound and events fit together. Offsets are told for provenance; they are
 * applied already in all that is exported.
 *
 * @param videoOffsetUs what was added to the times of pictures to come to those of events
 * @param audioOffsetUs the same for sound
 * @param driftPpm by how many millionths the clock of events was faster than that of pictures
 * @param startUnixUs the wall clock at the recording's start, where known
 * @param confidence {@code high} if all tracks have one clock, {@code low} if a track's start had
 *     to be guessed
 */
record Sync(
    long videoOffsetUs,
    long audioOffsetUs,
    double driftPpm,
    OptionalLong startUnixUs,
    String confidence) {
  /** A recording whose tag of this name says what is wrong with its clocks. */
  private static final String TAG = "sync";

  /** What a recording tells; all times of one are on one clock already. */
  static Sync of(RecordingInfo recording) {
    OptionalLong startUnixUs =
        recording.startedAt().isPresent()
            ? OptionalLong.of(
                ChronoUnit.MICROS.between(Instant.EPOCH, recording.startedAt().get().toInstant()))
            : OptionalLong.empty();
    return new Sync(0, 0, 0, startUnixUs, recording.tags().containsKey(TAG) ? "low" : "high");
  }
}
