package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.playback.PlaybackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a recording of a file. */
@Command(
    name = "import",
    description = {
      "Copies a media file or recording into a new recording.",
      "",
      "The copy is read again and compared with the source, sample by sample, before it gets its"
          + " name. The source is not changed. A damaged sample ends it; see repair."
    },
    footer = {
      "  import ./clip.mp4",
      "  import rec_1757651534329 --as screen-1 --format rf1",
      "  import ./clip.mp4 --as demo-1 --set durability=none --dry-run"
    })
final class ImportCommand extends KinoraCommand {
  @Mixin RecordingArgument source = new RecordingArgument();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = RecordingCopy.USUAL_FORMAT,
      description = "The storage format; default: ${DEFAULT-VALUE}.")
  String format = "";

  @Mixin RecordingCopy copy = new RecordingCopy();

  @Override
  int run(Invocation at) throws IOException {
    Path from = source.resolve(at);
    Path target = copy.target(from, "", at);
    if (copy.dryRun) {
      try (PlaybackSession session = at.platform().playback().open(from)) {
        copy.plan("import", session, target, format, at).print(at, json);
      }
      return OK;
    }
    JobRun.run(copy.request(from, target, format, Damaged.REFUSE), at, json);
    return OK;
  }
}
