package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a group of pictures. */
@Command(
    name = "gop",
    description = "Shows the group of pictures that is decoded to show a time.",
    footer = {"  gop rec_1757651534329 12.5", "  gop ./clip.mp4 1:02.250 --json"})
final class GopCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  @Parameters(
      index = "1",
      paramLabel = "TIME",
      description = "12.5, 1:02.250, 5s, 250ms or 1500000us; seconds by default.")
  String time = "";

  @Mixin TrackChoice track = new TrackChoice();

  /**
   * A group of pictures around one of them.
   *
   * @param shown index of the sample whose picture is shown at the time
   */
  private record Gop(SampleRange range, int shown, long startUs, long endUs, long bytes) {
    static Gop of(TrackIndex index, SampleRange range, long timeUs) {
      long endUs = 0;
      long bytes = 0;
      for (int i = range.first(); i < range.end(); i++) {
        endUs = Math.max(endUs, index.timeUs(i) + index.durationUs(i));
        bytes += index.size(i);
      }
      int shown = Math.max(range.first(), index.floor(timeUs));
      return new Gop(range, shown, index.timeUs(range.first()), endUs, bytes);
    }

    int decoded() {
      return shown - range.first() + 1;
    }
  }

  @Override
  int run(Invocation at) throws IOException {
    long timeUs = Times.parse(time);
    try (PlaybackSession session = recording.open(at)) {
      Track chosen = track.of(session.info());
      TrackIndex index = session.index(chosen.id());
      Gop gop = Gop.of(index, session.gopByTime(chosen.id(), timeUs), timeUs);
      if (json) {
        at.json(out -> write(out, chosen, index, gop, timeUs));
      } else {
        print(at, chosen, index, gop, timeUs);
      }
    }
    return OK;
  }

  private static void print(Invocation at, Track track, TrackIndex index, Gop gop, long timeUs) {
    SampleRange range = gop.range();
    at.out().println("track     " + track.id() + " (" + track.format().codec() + ")");
    at.out().println("asked     " + Times.exact(timeUs));
    at.out()
        .println("shown     " + Times.exact(index.timeUs(gop.shown())) + ", sample " + gop.shown());
    at.out().println("from      " + Times.exact(gop.startUs()) + ", sample " + range.first());
    at.out().println("to        " + Times.exact(gop.endUs()) + ", sample " + (range.end() - 1));
    at.out().println("samples   " + range.count() + ", " + Sizes.bytes(gop.bytes()));
    at.out().println("decoded   " + gop.decoded() + " to show this one");
  }

  private static void write(JsonGenerator out, Track track, TrackIndex index, Gop gop, long timeUs)
      throws IOException {
    out.writeNumberField("track", track.id());
    out.writeNumberField("askedUs", timeUs);
    out.writeObjectFieldStart("shown");
    FramesCommand.writeSample(out, gop.shown(), index.info(gop.shown()));
    out.writeEndObject();
    out.writeNumberField("first", gop.range().first());
    out.writeNumberField("count", gop.range().count());
    out.writeNumberField("startUs", gop.startUs());
    out.writeNumberField("endUs", gop.endUs());
    out.writeNumberField("sizeBytes", gop.bytes());
    out.writeNumberField("decoded", gop.decoded());
  }
}
