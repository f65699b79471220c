package org.kinora.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a job has written.
 *
 * @param path the file or directory
 * @param files the files in it that were written, where there are several; else empty
 * @param sizeBytes its size
 * @param durationUs from time 0 to the end of the last sample
 * @param container the container or storage format
 * @param tracks what became of each track
 * @param warnings what the user should know
 * @param elapsed how long it took
 */
public record ExportResult(
    Path path,
    List<Path> files,
    long sizeBytes,
    long durationUs,
    String container,
    List<TrackResult> tracks,
    List<String> warnings,
    Duration elapsed) {
  /**
   * What became of one track.
   *
   * @param sourceId its id in the source
   * @param codec the codec as written
   * @param encoder the encoder's name, or {@code copy}
   * @param samples samples written
   */
  public record TrackResult(int sourceId, String codec, String encoder, long samples) {
    /** Checks for null. */
    public TrackResult {
      Objects.requireNonNull(codec);
      Objects.requireNonNull(encoder);
    }
  }

  /** Copies the lists. */
  public ExportResult {
    Objects.requireNonNull(path);
    Objects.requireNonNull(container);
    files = List.copyOf(files);
    tracks = List.copyOf(tracks);
    warnings = List.copyOf(warnings);
    Objects.requireNonNull(elapsed);
  }

  /** Seconds of recording for each second of work. */
  public double speed() {
    return elapsed.isZero() ? 0 : durationUs * 1000.0 / elapsed.toNanos();
  }
}
