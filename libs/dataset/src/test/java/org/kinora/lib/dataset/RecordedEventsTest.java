package org.kinora.lib.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinora.lib.dataset.TestRecording.Text;
import org.kinora.lib.events.InputEvent;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class RecordedEventsTest {
  private static final EventFormat OLD = new EventFormat("input", 0);
  private static final EventFormat NEW = new EventFormat("input", 1);

  private static Text event(long timeUs, String json) {
    return new Text(timeUs, json.replace('\'', '"'));
  }

  private final TestRecording recording =
      new TestRecording()
          .with(
              NEW,
              event(-10, "{'type':'focus'}"),
              event(20, "{'type':'keydown','code':'KeyA'}"),
              event(30, "{'type':'dance'}"),
              event(40, "{'type':'keyup','code':'KeyA'}"))
          .with(new EventFormat("marker", 1), event(25, "{'type':'blur'}"))
          .with(OLD, event(20, "{'event':'keydown','data':{'code':'KeyB'}}"), event(39, "{}"));

  private final RecordedEvents events = new RecordedEvents(recording);

  @Test
  void read_severalTracks_areOneInTheOrderOfTime() throws IOException {
    List<InputEvent> found = events.read(0, 100);
    assertEquals(List.of(20L, 20L, 40L), found.stream().map(InputEvent::timeUs).toList());
    assertEquals("KeyA", Control.of(found.get(0)).orElseThrow().name());
    assertEquals("KeyB", Control.of(found.get(1)).orElseThrow().name());
    assertEquals(2, events.unusable(), "of an unknown kind, and without a place");
    assertEquals(List.of(), events.read(100, 200));
    assertEquals(0, events.unusable());
  }

  @Test
  void count_ofAll_isWhatTheIndexesSay() throws IOException {
    assertEquals(6, events.count());
    assertEquals(1, events.count(timeUs -> timeUs < 0));
    assertEquals(41, events.endUs());
    assertEquals(-10, events.firstUs(0));
    assertEquals(-20, events.firstUs(-20));
    assertTrue(events.areThere());
    assertTrue(events.areOnAPage());
    assertFalse(new RecordedEvents(new TestRecording()).areThere());
  }

  @Test
  void read_newerSchema_isRefused() {
    RecordedEvents newer =
        new RecordedEvents(
            new TestRecording().with(new EventFormat("input", 2), event(0, "{'type':'blur'}")));
    assertEquals(
        MediaError.FORMAT_TOO_NEW,
        assertThrows(MediaException.class, () -> newer.read(0, 1)).code());
  }
}
