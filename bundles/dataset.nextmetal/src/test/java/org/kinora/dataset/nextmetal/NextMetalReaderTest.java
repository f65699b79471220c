package org.kinora.dataset.nextmetal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.media.ErrorCode;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;

class NextMetalReaderTest {
  private static final String INPUT = Zips.ID + "_input.json";
  private static final String VIDEO = Zips.ID + ".webm";

  private final NextMetalFormat format = new NextMetalFormat(new ContainerFormat());

  @TempDir Path dir;

  private RecordingReader open(Map<String, byte[]> entries) throws IOException {
    return format.open(Zips.write(dir.resolve("capture.zip"), entries));
  }

  private static List<Long> timesUs(TrackIndex index) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < index.count(); i++) {
      times.add(index.timeUs(i));
    }
    return times;
  }

  private static List<Fault> faults(RecordingReader reader) throws IOException {
    List<Fault> faults = new ArrayList<>();
    reader.verify(faults::add);
    return faults;
  }

  /** The last track. */
  private static int events(RecordingReader reader) {
    List<Integer> ids = reader.info().tracks().stream().map(track -> track.id()).toList();
    return ids.get(ids.size() - 1);
  }

  private static ErrorCode failure(MediaCall call) {
    return assertThrows(MediaException.class, call::run).code();
  }

  private interface MediaCall {
    void run() throws IOException;
  }

  @Test
  void open_whole_isPicturesAndEvents() throws IOException {
    try (RecordingReader reader = open(Zips.whole(dir))) {
      assertEquals(Zips.ID, reader.info().id());
      assertEquals(
          Optional.of(Instant.ofEpochMilli(Zips.START_MS).atZone(ZoneOffset.UTC)),
          reader.info().startedAt());
      assertEquals(OptionalLong.of(2_010_000), reader.info().durationUs());
      assertTrue(reader.info().complete());
      assertEquals("Browser 1", reader.info().tags().get("userAgent"));
      assertEquals("vp9", reader.info().track(1).format().codec());
      assertEquals(60, reader.index(1).count());
      assertInstanceOf(EventFormat.class, reader.info().track(2).format());
      assertEquals(
          List.of(0L, 420_000L, 436_000L, 900_000L, 1_100_000L, 1_500_000L, 1_700_000L, 1_999_000L),
          timesUs(reader.index(2)));
      assertEquals(List.of(), faults(reader));
    }
  }

  @Test
  void read_event_isItsObjectOnOneLine() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (RecordingReader reader = open(Zips.whole(dir))) {
      reader.read(
          new SampleRange(events(reader), 1, 1),
          (info, data) -> {
            String line = UTF_8.decode(data).toString();
            assertFalse(line.contains("\n"));
            events.add(new ObjectMapper().readTree(line));
          });
    }
    assertEquals(1, events.size());
    assertEquals(Zips.START_MS + 420, events.get(0).path("timestamp").asLong());
    assertEquals("ä", events.get(0).path("data").path("key").asText());
  }

  @Test
  void open_videoAsABrowserStreamsIt_isTheSame() throws IOException {
    byte[] video = Zips.liveVideo();
    Path alone = Files.write(dir.resolve("alone.webm"), video);
    Map<String, byte[]> entries = Zips.whole(dir);
    entries.put(VIDEO, video);
    try (RecordingReader expected = new ContainerFormat().open(alone);
        RecordingReader found = open(entries)) {
      assertEquals(timesUs(expected.index(1)), timesUs(found.index(1)));
      assertArrayEquals(bytes(expected), bytes(found));
      List<Fault> faults = faults(found);
      assertEquals(1, faults.size(), "no duration");
      assertEquals(VIDEO, faults.get(0).place());
    }
  }

  private static byte[] bytes(RecordingReader reader) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    reader.read(
        new SampleRange(1, 0, reader.index(1).count()),
        (info, data) -> {
          byte[] sample = new byte[data.remaining()];
          data.get(sample);
          all.writeBytes(sample);
        });
    return all.toByteArray();
  }

  @Test
  void open_unorderedEvents_areSorted() throws IOException {
    Map<String, byte[]> entries = Zips.whole(dir);
    entries.put(INPUT, Zips.input(900, 16, 450, 16).getBytes(UTF_8));
    try (RecordingReader reader = open(entries)) {
      assertEquals(
          List.of(16_000L, 16_000L, 450_000L, 900_000L), timesUs(reader.index(events(reader))));
      assertEquals(List.of(Severity.NOTE), faults(reader).stream().map(Fault::severity).toList());
    }
  }

  @Test
  void open_withoutMetadata_isANoteOnly() throws IOException {
    Map<String, byte[]> entries = Zips.whole(dir);
    entries.remove(Zips.ID + "_metadata.json");
    try (RecordingReader reader = open(entries)) {
      assertTrue(reader.info().complete());
      assertEquals(List.of(Severity.NOTE), faults(reader).stream().map(Fault::severity).toList());
    }
  }

  @Test
  void open_withoutVideo_isTheEventsAlone() throws IOException {
    Map<String, byte[]> entries = Zips.whole(dir);
    entries.remove(VIDEO);
    try (RecordingReader reader = open(entries)) {
      assertEquals(1, reader.info().tracks().size());
      assertEquals(8, reader.index(1).count());
      assertEquals(List.of(Severity.LOSS), faults(reader).stream().map(Fault::severity).toList());
    }
  }

  @Test
  void open_eventsCutAnywhere_keepsTheWholeOnes() throws IOException {
    byte[] whole = Zips.input(0, 420, 436).getBytes(UTF_8);
    Map<String, byte[]> entries = Zips.whole(dir);
    entries.remove(VIDEO);
    for (int size = 0; size < whole.length; size += 7) {
      entries.put(INPUT, Arrays.copyOf(whole, size));
      int objects = new String(whole, 0, size, UTF_8).split("Quote\" }\\s+}", -1).length - 1;
      try (RecordingReader reader = open(entries)) {
        assertEquals(objects, reader.index(1).count(), "cut to " + size);
        assertFalse(reader.info().complete());
        assertTrue(faults(reader).stream().anyMatch(fault -> fault.severity() == Severity.LOSS));
      }
    }
  }

  @Test
  void open_eventsThatAreNone_areLeftOut() throws IOException {
    Map<String, byte[]> entries = Zips.whole(dir);
    entries.remove(VIDEO);
    entries.put(
        INPUT,
        """
        {"inputEvents": [7, {"timestamp": "1"}, {"timestamp": -1}, {"timestamp": 1000.25},
          {"timestamp": 1002, "deep": [[{}]]}], "extra": {"a": [1]}, "startTime": 1000}
        """
            .getBytes(UTF_8));
    try (RecordingReader reader = open(entries)) {
      assertEquals(List.of(250L, 2_000L), timesUs(reader.index(1)));
      assertEquals(
          3, faults(reader).stream().filter(f -> f.place().endsWith("_input.json")).count());
    }
  }

  /** Wherever a byte of an entry is another, that is told; ZIPs have a checksum for each. */
  @Test
  void open_changedByteOfAnEntry_isToldAndTheRestIsRead() throws IOException {
    byte[] whole = Files.readAllBytes(Zips.write(dir.resolve("whole.zip"), Zips.whole(dir)));
    String text = new String(whole, ISO_8859_1);
    for (String name : List.of(VIDEO, INPUT, Zips.ID + "_metadata.json")) {
      int first = text.indexOf(name) + name.length();
      int end = text.indexOf("PK\7\b", first);
      for (int n = 0; n < 8; n++) {
        byte[] changed = whole.clone();
        int at = first + (end - first) * n / 8;
        changed[at] = (byte) (changed[at] ^ 1 << n);
        String what = "%s, change %d".formatted(name, n);
        try (RecordingReader reader =
            format.open(Files.write(dir.resolve("changed.zip"), changed))) {
          assertTrue(faults(reader).stream().anyMatch(fault -> fault.place().contains(name)), what);
        }
      }
    }
  }

  @Test
  void open_entryThatSwells_isRefused() throws IOException {
    Map<String, byte[]> entries = Zips.whole(dir);
    entries.put(VIDEO, new byte[64 << 20]);
    Path zip = Zips.write(dir.resolve("bomb.zip"), entries);
    assertEquals(MediaError.LIMIT_EXCEEDED, failure(() -> format.open(zip).close()));
  }

  @Test
  void open_namesWithFolders_staysInTheZip() throws IOException {
    Map<String, byte[]> entries = Zips.whole(dir);
    Map<String, byte[]> moved = new LinkedHashMap<>();
    entries.forEach((name, data) -> moved.put("../../up/" + name, data));
    try (RecordingReader reader = open(moved)) {
      assertEquals(Zips.ID, reader.info().id());
      assertEquals(60, reader.index(1).count());
    }
    try (Stream<Path> files = Files.list(dir)) {
      assertEquals(List.of("capture.zip"), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void probe_otherZips_areNoMatch() throws IOException {
    Path other = Zips.write(dir.resolve("other.zip"), Map.of("readme.txt", new byte[9]));
    assertInstanceOf(Probe.NoMatch.class, format.probe(other));
    Path cut = dir.resolve("cut.zip");
    byte[] whole = Files.readAllBytes(Zips.write(dir.resolve("capture.zip"), Zips.whole(dir)));
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertInstanceOf(Probe.NoMatch.class, format.probe(cut));
    assertEquals(MediaError.FORMAT_UNKNOWN, failure(() -> format.open(cut).close()));
  }
}
