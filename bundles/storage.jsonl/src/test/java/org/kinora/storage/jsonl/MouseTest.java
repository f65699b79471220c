package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.storage.jsonl.Recordings.Sample;

/** The events in mouse.jsonl. */
class MouseTest {
  private static final String EVENTS =
      """
      {"timestamp":7000123,"x":10,"y":90,"isInside":true}
      {"timestamp":7016790,"x":11,"y":89,"isInside":true}
      { "x":11, broken
      {"timestamp":7033457.25,"x":12.5,"y":88,"isInside":false}
      {"timestamp":7050124,"x":13,"y"\
      """;

  @TempDir Path temp;
  private Path recording;

  @BeforeEach
  void addEvents() throws IOException {
    recording = Recordings.copy(Recordings.VP9, temp);
    Files.writeString(recording.resolve("mouse.jsonl"), EVENTS);
  }

  @Test
  void read_events_areSamplesOnAClockOfTheirOwn() throws IOException {
    try (RecordingReader reader = Recordings.open(recording)) {
      assertEquals(new EventFormat("input", 0), reader.info().track(4).format());
      assertEquals("7000123", reader.info().tags().get("mouseTimeOriginUs"));
      List<Sample> events = Recordings.samples(reader, 4);
      List<String> lines = EVENTS.lines().toList();
      assertEquals(
          List.of(
              event(0, 16_667, lines.get(0)),
              event(16_667, 16_667, lines.get(1)),
              event(33_334, 16_667, lines.get(3))),
          events);
      assertEquals(
          events.subList(1, 2), List.of(gop(reader, 20_000)), "the event at or before a time");
    }
    Recordings.assertHas(Severity.NOTE, "mouse.jsonl", "clock is the page's", recording);
    Recordings.assertHas(Severity.LOSS, "mouse.jsonl, line 3, ", "skipped", recording);
    Recordings.assertHas(Severity.LOSS, "mouse.jsonl, line 5, ", "torn", recording);
  }

  @Test
  void write_events_keepTheirBytesAndTimes() throws IOException {
    Path copy = Files.createDirectory(temp.resolve("copies")).resolve(Recordings.VP9);
    try (RecordingReader reader = Recordings.open(recording);
        RecordingWriter writer = new JsonlFormat().create(copy, reader.info())) {
      // Cut at the front: the first event of the copy is not at 0.
      for (Sample sample : Recordings.samples(reader, 4).subList(1, 3)) {
        writer.append(4, sample.info(), sample.bytes().buffer());
      }
      writer.finish();
    }
    try (RecordingReader reader = Recordings.open(recording);
        RecordingReader copied = Recordings.open(copy)) {
      assertEquals(Recordings.samples(reader, 4).subList(1, 3), Recordings.samples(copied, 4));
    }
    assertEquals(List.of(), Recordings.faults(copy));
    List<String> lines = EVENTS.lines().toList();
    assertEquals(
        lines.get(1) + "\n" + lines.get(3) + "\n", Files.readString(copy.resolve("mouse.jsonl")));
  }

  @Test
  void write_whatIsNoEvent_isRefused() throws IOException {
    Track track = new Track(1, new EventFormat("input", 0), 1_000_000, "");
    RecordingInfo info = Recordings.info("r", track);
    try (RecordingWriter writer = new JsonlFormat().create(temp.resolve("new"), info)) {
      append(writer, event(0, 1, "{\"timestamp\":100}"));
      for (String wrong :
          List.of("", "{}", "{\"timestamp\":\n300}", "{\"timestamp\":301}", "[100]")) {
        Recordings.assertFails(MediaError.MUX_ERROR, () -> append(writer, event(200, 1, wrong)));
      }
      append(writer, event(200, 1, "{\"timestamp\":300}"));
      writer.finish();
    }
    assertEquals(2, Recordings.samples(temp.resolve("new")).size());
  }

  private static void append(RecordingWriter writer, Sample sample) throws IOException {
    writer.append(1, sample.info(), sample.bytes().buffer());
  }

  private static Sample event(long timeUs, long durationUs, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return new Sample(SampleInfo.inOrder(timeUs, durationUs, bytes.length, true), Blob.of(bytes));
  }

  private static Sample gop(RecordingReader reader, long timeUs) throws IOException {
    Sample[] found = new Sample[1];
    reader.readGop(4, timeUs, (info, data) -> found[0] = new Sample(info, Blob.of(data)));
    return found[0];
  }
}
