package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Table;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists samples. */
@Command(
    name = "frames",
    description = "Lists the samples of a track in decode order, a line each.",
    footer = {
      "  frames rec_1757651534329 --limit 10",
      "  frames ./clip.mp4 --keyframes",
      "  frames ./clip.mp4 --window 1:30..1:32",
      "  frames ./clip.mp4 --track 2 --json",
      "  frames rec_1757651534329 --events --window 0..5"
    })
final class FramesCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();
  @Mixin TrackChoice track = new TrackChoice();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many lines; default: all.")
  @Nullable Integer limit;

  @Option(names = "--keyframes", description = "Only samples at which decoding can start.")
  boolean keyframes;

  @Option(
      names = "--window",
      paramLabel = "START..END",
      description = "Only samples that are shown in that time, its end not included.")
  @Nullable String window;

  @Option(
      names = "--events",
      description =
          "Instead of sizes, what is in the samples of the track of events: what was typed, clicked"
              + " and moved.")
  boolean events;

  @Override
  int run(Invocation at) throws IOException {
    TimeWindow shown = TimeWindow.parse(window);
    if (limit != null && limit < 0) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "--limit " + limit + " is below 0");
    }
    try (PlaybackSession session = recording.open(at)) {
      Track chosen = events ? track.ofEvents(session.info()) : track.of(session.info());
      TrackIndex index = session.index(chosen.id());
      int[] samples =
          IntStream.range(0, index.count())
              .filter(i -> !keyframes || index.isKeyframe(i))
              .filter(i -> shown.meets(index.timeUs(i), index.durationUs(i)))
              .limit(limit == null ? Long.MAX_VALUE : limit)
              .toArray();
      if (events) {
        EventList.read(session, chosen, samples).print(at, json);
      } else if (json) {
        at.json(out -> write(out, chosen, index, samples));
      } else {
        print(at, index, samples);
      }
    }
    return OK;
  }

  private static void print(Invocation at, TrackIndex index, int[] samples) {
    Table table = new Table(">INDEX", ">TIME", ">DECODE TIME", ">DURATION", ">BYTES", "KEY");
    for (int i : samples) {
      SampleInfo info = index.info(i);
      table.row(
          i,
          Times.exact(info.timeUs()),
          Times.exact(info.decodeTimeUs()),
          Times.exact(info.durationUs()),
          info.size(),
          info.keyframe() ? "key" : "");
    }
    table.print(at.out());
  }

  private static void write(JsonGenerator out, Track track, TrackIndex index, int[] samples)
      throws IOException {
    out.writeNumberField("track", track.id());
    out.writeNumberField("count", index.count());
    out.writeArrayFieldStart("samples");
    for (int i : samples) {
      out.writeStartObject();
      writeSample(out, i, index.info(i));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Writes all that is known of a sample. */
  static void writeSample(JsonGenerator out, int i, SampleInfo info) throws IOException {
    out.writeNumberField("index", i);
    out.writeNumberField("timeUs", info.timeUs());
    out.writeNumberField("decodeTimeUs", info.decodeTimeUs());
    out.writeNumberField("durationUs", info.durationUs());
    out.writeNumberField("sizeBytes", info.size());
    out.writeBooleanField("keyframe", info.keyframe());
  }
}
