package org.kinora.engine.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.MemoryFormat.Sample;
import org.kinora.media.Blob;
import org.kinora.media.EventFormat;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.spi.compose.PointerState;
import org.kinora.spi.storage.RecordingReader;

/** The pointer between its events, as two recorders write them. */
final class PointerTrackTest {
  private static final Track EVENTS = new Track(4, new EventFormat("input", 0), 1000, "");

  @TempDir Path dir;
  private final Recording recording = new Recording(Fakes.VIDEO, EVENTS);

  private void event(long timeUs, String json) {
    Blob data = Blob.of(json.getBytes(StandardCharsets.UTF_8));
    recording.of(4).add(new Sample(SampleInfo.inOrder(timeUs, 0, data.size(), true), data));
  }

  private PointerTrack open() throws Exception {
    MemoryFormat format = new MemoryFormat();
    RecordingReader reader = format.open(format.place(dir, "rec", recording));
    return PointerTrack.open(reader).orElseThrow();
  }

  @Test
  void at_browserRecorder_isTheLastPlaceWhileInside() throws Exception {
    event(1000, "{\"timestamp\":5.5,\"x\":10.5,\"y\":20,\"isInside\":true}");
    event(2000, "{\"timestamp\":6,\"x\":10.5,\"y\":20,\"isInside\":true}");
    event(3000, "{\"timestamp\":7,\"x\":11,\"y\":20,\"isInside\":true}");
    event(4000, "{\"timestamp\":8,\"x\":0,\"y\":0,\"isInside\":false}");
    event(5000, "not json");
    PointerTrack pointer = open();
    assertEquals(Optional.empty(), pointer.at(999));
    assertEquals(Optional.of(new PointerState(10.5, 20, false, 0)), pointer.at(1000));
    assertEquals(Optional.of(new PointerState(10.5, 20, false, 1500)), pointer.at(2500));
    assertEquals(Optional.of(new PointerState(11, 20, false, 999)), pointer.at(3999));
    assertEquals(Optional.empty(), pointer.at(6000));
  }

  @Test
  void at_capturedGame_followsButtonsAndPassesOverKeys() throws Exception {
    String mouse = "{\"type\":\"mouse\",\"event\":\"mouse%s\",\"data\":{\"x\":%d,\"y\":7}}";
    event(0, mouse.formatted("move", 3));
    event(10, mouse.formatted("down", 3));
    event(20, "{\"type\":\"keyboard\",\"event\":\"keydown\",\"data\":{\"key\":\"w\"}}");
    event(30, mouse.formatted("move", 4));
    event(40, mouse.formatted("up", 4));
    PointerTrack pointer = open();
    assertEquals(Optional.of(new PointerState(3, 7, true, 25)), pointer.at(25));
    assertEquals(Optional.of(new PointerState(4, 7, true, 5)), pointer.at(35));
    assertEquals(Optional.of(new PointerState(4, 7, false, 20)), pointer.at(50));
  }

  @Test
  void at_ownEvents_followsTheMouseAlone() throws Exception {
    event(0, "{\"type\":\"mousemove\",\"x\":3,\"y\":7}");
    event(10, "{\"type\":\"mousedown\",\"x\":3,\"y\":7,\"button\":0}");
    event(20, "{\"type\":\"stick\",\"control\":\"left\",\"x\":0.5,\"y\":-1}");
    PointerTrack pointer = open();
    assertEquals(Optional.of(new PointerState(3, 7, false, 5)), pointer.at(5));
    assertEquals(Optional.of(new PointerState(3, 7, true, 25)), pointer.at(25));
  }

  /** Every event of a long track, forwards and back, out of a window that is small against it. */
  @Test
  void at_longTrack_readsAWindowAtATime() throws Exception {
    int events = 5_000;
    for (int i = 0; i < events; i++) {
      event(i * 10L, "{\"timestamp\":%d,\"x\":%d,\"y\":1,\"isInside\":true}".formatted(i, i / 7));
    }
    PointerTrack pointer = open();
    for (int i = 0; i < events; i += 3) {
      assertEquals(state(i), pointer.at(i * 10L));
    }
    for (int i = events - 1; i >= 0; i -= 500) {
      assertEquals(state(i), pointer.at(i * 10L));
    }
    assertTrue(recording.reads.stream().mapToInt(SampleRange::count).max().orElseThrow() < 4096);
    assertTrue(recording.reads.size() < 8, recording.reads.toString());
  }

  private static Optional<PointerState> state(int event) {
    int x = event / 7;
    return Optional.of(new PointerState(x, 1, false, event % 7 * 10L));
  }
}
