package org.kinora.shell.command;

import java.io.IOException;
import java.util.Optional;
import org.kinora.export.ExportJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with a job. */
@Command(
    name = "resume",
    description =
        "Goes on with a job that was paused, or that ended with Kinora before it was done.",
    footer = {"  resume export-1", "  resume export-1 --detach"})
final class ResumeCommand extends KinoraCommand {
  @Mixin JobArgument job = new JobArgument();

  @Option(names = "--detach", description = "Do not wait for the end of an interrupted job.")
  boolean detach;

  @Override
  int run(Invocation at) throws IOException {
    Optional<ExportJob> paused = job.find(at);
    if (paused.isPresent()) {
      paused.get().resume();
      job.print(at, json, "resume");
      return OK;
    }
    ExportJob interrupted = at.platform().exports().resume(job.id);
    if (detach) {
      JobRun.printStarted(interrupted, at, json);
    } else {
      JobRun.follow(interrupted, at, json);
    }
    return OK;
  }
}
