package org.kinora.shell.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The argument that names a data set. */
final class DatasetArgument {
  @Parameters(index = "0", paramLabel = "DIR", description = "The data set's directory.")
  String text = "";

  /** Where it lies. */
  Path resolve(Invocation at) throws MediaException {
    return at.path(text);
  }

  /** The option that names its format. */
  static final class Format {
    @Option(
        names = "--format",
        paramLabel = "DATASET",
        description = "Its format; default: the one that knows it.")
    @Nullable String name;

    Optional<String> name() {
      return Optional.ofNullable(name);
    }
  }
}
