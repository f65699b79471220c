package org.kinora.shell.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all commands share. An instance serves one run. */
@Command(
    sortOptions = false,
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:not understood: a wrong argument, option or id",
      "3:verify or repair found lost samples",
      "130:cancelled"
    },
    footerHeading = "%nExamples:%n")
abstract class KinoraCommand {
  /** All went well. */
  static final int OK = 0;

  @Option(names = "--json", description = "Print the result, or the error, as one JSON document.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /**
   * Does the work and prints the result.
   *
   * @return the exit code
   * @throws IOException usually a {@link org.kinora.media.MediaException}; CANCELLED if the thread
   *     was interrupted, after what was begun is undone
   */
  abstract int run(Invocation at) throws IOException;
}
