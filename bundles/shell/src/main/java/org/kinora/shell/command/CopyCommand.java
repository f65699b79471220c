package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Range;
import org.kinora.export.ExportRequest.Range.Cut;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.playback.PlaybackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies samples into a container. */
@Command(
    name = "copy",
    description = "Copies tracks, or a part of them, into a container file; no sample is changed.",
    footer = {
      "  copy rec_1757651534329",
      "  copy rec_1757651534329 -o talk.mp4 --force",
      "  copy rec_1757651534329 -o part.mp4 --from 1:30 --to 2:00 --exact",
      "  copy ./clip.mkv -o clip.webm --track 1,3 --dry-run"
    })
final class CopyCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  @Option(
      names = "--track",
      paramLabel = "N",
      split = ",",
      description = "Copy only these tracks; may be repeated; default: all.")
  List<Integer> trackIds = new ArrayList<>();

  @Mixin RangeOptions part = new RangeOptions();
  @Mixin TargetOptions options = new TargetOptions();

  @Override
  int run(Invocation at) throws IOException {
    Range range = part.range();
    Path source = recording.resolve(at);
    Optional<Path> target = options.target(source, at);
    Containers containers = new Containers(at.platform().plugins());
    ExportRequest.Copy request;
    try (PlaybackSession session = at.platform().playback().open(source)) {
      List<Track> chosen = chosen(session.info());
      Track main = main(chosen, session.info());
      String container =
          options.container(target, containers, () -> containers.of(main.format().codec()));
      if (range.cut() == Cut.EXACT && !containers.hasEditLists(container)) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID,
            "%s has no edit lists, which --exact needs; leave --exact out, or take one of %s"
                .formatted(container, containers.withEditLists()));
      }
      if (options.dryRun) {
        Path place = expected(target, source, container, containers);
        Plan plan =
            new Plan("copy", source, place, options.force)
                .with("container", container)
                .with("tracks", tracks(chosen));
        RangeOptions.plan(plan, range, session, main);
        plan.print(at, json);
        return OK;
      }
      request =
          new ExportRequest.Copy(
              source, target, container, trackIds, range, options.settings, options.force);
    }
    JobRun.run(request, at, json);
    return OK;
  }

  private List<Track> chosen(RecordingInfo info) throws MediaException {
    if (trackIds.isEmpty()) {
      return info.tracks();
    }
    List<Track> tracks = new ArrayList<>();
    for (int id : trackIds) {
      tracks.add(info.track(id));
    }
    return tracks;
  }

  /** The track with the pictures, or else with sound, or else the first. */
  private static Track main(List<Track> tracks, RecordingInfo info) throws MediaException {
    return tracks.stream()
        .filter(track -> track.format() instanceof VideoFormat)
        .findFirst()
        .or(() -> tracks.stream().filter(t -> !(t.format() instanceof EventFormat)).findFirst())
        .or(() -> tracks.stream().findFirst())
        .orElseThrow(
            () -> new MediaException(MediaError.TRACK_NOT_FOUND, info.id() + " has no tracks"));
  }

  /** Where the file goes, also when the job decides. */
  static Path expected(
      Optional<Path> target, Path source, String container, Containers containers) {
    return target.orElseGet(
        () -> source.resolve("exports").resolve("out." + containers.extension(container)));
  }

  /** Tracks in a few words. */
  static String tracks(List<Track> tracks) {
    return tracks.stream().map(CopyCommand::track).collect(Collectors.joining(", "));
  }

  private static String track(Track track) {
    String size =
        track.format() instanceof VideoFormat ? " " + TrackChoice.details(track.format()) : "";
    return track.id() + ": " + track.format().codec() + size;
  }
}
