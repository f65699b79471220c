package org.kinora.shell.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Cancels a job. */
@Command(
    name = "cancel",
    description = "Gives a job up; what is not whole is removed.",
    footer = {"  cancel export-1"})
final class CancelCommand extends KinoraCommand {
  @Mixin JobArgument job = new JobArgument();

  @Override
  int run(Invocation at) throws IOException {
    job.running(at).cancel();
    job.print(at, json, "cancel");
    return OK;
  }
}
