package org.kinora.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of files that a job writes. If the job made it, it goes with them: {@link #close}
 * removes it unless something is in it.
 *
 * @param manifest of a recording's {@code exports/}, which notes what is and was written there
 */
public record OutputDirectory(Path path, boolean isNew, Optional<ExportManifest> manifest)
    implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputDirectory.class);
  private static final String EXPORTS = "exports";

  /**
   * Where the exports of a recording lie when nobody names a target.
   *
   * @throws MediaException ARGUMENT_INVALID if the source is a plain file
   */
  public static Path exportsOf(Path source) throws MediaException {
    if (!Files.isDirectory(source)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, source + " is a file, not a recording: name the target");
    }
    return exports(source);
  }

  static Path exports(Path source) {
    return source.toAbsolutePath().normalize().resolve(EXPORTS);
  }

  /**
   * A directory of files, which is made if it is not there.
   *
   * @param source what is exported
   * @throws MediaException DIR_NOT_FOUND if that would be in none; TARGET_EXISTS if it is a file
   */
  public static OutputDirectory at(Path path, Path source) throws IOException {
    boolean isNew = !Files.exists(path);
    Path parent = path.getParent();
    if (isNew && (parent == null || !Files.isDirectory(parent))) {
      throw new MediaException(
          MediaError.DIR_NOT_FOUND, "cannot write to " + path + ": there is no " + parent);
    }
    if (isNew) {
      Files.createDirectory(path);
    } else if (!Files.isDirectory(path)) {
      throw new MediaException(MediaError.TARGET_EXISTS, path + " is a file, not a directory");
    }
    return new OutputDirectory(
        path,
        isNew,
        path.equals(exports(source)) ? Optional.of(new ExportManifest(path)) : Optional.empty());
  }

  /**
   * The directory that one file is to lie in. Only a recording's {@code exports/} is made.
   *
   * @param file absolute
   * @param source what is exported
   */
  public static OutputDirectory of(Path file, Path source) throws IOException {
    Path exports = exports(source);
    Path parent = file.getParent();
    return exports.equals(parent)
        ? at(exports, source)
        : new OutputDirectory(parent == null ? file : parent, false, Optional.empty());
  }

  /**
   * Notes an export that begins here, where such notes are kept.
   *
   * @param file its name
   * @param settings what was asked for
   */
  void begin(String file, String job, Map<String, String> settings) {
    note(manifest -> manifest.begin(file, job, settings));
  }

  /** Notes that an export ended, and its file is not whole. */
  void end(String file, boolean isLeft) {
    note(manifest -> manifest.end(file, isLeft));
  }

  /** Notes a file that was finished here; if that fails, the result returned says so. */
  public ExportResult note(ExportResult result) {
    Optional<String> problem = note(manifest -> manifest.complete(result));
    if (problem.isEmpty()) {
      return result;
    }
    List<String> warnings = new ArrayList<>(result.warnings());
    warnings.add(problem.get());
    return new ExportResult(
        result.path(),
        result.files(),
        result.sizeBytes(),
        result.durationUs(),
        result.container(),
        result.tracks(),
        warnings,
        result.elapsed());
  }

  /** What is written to a manifest. */
  @FunctionalInterface
  private interface Note {
    void to(ExportManifest manifest) throws IOException;
  }

  /** A note that cannot be written does no harm to the file; returns what was wrong. */
  private Optional<String> note(Note note) {
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    try {
      note.to(manifest.get());
      return Optional.empty();
    } catch (IOException e) {
      String problem = "%s was not noted in manifest.json: %s".formatted(path, e.getMessage());
      LOG.warn(problem);
      return Optional.of(problem);
    }
  }

  @Override
  public void close() throws IOException {
    if (isNew) {
      try {
        Files.deleteIfExists(path);
      } catch (DirectoryNotEmptyException whole) {
        return; // the files are in it
      }
    }
  }
}
