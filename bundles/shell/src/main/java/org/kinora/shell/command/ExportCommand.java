package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.media.Scene;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Scenes;
import org.kinora.shell.text.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports a composed recording. */
@Command(
    name = "export",
    description = "Composes a recording onto a background and encodes it.",
    footer = {
      "  export rec_1757651534329 --size 1280x720",
      "  export rec_1757651534329 -o talk.mp4 --background '#202830' --padding 40",
      "  export ./clip.mp4 -o a.webm --size 1:1",
      "  export ./clip.mp4 -o a.webm --background 'linear(0,#000000,#345678)'"
    })
final class ExportCommand extends KinoraCommand {
  private static final String USUAL_CONTAINER = "webm";

  @Mixin RecordingArgument recording = new RecordingArgument();
  @Mixin TargetOptions options = new TargetOptions();

  @Option(
      names = "--codec",
      paramLabel = "CODEC",
      description = "The video codec; default: what the container prefers.")
  @Nullable String codec;

  @Option(
      names = "--bitrate",
      paramLabel = "RATE",
      description = "Bits a second, such as 4M or 800k; default: what suits the size.")
  @Nullable String bitrate;

  @Option(
      names = "--size",
      paramLabel = "SHAPE",
      defaultValue = "1920x1080",
      description = "1280x720, or a shape: 16:9, 9:16, 1:1, 4:5; default: ${DEFAULT-VALUE}.")
  String size = "";

  @Option(
      names = "--background",
      paramLabel = "COLOR",
      defaultValue = "linear(135,#667eea,#764ba2)",
      description =
          "#RRGGBB or linear(degrees,#RRGGBB,#RRGGBB), 0 degrees from left to right, clockwise;"
              + " default: ${DEFAULT-VALUE}.")
  String background = "";

  @Option(
      names = "--padding",
      paramLabel = "PIXELS",
      defaultValue = "60",
      description = "Least distance from the video to each edge; default: ${DEFAULT-VALUE}.")
  int padding;

  @Option(
      names = "--radius",
      paramLabel = "PIXELS",
      defaultValue = "16",
      description = "Radius of the video's corners; default: ${DEFAULT-VALUE}.")
  int radius;

  @Override
  int run(Invocation at) throws IOException {
    Scene scene = Scenes.scene(size, background, padding, radius);
    OptionalLong bitsPerSecond =
        bitrate == null ? OptionalLong.empty() : OptionalLong.of(Sizes.parseRate(bitrate));
    Path source = recording.resolve(at);
    Optional<Path> target = options.target(source, at);
    Containers containers = new Containers(at.platform().plugins());
    String container = options.container(target, containers, () -> USUAL_CONTAINER);
    if (options.dryRun) {
      Path place = CopyCommand.expected(target, source, container, containers);
      print(at, plan(at, source, place, container, scene));
      return OK;
    }
    JobRun.run(
        new ExportRequest.Compose(
            source,
            target,
            container,
            scene,
            Optional.ofNullable(codec),
            bitsPerSecond,
            options.settings,
            options.force),
        at,
        json);
    return OK;
  }

  private Plan plan(Invocation at, Path source, Path target, String container, Scene scene)
      throws IOException {
    try (PlaybackSession session = at.platform().playback().open(source)) {
      return new Plan("export", source, target, options.force)
          .with("container", container)
          .with("codec", codec == null ? "what the container prefers" : codec)
          .with("bitrate", bitrate == null ? "what suits the size" : bitrate)
          .with("size", scene.width() + "x" + scene.height())
          .with("background", Scenes.format(scene.background()))
          .with("padding", scene.padding())
          .with("radius", scene.cornerRadius())
          .with("tracks", CopyCommand.tracks(session.info().tracks()));
    }
  }

  private void print(Invocation at, Plan plan) throws IOException {
    plan.print(at, json);
  }
}
