package org.kinora.dataset.nextmetal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;
import org.kinora.media.DatasetSummary;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.FfmpegSource;

/** ZIPs that are written and read back. */
class NextMetalDatasetTest {
  private static final ZonedDateTime TEN = ZonedDateTime.parse("2026-11-21T10:00:00.5+01:00");

  private final NextMetalDataset dataset = new NextMetalDataset(new ContainerFormat());
  private final EventCodec codec = new EventCodec();

  @TempDir Path dir;
  private Path root;
  private Path video;

  @BeforeEach
  void begin() throws IOException {
    root = Files.createDirectory(dir.resolve("set"));
    video = Files.write(dir.resolve("clip.webm"), Zips.video(dir));
  }

  /** An event of each kind, and of each kind of detail. */
  private static SortedMap<Long, String> events() {
    SortedMap<Long, String> events = new TreeMap<>();
    String[] lines = {
      "{'type':'keydown','key':'W','code':'KeyW','repeat':true,'modifiers':4}",
      "{'type':'keyup','key':'w','code':'KeyW','modifiers':0}",
      "{'type':'mousemove','x':12.5,'y':-3,'dx':2,'dy':0.25,'locked':true,'device':2}",
      "{'type':'mousemove','dx':1,'dy':1}",
      "{'type':'mousedown','button':3,'x':1,'y':2,'meta':{'screenX':7,'deep':{'a':[1]}}}",
      "{'type':'mouseup','button':3}",
      "{'type':'wheel','wheelX':0,'wheelY':-120.5,'wheelMode':'line','x':5,'y':6}",
      "{'type':'touchstart','touch':4,'x':1,'y':2}",
      "{'type':'button','gamepad':1,'control':'left_trigger','pressed':true,'value':0.75}",
      "{'type':'stick','gamepad':0,'control':'right','x':-1,'y':0.5}",
      "{'type':'blur'}",
      "{'type':'visibility','visible':true}",
      "{'type':'resize','width':640,'height':480}"
    };
    long timeUs = -1_001;
    for (String line : lines) {
      events.put(timeUs, line.replace('\'', '"'));
      timeUs += 150_001;
    }
    return events;
  }

  private DatasetPlan export(Path into, RecordingSource... recordings) throws IOException {
    DatasetPlan plan = dataset.plan(List.of(recordings), Map.of());
    List<String> reports = new ArrayList<>();
    for (Unit unit : plan.units()) {
      reports.add(dataset.write(plan, unit, recordings[unit.number()], into));
    }
    dataset.complete(plan, reports.subList(reports.size() - 1, reports.size()), into, into);
    return plan;
  }

  private List<Fault> faults() throws IOException {
    List<Fault> faults = new ArrayList<>();
    dataset.verify(root, faults::add);
    return faults;
  }

  private List<InputEvent> read(RecordingReader reader) throws IOException {
    Track track = reader.info().tracks().get(1);
    int version = ((EventFormat) track.format()).schemaVersion();
    List<InputEvent> found = new ArrayList<>();
    reader.read(
        new SampleRange(track.id(), 0, reader.index(track.id()).count()),
        (info, data) -> found.add(codec.read(version, info.timeUs(), data)));
    return found;
  }

  @Test
  void write_eventsOfEveryKind_areReadBack() throws IOException {
    List<InputEvent> expected = new ArrayList<>();
    for (Map.Entry<Long, String> event : events().entrySet()) {
      byte[] bytes = event.getValue().getBytes(UTF_8);
      expected.add(codec.read(1, event.getKey(), ByteBuffer.wrap(bytes)));
    }
    export(root, new FfmpegSource("rec_1", Optional.of(TEN), video, events()));
    try (RecordingReader reader =
        new NextMetalFormat(new ContainerFormat()).open(root.resolve("rec_1.zip"))) {
      assertEquals(expected, read(reader));
      assertEquals(TEN.toInstant(), reader.info().startedAt().orElseThrow().toInstant());
      assertEquals("rec_1", reader.info().id());
      assertEquals("events count from the first picture", reader.info().tags().get("sync"));
      assertEquals("vp9", reader.info().track(1).format().codec());
      assertEquals(60, reader.index(1).count());
      assertEquals(0, reader.index(1).timeUs(0));
      assertTrue(reader.info().complete());
    }
    assertEquals(List.of(), faults());
  }

