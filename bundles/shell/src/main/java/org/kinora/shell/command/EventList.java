package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.events.EventCodec;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Table;
import org.kinora.shell.text.Times;

/**
 * Samples of an event track. Input events are in the newest version of their schema, whatever the
 * recorder wrote; others are as they are.
 */
final class EventList {
  private static final String INPUT = "input";

  private final Track track;
  private final List<Event> events = new ArrayList<>();

  /**
   * An event.
   *
   * @param known whether the text is an object of JSON
   */
  private record Event(int index, long timeUs, boolean known, String text) {}

  private EventList(Track track) {
    this.track = track;
  }

  /** Reads those samples of a track. */
  static EventList read(PlaybackSession session, Track track, int[] samples) throws IOException {
    EventList list = new EventList(track);
    EventFormat format = (EventFormat) track.format();
    EventCodec codec = new EventCodec();
    for (int i : samples) {
      session.getRange(
          new SampleRange(track.id(), i, 1),
          (info, data) -> list.events.add(event(codec, format, i, info.timeUs(), data)));
    }
    return list;
  }

  private static Event event(
      EventCodec codec, EventFormat format, int index, long timeUs, ByteBuffer data) {
    if (format.codec().equals(INPUT)) {
      try {
        byte[] newest = codec.write(codec.read(format.schemaVersion(), timeUs, data));
        return new Event(index, timeUs, true, new String(newest, StandardCharsets.UTF_8));
      } catch (MediaException e) {
        // What is no event of its schema is shown as it is: the user wants to see it.
      }
    }
    String text = StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    return new Event(index, timeUs, false, text);
  }

  /** A line an event, or all as one document. */
  void print(Invocation at, boolean json) throws IOException {
    if (json) {
      at.json(this::write);
      return;
    }
    Table table = new Table(">INDEX", ">TIME", "EVENT");
    events.forEach(event -> table.row(event.index(), Times.exact(event.timeUs()), event.text()));
    table.print(at.out());
  }

  /** An event of input as its object, any other as text. */
  private void write(JsonGenerator out) throws IOException {
    out.writeNumberField("track", track.id());
    out.writeArrayFieldStart("events");
    for (Event event : events) {
      out.writeStartObject();
      out.writeNumberField("index", event.index());
      out.writeNumberField("timeUs", event.timeUs());
      if (event.known()) {
        out.writeFieldName("event");
        out.writeRawValue(event.text());
      } else {
        out.writeStringField("text", event.text());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
