package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.Fault;
import org.kinora.playback.PlaybackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for faults. */
@Command(
    name = "verify",
    description = "Reads a whole recording and names everything that is wrong with it.",
    footer = {"  verify rec_1757651534329", "  verify ./clip.mp4 --json"})
final class VerifyCommand extends KinoraCommand {
  /** Samples are lost. */
  static final int LOSSES = 3;

  @Mixin RecordingArgument recording = new RecordingArgument();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many lines of text, the worst first; default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  int run(Invocation at) throws IOException {
    List<Fault> found = new ArrayList<>();
    Path path;
    try (PlaybackSession session = recording.open(at)) {
      path = session.path();
      session.verify(found::add);
    }
    FaultList faults = new FaultList(found);
    if (json) {
      at.json(
          out -> {
            out.writeStringField("path", path.toString());
            out.writeNumberField("losses", faults.losses());
            out.writeNumberField("warnings", faults.warnings());
            out.writeNumberField("notes", faults.notes());
            faults.write(out);
          });
    } else {
      faults.print(at, limit);
    }
    return faults.losses() > 0 ? LOSSES : OK;
  }
}