  @Test
  void write_withoutAClock_keepsTimesAndClaimsNoDate() throws IOException {
    export(root, new FfmpegSource("rec_1", Optional.empty(), video, events()));
    try (RecordingReader reader =
        new NextMetalFormat(new ContainerFormat()).open(root.resolve("rec_1.zip"))) {
      assertEquals(Optional.empty(), reader.info().startedAt());
      assertEquals(
          List.copyOf(events().keySet()), read(reader).stream().map(InputEvent::timeUs).toList());
    }
  }

  @Test
  void write_otherCodec_isEncoded() throws IOException {
    Path mp4 = dir.resolve("clip.mp4");
    byte[] ignored =
        Ffmpeg.run("-i", video.toString(), "-c:v", "libx264", "-bf", "0", mp4.toString());
    FfmpegSource source = new FfmpegSource("rec_1", Optional.of(TEN), mp4, events());
    DatasetPlan plan = export(root, source);
    assertEquals("encode", plan.units().get(0).pieces().get(0).cut());
    try (RecordingReader reader =
        new NextMetalFormat(new ContainerFormat()).open(root.resolve("rec_1.zip"))) {
      assertEquals("vp9", reader.info().track(1).format().codec());
      assertEquals(60, reader.index(1).count());
    }
  }

  @Test
  void write_twice_isTheSameBytes() throws IOException {
    FfmpegSource source = new FfmpegSource("rec_1", Optional.of(TEN), video, events());
    export(root, source);
    Path other = Files.createDirectory(dir.resolve("other"));
    export(other, source);
    for (String name : List.of("rec_1.zip", "manifest.jsonl")) {
      assertArrayEquals(
          Files.readAllBytes(root.resolve(name)), Files.readAllBytes(other.resolve(name)), name);
    }
  }

  @Test
  void verify_damage_isNamed() throws IOException {
    export(root, new FfmpegSource("rec_1", Optional.of(TEN), video, events()));
    Path zip = root.resolve("rec_1.zip");
    byte[] whole = Files.readAllBytes(zip);
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    Files.write(zip, changed);
    assertTrue(
        faults().stream().anyMatch(f -> f.message().startsWith("manifest.sha256: ")), "changed");
    Files.write(zip, Arrays.copyOf(whole, 1_000));
    assertTrue(faults().stream().anyMatch(f -> f.message().startsWith("zip.whole: ")), "cut");
    Files.delete(zip);
    assertTrue(
        faults().stream().anyMatch(f -> f.message().startsWith("manifest.files: ")), "deleted");
  }

  @Test
  void summary_andPiece_tellWhatIsThere() throws IOException {
    export(
        root,
        new FfmpegSource("rec_1", Optional.of(TEN), video, events()),
        new FfmpegSource("rec_2", Optional.of(TEN), video, new TreeMap<>()));
    DatasetSummary summary = dataset.summary(root);
    assertEquals(List.of("rec_1", "rec_2"), summary.pieces());
    assertEquals("13", summary.facts().get("events"));
    DatasetPiece piece = dataset.piece(root, "rec_1");
    assertEquals(60, piece.frames().size());
    assertEquals("keyup KeyW", piece.marks().get(0).text(), "what was before the first picture");
    assertEquals(4, piece.marks().get(0).frame());
    assertEquals(
        MediaError.DATA_RANGE_ERROR,
        assertThrows(MediaException.class, () -> dataset.piece(root, "rec_3")).code());
  }

  @Test
  void plan_whatCannotBe_isRefused() {
    FfmpegSource one = new FfmpegSource("rec_1", Optional.of(TEN), video, events());
    FfmpegSource bad = new FfmpegSource("../up", Optional.of(TEN), video, events());
    assertEquals(MediaError.ARGUMENT_INVALID, failure(Map.of(), one, one));
    assertEquals(MediaError.ID_INVALID, failure(Map.of(), bad));
    assertEquals(MediaError.ARGUMENT_INVALID, failure(Map.of("speed", "2"), one));
    assertEquals(MediaError.ARGUMENT_INVALID, failure(Map.of("quality", "101"), one));
  }

  private Object failure(Map<String, String> options, RecordingSource... recordings) {
    return assertThrows(MediaException.class, () -> dataset.plan(List.of(recordings), options))
        .code();
  }
}
