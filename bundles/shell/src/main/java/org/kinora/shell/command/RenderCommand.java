package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Render.Layout;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.playback.PlaybackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Renders the sound of a session. */
@Command(
    name = "render",
    description = {
      "Makes sound files of a session, one a speaker, that lie side by side in an editor.",
      "",
      "All files begin at the same moment and state it as timecode; what was not recorded is"
          + " silent. M4A gets Opus and AAC as they are, WAVE gets PCM."
    },
    footer = {
      "  render 019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10 --as m4a",
      "  render ./session --as wav --speaker Alice --speaker Bob -o stems",
      "  render ./session --as m4a --one-file -o all.m4a --zone Europe/Berlin"
    })
final class RenderCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  @Option(
      names = "--as",
      paramLabel = "CONTAINER",
      required = true,
      description = "The kind of the files: m4a, wav or another container that holds sound.")
  String as = "";

  @Option(
      names = "--speaker",
      paramLabel = "NAME",
      description = "Only this speaker: a track's name or its id; may be repeated; default: all.")
  List<String> speakers = new ArrayList<>();

  @Option(
      names = "--one-file",
      description = "All in one file: as tracks, or as the channels of a WAVE file.")
  boolean oneFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The directory of the files, or with --one-file the file; default: exports in the"
              + " recording.")
  @Nullable String output;

  @Option(
      names = "--codec",
      paramLabel = "PCM",
      description =
          "Make PCM of all sound: pcm_s16le, pcm_s24le, pcm_s32le or pcm_f32le; default: packets"
              + " as they are, else the PCM that the container prefers.")
  @Nullable String codec;

  @Option(
      names = "--rate",
      paramLabel = "TIMECODE-RATE",
      description = "How timecode counts, such as 25 or 29.97df; the same as --set rate=.")
  @Nullable String rate;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Whose clock timecode shows, such as Europe/Berlin; the same as --set zone=; default:"
              + " where it was recorded.")
  @Nullable String zone;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the container, as 'formats' lists them; may be repeated.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--force", description = "Replace files that are there.")
  boolean force;

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  boolean dryRun;

  @Override
  int run(Invocation at) throws IOException {
    Path source = recording.resolve(at);
    Containers containers = new Containers(at.platform().plugins());
    String container = containers.named(as);
    checkOutput("." + containers.extension(container));
    Optional<Path> target = TargetOptions.target(output, source, at);
    List<Track> tracks;
    try (PlaybackSession session = at.platform().playback().open(source)) {
      tracks = tracks(session.info());
    }
    if (dryRun) {
      plan(source, container, target, tracks).print(at, json);
      return OK;
    }
    JobRun.run(
        new ExportRequest.Render(
            source,
            target,
            container,
            tracks.stream().map(Track::id).toList(),
            oneFile ? Layout.ONE_FILE : Layout.FILE_EACH,
            Optional.ofNullable(codec),
            options(),
            force),
        at,
        json);
    return OK;
  }

  /** A directory that is called as a file is what nobody means. */
  private void checkOutput(String extension) throws MediaException {
    if (!oneFile && output != null && output.toLowerCase(Locale.ROOT).endsWith(extension)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "--output %s is called as a file, but names the directory of one file a speaker;"
                  .formatted(output)
              + " for all of them in one file add --one-file");
    }
  }

  private Plan plan(Path source, String container, Optional<Path> target, List<Track> tracks) {
    Plan plan =
        new Plan("render", source, target.orElse(source.resolve("exports")), force)
            .with("container", container)
            .with("layout", oneFile ? "one file" : "one file a track")
            .withAll("tracks", tracks.stream().map(RenderCommand::line).toList());
    if (codec != null) {
      plan.with("codec", codec);
    }
    options().forEach((name, value) -> plan.with("set " + name, value));
    return oneFile && target.isPresent() ? plan : plan.intoDirectory();
  }

  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>(settings);
    if (rate != null) {
      options.put("rate", rate);
    }
    if (zone != null) {
      options.put("zone", zone);
    }
    return options;
  }

  /** The tracks of the speakers that were named, in the order of the recording. */
  private List<Track> tracks(RecordingInfo info) throws MediaException {
    List<Track> sound =
        info.tracks().stream().filter(track -> track.format() instanceof AudioFormat).toList();
    if (sound.isEmpty()) {
      throw new MediaException(MediaError.TRACK_NOT_FOUND, info.id() + " has no sound");
    }
    for (String speaker : speakers) {
      if (sound.stream().noneMatch(track -> isOf(track, speaker))) {
        String all = sound.stream().map(RenderCommand::line).collect(Collectors.joining(", "));
        throw new MediaException(
            MediaError.TRACK_NOT_FOUND,
            "%s has no sound of '%s'; it has %s".formatted(info.id(), speaker, all));
      }
    }
    return sound.stream()
        .filter(
            track -> speakers.isEmpty() || speakers.stream().anyMatch(name -> isOf(track, name)))
        .toList();
  }

  private static boolean isOf(Track track, String speaker) {
    return track.name().equalsIgnoreCase(speaker) || Integer.toString(track.id()).equals(speaker);
  }

  private static String line(Track track) {
    String name = track.name().isEmpty() ? "" : " " + track.name();
    return track.id() + ":" + name + " (" + track.format().codec() + ")";
  }
}
