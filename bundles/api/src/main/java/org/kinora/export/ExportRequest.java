package org.kinora.export;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.media.Scene;

/** What a job shall do. */
public sealed interface ExportRequest
    permits ExportRequest.Copy, ExportRequest.Compose, ExportRequest.Import {
  /** The recording or media file that is read. */
  Path source();

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
   * Copies every track into a new recording directory.
   *
   * @param target the directory; its name becomes the recording's id
   * @param format the storage format that is written
   */
  record Import(Path source, Path target, String format, boolean overwrite)
      implements ExportRequest {
    /** Checks for null. */
    public Import {
      Objects.requireNonNull(source);
      Objects.requireNonNull(target);
      Objects.requireNonNull(format);
    }
  }
}
