package org.kinora.engine.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.media.EventFormat;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.compose.PointerState;
import org.kinora.spi.storage.RecordingReader;

/**
 * Where the pointer was, from a track of input events. An event is a JSON object: {@code x}, {@code
 * y} and {@code isInside} as the browser recorder writes them ({@code docs/formats/jsonl.md}), or
 * {@code type}, {@code event} and {@code data} as the captured game has them ({@code
 * docs/formats/nextmetal.md}). Pixels of the page are taken for pixels of the picture.
 *
 * <p>Holds a window of events, so hours of them cost no more memory than a minute. What happened
 * long before the window is not known: a button pressed since then counts as released.
 */
final class PointerTrack {
  private static final String CODEC = "input";
  private static final int WINDOW = 2048;
  private static final int LOOK_BACK = 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordingReader reader;
  private final int trackId;
  private final TrackIndex index;

  /** The events from here on that the window holds. */
  private int first;

  private @Nullable Position[] window = {};

  /**
   * The pointer after an event.
   *
   * @param sinceUs when it came to where it is
   */
  private record Position(double x, double y, boolean pressed, boolean inside, long sinceUs) {}

  private PointerTrack(RecordingReader reader, int trackId) throws IOException {
    this.reader = reader;
    this.trackId = trackId;
    index = reader.index(trackId);
  }

  /** The pointer of a recording; empty where none was recorded. */
  static Optional<PointerTrack> open(RecordingReader reader) throws IOException {
    Optional<Track> events = track(reader.info());
    return events.isPresent()
        ? Optional.of(new PointerTrack(reader, events.get().id()))
        : Optional.empty();
  }

  private static Optional<Track> track(RecordingInfo info) {
    return info.tracks().stream()
        .filter(track -> track.format() instanceof EventFormat)
        .filter(track -> track.format().codec().equals(CODEC))
        .findFirst();
  }

  /** The pointer at a time; empty before its first event and while it is outside of the page. */
  Optional<PointerState> at(long timeUs) throws IOException {
    int event = index.floor(timeUs);
    if (event < 0) {
      return Optional.empty();
    }
    if (event < first || event >= first + window.length) {
      load(event / WINDOW * WINDOW);
    }
    Position there = window[event - first];
    return there == null || !there.inside
        ? Optional.empty()
        : Optional.of(new PointerState(there.x, there.y, there.pressed, timeUs - there.sinceUs));
  }

  private void load(int start) throws IOException {
    int from = Math.max(0, start - LOOK_BACK);
    int end = Math.min(index.count(), start + WINDOW);
    @Nullable Position[] loaded = new @Nullable Position[end - start];
    int[] event = {from};
    @Nullable Position[] last = {null};
    reader.read(
        new SampleRange(trackId, from, end - from),
        (info, data) -> {
          last[0] = after(last[0], data, info.timeUs());
          if (event[0] >= start) {
            loaded[event[0] - start] = last[0];
          }
          event[0]++;
        });
    first = start;
    window = loaded;
  }

  /** An event that does not tell a place, or is no JSON, leaves the pointer where it is. */
  private static @Nullable Position after(@Nullable Position before, ByteBuffer data, long timeUs) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    JsonNode event;
    try {
      event = JSON.readTree(bytes);
    } catch (IOException e) {
      return before;
    }
    JsonNode place = event.has("data") ? event.get("data") : event;
    String type = event.path("type").asText("mouse");
    if (!type.startsWith("mouse") || !place.path("x").isNumber() || !place.path("y").isNumber()) {
      return before;
    }
    double x = place.get("x").doubleValue();
    double y = place.get("y").doubleValue();
    long sinceUs = before != null && before.x == x && before.y == y ? before.sinceUs : timeUs;
    boolean pressed =
        switch (event.path("event").asText(type)) {
          case "mousedown" -> true;
          case "mouseup" -> false;
          default -> before != null && before.pressed;
        };
    boolean inside = place.path("isInside").asBoolean(true);
    return new Position(x, y, pressed, inside, sinceUs);
  }
}
