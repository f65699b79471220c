package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.media.FrameRate;
import org.kinora.scene.Scene;
import org.kinora.shell.text.SceneSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes composed pictures as image files. */
@Command(
    name = "images",
    description =
        "Composes a recording as export does, into an image file a picture, with times.csv.",
    footer = {
      "  images rec_1757651534329 --from 10 --to 12",
      "  images ./clip.mp4 -o stills --plain --fps 1 --codec mjpeg"
    })
final class ImagesCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The directory; default for a recording: exports/images in it.")
  @Nullable String output;

  @Option(
      names = "--codec",
      paramLabel = "CODEC",
      defaultValue = "png",
      description = "png or mjpeg; default: ${DEFAULT-VALUE}.")
  String codec = "";

  @Option(
      names = "--fps",
      paramLabel = "FPS",
      description = "A constant rate, such as 1 or 29.97; default: each picture once.")
  @Nullable String fps;

  @Mixin SceneOptions look = new SceneOptions();

  @Option(names = "--force", description = "Replace a directory that is there.")
  boolean force;

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  boolean dryRun;

  @Override
  int run(Invocation at) throws IOException {
    Path source = recording.resolve(at);
    Scene scene = look.scene(source, at);
    Optional<FrameRate> rate =
        fps == null ? Optional.empty() : Optional.of(VideoOptions.frameRate(fps));
    Optional<Path> target = TargetOptions.target(output, source, at);
    if (dryRun) {
      Path place = target.orElse(source.resolve("exports").resolve("images"));
      Plan plan = new Plan("images", source, place, force).with("codec", codec);
      SceneSummary.of(scene).forEach(plan::with);
      plan.print(at, json);
      return OK;
    }
    JobRun.run(new ExportRequest.Images(source, target, codec, scene, rate, force), at, json);
    return OK;
  }
}
