package org.kinora.shell.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Forgets a job. */
@Command(
    name = "forget",
    description =
        "Takes a job that has ended off the list, with what an interrupted one had written.",
    footer = {"  forget export-1"})
final class ForgetCommand extends KinoraCommand {
  @Mixin JobArgument job = new JobArgument();

  @Override
  int run(Invocation at) throws IOException {
    at.platform().exports().forget(job.id);
    if (json) {
      at.json(out -> out.writeStringField("forgotten", job.id));
    } else {
      at.out().println("forgot " + job.id);
    }
    return OK;
  }
}
