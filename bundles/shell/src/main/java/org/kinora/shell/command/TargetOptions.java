package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import picocli.CommandLine.Option;

/** The options that say where a container file goes. */
final class TargetOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file; default for a recording: exports/out.<extension> in it.")
  @Nullable String output;

  @Option(
      names = "--container",
      paramLabel = "CONTAINER",
      description = "The container; default: what the name of the file says, else what suits.")
  @Nullable String container;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the container, as 'formats' lists them; may be repeated.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--force", description = "Replace a file that is there.")
  boolean force;

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  boolean dryRun;

  /** Makes the container's name where nothing else decides it. */
  interface Choice {
    /** The name. */
    String container() throws IOException;
  }

  /**
   * Where the file goes; absent for the recording's own place.
   *
   * @throws MediaException ARGUMENT_INVALID if a media file is read and nothing is named
   */
  Optional<Path> target(Path source, Invocation at) throws MediaException {
    return target(output, source, at);
  }

  /** The same for commands with an option of their own. */
  static Optional<Path> target(@Nullable String output, Path source, Invocation at)
      throws MediaException {
    if (output != null) {
      return Optional.of(at.path(output));
    }
    if (Files.isRegularFile(source)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          source + " is a media file, not a recording: say where the result goes with --output");
    }
    return Optional.empty();
  }

  /**
   * The container's name.
   *
   * @throws MediaException ARGUMENT_INVALID if there is none that is called so
   */
  String container(Optional<Path> target, Containers containers, Choice otherwise)
      throws IOException {
    if (container != null) {
      return containers.named(container);
    }
    return target.isPresent() ? containers.of(target.get()) : otherwise.container();
  }
}
