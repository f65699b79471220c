package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kinora.playback.PlaybackSession;
import org.kinora.scene.Scene;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes one composed picture. */
@Command(
    name = "preview",
    description = "Writes the picture that an export shows at a time as PNG.",
    footer = {
      "  preview rec_1757651534329 12.5",
      "  preview ./clip.mp4 1:02.250 -o look.png --zoom 1:00..1:05@2 --background teal"
    })
final class PreviewCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  @Parameters(
      index = "1",
      paramLabel = "TIME",
      description = "Of what the export shows: 12.5, 1:02.250, 5s or 250ms.")
  String time = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file; default: <recording>-preview-<seconds>s.png here.")
  @Nullable String output;

  @Mixin SceneOptions look = new SceneOptions();

  @Option(names = "--force", description = "Replace a file that is there.")
  boolean force;

  @Override
  int run(Invocation at) throws IOException {
    long timeUs = Times.parse(time);
    Path source = recording.resolve(at);
    Scene scene = look.scene(source, at);
    try (PlaybackSession session = at.platform().playback().open(source)) {
      Path target =
          at.path(output == null ? SeekCommand.defaultName(source, "-preview-", timeUs) : output);
      long shownUs = session.preview(scene, timeUs, target, force);
      long sizeBytes = Files.size(target);
      if (json) {
        at.json(
            out -> {
              out.writeStringField("path", target.toString());
              out.writeNumberField("askedUs", timeUs);
              out.writeNumberField("shownUs", shownUs);
              out.writeNumberField("sizeBytes", sizeBytes);
            });
      } else {
        at.out().println("wrote  " + target);
        at.out()
            .println(
                "       %s, the picture of %s, shown at %s"
                    .formatted(Sizes.bytes(sizeBytes), Times.exact(shownUs), Times.exact(timeUs)));
      }
    }
    return OK;
  }
}
