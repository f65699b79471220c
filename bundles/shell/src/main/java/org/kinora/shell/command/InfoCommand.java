package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kinora.media.AudioFormat;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Printable;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Table;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a recording is. */
@Command(
    name = "info",
    description = "Shows a recording's format, times, tracks and tags.",
    footer = {"  info rec_1757651534329", "  info ./clip.mp4 --json"})
final class InfoCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  /** What the samples of one track add up to. */
  private record TrackTotals(Track track, int samples, int keyframes, long bytes, long endUs) {
    static TrackTotals of(Track track, TrackIndex index) {
      int keyframes = 0;
      long bytes = 0;
      for (int i = 0; i < index.count(); i++) {
        keyframes += index.isKeyframe(i) ? 1 : 0;
        bytes += index.size(i);
      }
      return new TrackTotals(track, index.count(), keyframes, bytes, index.endUs());
    }
  }

  @Override
  int run(Invocation at) throws IOException {
    try (PlaybackSession session = recording.open(at)) {
      List<TrackTotals> totals = new ArrayList<>();
      for (Track track : session.info().tracks()) {
        totals.add(TrackTotals.of(track, session.index(track.id())));
      }
      long endUs = totals.stream().mapToLong(TrackTotals::endUs).max().orElse(0);
      long durationUs = session.info().durationUs().orElse(endUs);
      if (json) {
        at.json(out -> write(out, session, totals, durationUs));
      } else {
        print(at, session, totals, durationUs);
      }
    }
    return OK;
  }

  private static void print(
      Invocation at, PlaybackSession session, List<TrackTotals> totals, long durationUs) {
    RecordingInfo info = session.info();
    at.out().println("id        " + Printable.of(info.id()));
    at.out().println("path      " + session.path());
    at.out().println("format    " + session.format());
    info.startedAt().ifPresent(t -> at.out().println("started   " + ListCommand.date(t)));
    at.out().println("duration  " + Times.format(durationUs));
    at.out().println("state     " + ListCommand.state(info));
    new TreeMap<>(info.tags())
        .forEach(
            (key, value) -> at.out().println("tag       " + Printable.of(key + " = " + value)));
    at.out().println();
    Table table =
        new Table(
            "TRACK",
            "KIND",
            "CODEC",
            "DETAILS",
            ">SAMPLES",
            ">KEY FRAMES",
            ">END",
            ">SIZE",
            ">RATE",
            "NAME");
    for (TrackTotals t : totals) {
      TrackFormat format = t.track().format();
      table.row(
          t.track().id(),
          TrackChoice.kind(format),
          format.codec(),
          TrackChoice.details(format),
          t.samples(),
          format instanceof VideoFormat ? String.valueOf(t.keyframes()) : "-",
          Times.format(t.endUs()),
          Sizes.bytes(t.bytes()),
          Sizes.rate(t.bytes(), t.endUs()),
          t.track().name());
    }
    table.print(at.out());
  }

  private static void write(
      JsonGenerator out, PlaybackSession session, List<TrackTotals> totals, long durationUs)
      throws IOException {
    RecordingInfo info = session.info();
    out.writeStringField("id", info.id());
    out.writeStringField("path", session.path().toString());
    out.writeStringField("format", session.format());
    writeStart(out, info);
    out.writeNumberField("durationUs", durationUs);
    out.writeArrayFieldStart("tracks");
    for (TrackTotals t : totals) {
      out.writeStartObject();
      writeTrack(out, t.track());
      out.writeNumberField("samples", t.samples());
      out.writeNumberField("keyframes", t.keyframes());
      out.writeNumberField("sizeBytes", t.bytes());
      out.writeNumberField("endUs", t.endUs());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Writes what a recording says of itself, without id. */
  static void writeInfo(JsonGenerator out, RecordingInfo info) throws IOException {
    writeStart(out, info);
    if (info.durationUs().isPresent()) {
      out.writeNumberField("durationUs", info.durationUs().getAsLong());
    }
    out.writeArrayFieldStart("tracks");
    for (Track track : info.tracks()) {
      out.writeStartObject();
      writeTrack(out, track);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeStart(JsonGenerator out, RecordingInfo info) throws IOException {
    if (info.startedAt().isPresent()) {
      out.writeStringField("startedAt", info.startedAt().get().toString());
    }
    out.writeBooleanField("complete", info.complete());
    out.writeObjectFieldStart("tags");
    for (Map.Entry<String, String> tag : new TreeMap<>(info.tags()).entrySet()) {
      out.writeStringField(tag.getKey(), tag.getValue());
    }
    out.writeEndObject();
  }

  private static void writeTrack(JsonGenerator out, Track track) throws IOException {
    out.writeNumberField("id", track.id());
    out.writeStringField("name", track.name());
    out.writeStringField("kind", TrackChoice.kind(track.format()));
    out.writeStringField("codec", track.format().codec());
    out.writeNumberField("timescale", track.timescale());
    if (track.format() instanceof VideoFormat video) {
      out.writeNumberField("width", video.width());
      out.writeNumberField("height", video.height());
    } else if (track.format() instanceof AudioFormat audio) {
      out.writeNumberField("sampleRate", audio.sampleRate());
      out.writeNumberField("channels", audio.channels());
    }
  }
}
