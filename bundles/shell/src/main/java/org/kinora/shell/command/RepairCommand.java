package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.media.Fault;
import org.kinora.media.Track;
import org.kinora.playback.PlaybackSession;
import org.kinora.plugins.PluginInfo.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a sound recording of a broken one. */
@Command(
    name = "repair",
    description = {
      "Copies what can be read of a broken recording into a new one.",
      "",
      "The broken one is not changed. Every sample that can be read is kept and compared; what is"
          + " lost is named. Ends with 0 if nothing was lost, with 3 if the new recording lacks"
          + " samples, with 1 if there is none. It is called ID-repaired, unless --as says"
          + " otherwise. For a single container file see recover."
    },
    footer = {
      "  repair rec_1757651600000",
      "  repair rec_1757651600000 --as rec_2 --format reel",
      "  repair rec_1757651600000 --dry-run"
    })
final class RepairCommand extends KinoraCommand {
  private static final int MOST_LINES = 10;

  @Mixin RecordingArgument source = new RecordingArgument();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "The storage format; default: the broken recording's, if it is written, else "
              + RecordingCopy.USUAL_FORMAT
              + ".")
  @Nullable String format;

  @Mixin RecordingCopy copy = new RecordingCopy();

  @Override
  int run(Invocation at) throws IOException {
    Path from = source.resolve(at);
    Path target = copy.target(from, "-repaired", at);
    List<Fault> found = new ArrayList<>();
    String into;
    long samples = 0;
    try (PlaybackSession session = at.platform().playback().open(from)) {
      session.verify(found::add);
      into = format == null ? formatFor(session.format(), at) : format;
      for (Track track : session.info().tracks()) {
        samples += session.index(track.id()).count();
      }
      if (copy.dryRun) {
        FaultList faults = new FaultList(found);
        copy.plan("repair", session, target, into, at)
            .with("losses", faults.losses())
            .with("warnings", faults.warnings())
            .print(at, json);
        return OK;
      }
    }
    ExportResult result = JobRun.toEnd(copy.request(from, target, into, Damaged.LEAVE_OUT), at);
    FaultList faults = new FaultList(found);
    if (json) {
      at.json(
          out -> {
            JobRun.write(out, result);
            out.writeNumberField("losses", faults.losses());
            faults.write(out);
          });
    } else {
      JobRun.print(at, result);
      at.out().println("       the broken recording stays: " + from);
      at.out().println();
      faults.print(at, MOST_LINES);
    }
    long kept = result.tracks().stream().mapToLong(TrackResult::samples).sum();
    return faults.losses() > 0 || kept < samples ? VerifyCommand.LOSSES : OK;
  }

  private static String formatFor(String broken, Invocation at) throws IOException {
    boolean written =
        at.platform().plugins().list().stream()
            .anyMatch(
                plugin ->
                    plugin.kind() == Kind.STORAGE
                        && plugin.name().equals(broken)
                        && !plugin
                            .properties()
                            .getOrDefault("format.writes", "-1")
                            .startsWith("-"));
    return written ? broken : RecordingCopy.USUAL_FORMAT;
  }
}
