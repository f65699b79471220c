package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest.Compose;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.VideoSettings;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.playback.PlaybackSession;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.shell.text.SceneSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports a composed recording. */
@Command(
    name = "export",
    description = {
      "Composes a recording onto a background and encodes it.",
      "",
      "Options are laid over the scene that is kept with the recording; see scene and preview."
    },
    footer = {
      "  export rec_1757651534329 --size 1280x720",
      "  export rec_1757651534329 -o talk.mp4 --zoom 5..8@2:0.3,0.5 --preset high",
      "  export rec_1757651534329 --plain --from 1:30 --to 2:00 -o part.webm",
      "  export ./clip.mp4 -o a.webm --background 'linear(0,#000000,#345678)'",
      "  export ./clip.mp4 -o fast.mp4 --segment 0..10 --segment 10..60@8 --detach"
    })
final class ExportCommand extends KinoraCommand {
  private static final String USUAL_CONTAINER = "mp4";
  private static final String USUAL_CODEC = "h264";
  private static final String OTHER_CONTAINER = "webm";

  @Mixin RecordingArgument recording = new RecordingArgument();
  @Mixin TargetOptions options = new TargetOptions();
  @Mixin SceneOptions look = new SceneOptions();
  @Mixin VideoOptions video = new VideoOptions();

  @Option(names = "--no-audio", description = "Leave the sound out.")
  boolean noAudio;

  @Option(
      names = "--reuse",
      negatable = true,
      description =
          "Copy groups of pictures that the scene does not touch instead of encoding them; the"
              + " default where it leaves the picture as it is.")
  @Nullable Boolean reuse;

  @Option(
      names = "--detach",
      description = "Do not wait for the end: 'jobs' says how far it is, until the shell ends.")
  boolean detach;

  @Override
  int run(Invocation at) throws IOException {
    Path source = recording.resolve(at);
    Scene scene = look.scene(source, at);
    VideoSettings settings = video.settings();
    Optional<Path> target = options.target(source, at);
    Containers containers = new Containers(at.platform().plugins());
    String container =
        options.container(target, containers, () -> usualContainer(containers, settings, at));
    Compose request = request(source, target, container, scene, settings);
    if (options.dryRun) {
      plan(request, containers, at).print(at, json);
      return OK;
    }
    ExportJob job = start(request, at);
    if (detach) {
      JobRun.printStarted(job, at, json);
    } else {
      JobRun.follow(job, at, json);
    }
    return OK;
  }

  private Compose request(
      Path source, Optional<Path> target, String container, Scene scene, VideoSettings settings) {
    boolean untouched = scene.with(Timeline.ALL).equals(Scene.PLAIN);
    boolean copies = reuse == null ? untouched : reuse;
    return new Compose(
        source,
        target,
        container,
        scene,
        settings,
        noAudio ? Sound.NONE : Sound.KEEP,
        copies ? Reuse.COPY : Reuse.NEVER,
        options.settings,
        options.force);
  }

  /** What everyone can play, as far as an encoder for it is there. */
  private String usualContainer(Containers containers, VideoSettings settings, Invocation at)
      throws IOException {
    if (settings.codec().isPresent()) {
      return containers.of(settings.codec().get());
    }
    if (containers.isThere(USUAL_CONTAINER) && containers.hasEncoder(USUAL_CODEC)) {
      return USUAL_CONTAINER;
    }
    hint(at, "no encoder for H.264 is plugged in");
    return OTHER_CONTAINER;
  }

  /** Where nobody named a container, another one takes the place of one that cannot be made. */
  private ExportJob start(Compose request, Invocation at) throws IOException {
    try {
      return at.platform().exports().start(request);
    } catch (MediaException e) {
      boolean chosen =
          options.container == null && request.target().isEmpty() && video.codec == null;
      if (e.code() != MediaError.ENCODER_NOT_SUPPORTED
          || !chosen
          || request.container().equals(OTHER_CONTAINER)) {
        throw e;
      }
      hint(at, e.getMessage());
      return at.platform()
          .exports()
          .start(
              request(
                  request.source(),
                  request.target(),
                  OTHER_CONTAINER,
                  request.scene(),
                  request.video()));
    }
  }

  private static void hint(Invocation at, String why) {
    at.err().println("note: " + why + ", so this becomes WebM; name another with --container");
  }

  private Plan plan(Compose request, Containers containers, Invocation at) throws IOException {
    Path place =
        CopyCommand.expected(request.target(), request.source(), request.container(), containers);
    try (PlaybackSession session = at.platform().playback().open(request.source())) {
      Plan plan =
          new Plan("export", request.source(), place, options.force)
              .with("container", request.container())
              .with("codec", video.codec == null ? "what the container prefers" : video.codec)
              .with("preset", video.preset)
              .with("bitrate", video.bitrate == null ? "what suits the size" : video.bitrate)
              .with("frames", video.fps == null ? "at their own times" : video.fps + " a second")
              .with("reuse", request.reuse() == Reuse.COPY ? "what is not touched" : "nothing");
      SceneSummary.of(request.scene()).forEach(plan::with);
      return plan.with("tracks", CopyCommand.tracks(session.info().tracks()));
    }
  }
}
