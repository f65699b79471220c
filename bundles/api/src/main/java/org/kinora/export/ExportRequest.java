package org.kinora.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.media.Scene;

/** What a job shall do. */
public sealed interface ExportRequest
    permits ExportRequest.Copy, ExportRequest.Compose, ExportRequest.Import, ExportRequest.Capture {
  /** Whether a target that is there already is replaced. */
  boolean overwrite();

  /**
   * Copies every track into a container file without touching a pixel.
   *
   * @param target the file; absent for {@code exports/out.<extension>} in the recording
   * @param container the muxer's container
   * @param options for the muxer
   */
  record Copy(
      Path source,
      Optional<Path> target,
      String container,
      Map<String, String> options,
      boolean overwrite)
      implements ExportRequest {
    /** Copies the options. */
    public Copy {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(container);
      options = Map.copyOf(options);
    }
  }

  /**
   * Decodes, composes and encodes the video; audio is copied where the container holds it, else
   * encoded.
   *
   * @param target the file; absent for {@code exports/out.<extension>} in the recording
   * @param container the muxer's container
   * @param scene how it looks
   * @param videoCodec absent for the container's preferred codec that an encoder is there for
   * @param videoBitRate bits a second; absent for a rate that suits the size
   * @param options for the muxer
   */
  record Compose(
      Path source,
      Optional<Path> target,
      String container,
      Scene scene,
      Optional<String> videoCodec,
      OptionalLong videoBitRate,
      Map<String, String> options,
      boolean overwrite)
      implements ExportRequest {
    /** Copies the options. */
    public Compose {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(container);
      Objects.requireNonNull(scene);
      Objects.requireNonNull(videoCodec);
      Objects.requireNonNull(videoBitRate);
      options = Map.copyOf(options);
    }
  }

  /**
   * Copies every track into a new recording directory and compares what was written with the
   * source, sample by sample, before it gets its name.
   *
   * @param source the recording or media file that is read; it is not changed
   * @param target the directory; its name becomes the recording's id
   * @param format the storage format that is written
   * @param options for the format
   * @param damaged what is done with samples that cannot be read
   */
  record Import(
      Path source,
      Path target,
      String format,
      Map<String, String> options,
      Damaged damaged,
      boolean overwrite)
      implements ExportRequest {
    /** What is done with samples that cannot be read. */
    public enum Damaged {
      /** The job fails. */
      REFUSE,
      /** They are left out, and the result's warnings name them. */
      LEAVE_OUT
    }

    /** Copies the options. */
    public Import {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(format);
      options = Map.copyOf(options);
      Objects.requireNonNull(damaged);
    }
  }

  /**
   * Writes what a live source sends into a new recording, under its final name from the start, so
   * that it can be watched while it grows. Encoded tracks are copied; raw pictures and sound are
   * encoded.
   *
   * <p>A live source that stalls or ends is opened again and again; the time that is missing stays
   * as a gap, is noted in the result's warnings, and in a track of codec {@code markers} where the
   * format holds one. The job ends by {@link ExportJob#stop}, after {@code length}, at the end of
   * what is not live, or when the source comes back with other tracks.
   *
   * <p>Nothing that was recorded is removed: a job that fails or is cancelled leaves the recording
   * as after a crash, and {@code overwrite} replaces only a recording that was finished.
   *
   * @param source what is recorded: a file, a URL, or a device such as {@code x11grab::0}
   * @param sourceOptions for the source
   * @param target the directory; its name becomes the recording's id
   * @param format the storage format that is written
   * @param options for the format
   * @param videoCodec what raw pictures are encoded to; absent for the best that is there
   * @param length after which the recording ends by itself
   */
  record Capture(
      String source,
      Map<String, String> sourceOptions,
      Path target,
      String format,
      Map<String, String> options,
      Optional<String> videoCodec,
      Optional<Duration> length,
      boolean overwrite)
      implements ExportRequest {
    /** Copies the options. */
    public Capture {
      Objects.requireNonNull(source);
      sourceOptions = Map.copyOf(sourceOptions);
      Objects.requireNonNull(target);
      Objects.requireNonNull(format);
      options = Map.copyOf(options);
      Objects.requireNonNull(videoCodec);
      Objects.requireNonNull(length);
    }
  }
}
