package org.kinora.shell.command;

import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import picocli.CommandLine.Command;

/** Makes data sets of recordings, checks them, and shows what they hold. */
@Command(
    name = "dataset",
    description = {
      "Makes data sets of recordings, checks them, and shows what they hold.",
      "",
      "'dataset ACTION --help' explains one action."
    },
    synopsisSubcommandLabel = "ACTION",
    commandListHeading = "%nActions:%n",
    subcommands = {
      DatasetExportCommand.class,
      DatasetVerifyCommand.class,
      DatasetInfoCommand.class,
      DatasetShowCommand.class,
      DatasetFormatsCommand.class
    },
    footer = {
      "  dataset export rec_1757651534329 rec_1757651538811 --to ./set",
      "  dataset verify ./set",
      "  dataset info ./set",
      "  dataset show ./set rec_1757651534329_chunk_0002",
      "  dataset formats"
    })
final class DatasetCommand extends KinoraCommand {
  @Override
  int run(Invocation at) throws MediaException {
    throw new MediaException(
        MediaError.ARGUMENT_INVALID,
        "dataset does export, verify, info, show or formats: say which");
  }
}
