package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kinora.export.ExportRequest;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.playback.PlaybackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Copies samples into a container. */
@Command(
    name = "copy",
    description = "Copies every track into a container file without touching a pixel.",
    footer = {
      "  copy rec_1757651534329",
      "  copy rec_1757651534329 --to talk.mp4 --force",
      "  copy ./clip.mkv --to clip.webm --dry-run"
    })
final class CopyCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();
  @Mixin TargetOptions options = new TargetOptions();

  @Override
  int run(Invocation at) throws IOException {
    Path source = recording.resolve(at);
    Optional<Path> target = options.target(source, at);
    Containers containers = new Containers(at.platform().plugins());
    String container =
        options.container(target, containers, () -> containers.of(mainCodec(source, at)));
    if (options.dryRun) {
      try (PlaybackSession session = at.platform().playback().open(source)) {
        new Plan("copy", source, expected(target, source, container, containers), options.force)
            .with("container", container)
            .with("tracks", tracks(session.info()))
            .print(at, json);
      }
      return OK;
    }
    JobRun.run(
        new ExportRequest.Copy(
            source,
            target,
            container,
            List.of(),
            ExportRequest.Range.ALL,
            options.settings,
            options.force),
        at,
        json);
    return OK;
  }

  /** The codec of the pictures, or else of the first track. */
  private static String mainCodec(Path source, Invocation at) throws IOException {
    try (PlaybackSession session = at.platform().playback().open(source)) {
      RecordingInfo info = session.info();
      return info.firstVideo()
          .or(() -> info.tracks().stream().findFirst())
          .map(track -> track.format().codec())
          .orElse("");
    }
  }

  /** Where the file goes, also when the job decides. */
  static Path expected(
      Optional<Path> target, Path source, String container, Containers containers) {
    return target.orElseGet(
        () -> source.resolve("exports").resolve("out." + containers.extension(container)));
  }

  /** The tracks in a few words. */
  static String tracks(RecordingInfo info) {
    return info.tracks().stream().map(CopyCommand::track).collect(Collectors.joining(", "));
  }

  /** One track in a few words. */
  static String track(Track track) {
    String size =
        track.format() instanceof VideoFormat ? " " + TrackChoice.details(track.format()) : "";
    return track.id() + ": " + track.format().codec() + size;
  }
}
