package org.kinora.shell.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses a job. */
@Command(
    name = "pause",
    description = "Lets a job wait at its next sample until resume.",
    footer = {"  pause export-1"})
final class PauseCommand extends KinoraCommand {
  @Mixin JobArgument job = new JobArgument();

  @Override
  int run(Invocation at) throws IOException {
    job.running(at).pause();
    job.print(at, json, "pause");
    return OK;
  }
}
