package org.kinora.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.kinora.engine.plugin.Provider;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaException;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** The file that an export writes, with the muxer that writes it. */
public final class ExportTarget implements Closeable {
  private final Path path;
  private final String container;
  private final OutputDirectory directory;
  private final TargetFile file;
  private final Muxer muxer;
  private boolean isNoted;
  private boolean isLeft;

  private ExportTarget(
      Path path, String container, OutputDirectory directory, TargetFile file, Muxer muxer) {
    this.path = path;
    this.container = container;
    this.directory = directory;
    this.file = file;
    this.muxer = muxer;
  }

  /**
   * Begins the file.
   *
   * @param target absent for {@code exports/out.<extension>} in the recording
   * @throws MediaException ARGUMENT_INVALID if a plain file is exported without a target
   */
  public static ExportTarget create(
      Path source,
      Optional<Path> target,
      Provider<MuxerFactory> provider,
      MuxerSettings settings,
      boolean overwrite)
      throws IOException {
    Path named = target.isPresent() ? target.get() : defaultTarget(source, provider);
    Path path = named.toAbsolutePath().normalize();
    Resources opened = new Resources();
    try {
      OutputDirectory directory = opened.add(OutputDirectory.of(path, source));
      TargetFile file = opened.add(TargetFile.of(source, path, overwrite));
      return new ExportTarget(
          path,
          provider.text("container"),
          directory,
          file,
          provider.service().create(file.channel(), settings));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static Path defaultTarget(Path source, Provider<MuxerFactory> provider)
      throws MediaException {
    return OutputDirectory.exportsOf(source).resolve("out." + provider.text("extension"));
  }

  public Path path() {
    return path;
  }

  public String container() {
    return container;
  }

  public Muxer muxer() {
    return muxer;
  }

  /**
   * Notes that the work begins, where such notes are kept.
   *
   * @param settings what was asked for
   */
  public void begin(String job, Map<String, String> settings) {
    isNoted = true;
    directory.begin(name(), job, settings);
  }

  private String name() {
    return path.getFileName().toString();
  }

  /** Completes the file and gives it its name; returns its size. */
  public long finish() throws IOException {
    muxer.finish();
    file.commit();
    return Files.size(path);
  }

  /** Notes a finished export where such notes are kept; if that fails, the result says so. */
  public ExportResult note(ExportResult result) {
    isNoted = false;
    return directory.note(result);
  }

  /** Says that somebody will go on with what {@link #close} finds unfinished. */
  public void leave() {
    isLeft = true;
  }

  @Override
  public void close() throws IOException {
    if (isNoted) {
      isNoted = false;
      directory.end(name(), isLeft);
    }
    try (directory;
        file) {
      muxer.close();
    }
  }
}
