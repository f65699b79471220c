package org.kinora.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/**
 * The file that an export writes, with the muxer that writes it. Below a recording's {@code
 * exports/} the end of every export is noted in the manifest.
 */
final class ExportTarget implements Closeable {
  private static final String EXPORTS = "exports";

  private final Path path;
  private final String container;
  private final TargetFile file;
  private final Muxer muxer;
  private final Optional<ExportManifest> manifest;
  private boolean finished;

  private ExportTarget(
      Path path,
      String container,
      TargetFile file,
      Muxer muxer,
      Optional<ExportManifest> manifest) {
    this.path = path;
    this.container = container;
    this.file = file;
    this.muxer = muxer;
    this.manifest = manifest;
  }

  /**
   * Begins the file.
   *
   * @param target absent for {@code exports/out.<extension>} in the recording
   * @throws MediaException ARGUMENT_INVALID if a plain file is exported without a target
   */
  static ExportTarget create(
      Path source,
      Optional<Path> target,
      Provider<MuxerFactory> provider,
      MuxerSettings settings,
      boolean overwrite)
      throws IOException {
    Path path = target.isPresent() ? target.get() : defaultTarget(source, provider);
    Path absolute = path.toAbsolutePath().normalize();
    Path exports = source.toAbsolutePath().normalize().resolve(EXPORTS);
    boolean listed = exports.equals(absolute.getParent());
    if (listed) {
      Files.createDirectories(exports);
    }
    TargetFile file = TargetFile.create(absolute, overwrite);
    try {
      return new ExportTarget(
          absolute,
          provider.text("container"),
          file,
          provider.service().create(file.channel(), settings),
          listed ? Optional.of(new ExportManifest(exports)) : Optional.empty());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Path defaultTarget(Path source, Provider<MuxerFactory> provider)
      throws MediaException {
    if (!Files.isDirectory(source)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          source + " is a file, not a recording: name the file to write");
    }
    return source.resolve(EXPORTS).resolve("out." + provider.text("extension"));
  }

  Path path() {
    return path;
  }

  String container() {
    return container;
  }

  Muxer muxer() {
    return muxer;
  }

  /** Completes the file and gives it its name; returns its size. */
  long finish() throws IOException {
    muxer.finish();
    file.commit();
    finished = true;
    return Files.size(path);
  }

  /** Notes a finished export in the manifest. */
  void note(ExportResult result) throws IOException {
    if (manifest.isPresent()) {
      manifest.get().add(ExportManifest.Entry.of(result));
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      muxer.close();
    }
    if (!finished && manifest.isPresent()) {
      manifest.get().removeIfEmpty();
    }
  }
}
