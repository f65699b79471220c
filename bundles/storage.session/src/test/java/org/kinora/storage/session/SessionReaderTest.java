package org.kinora.storage.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.DuckDb;
import org.kinora.tck.support.Ffmpeg;

class SessionReaderTest {
  /** The first picture of the stored session, on its recorder's clock. */
  private static final long ZERO_NS = 812_345_678_901_234L;

  private static final long ZERO_US = ZERO_NS / 1_000;

  private final SessionFormat format = new SessionFormat(new ContainerFormat());

  @TempDir Path dir;

  private static List<Long> timesUs(TrackIndex index) {
    return LongStream.range(0, index.count()).map(i -> index.timeUs((int) i)).boxed().toList();
  }

  private static List<Fault> faults(RecordingReader reader) throws IOException {
    List<Fault> faults = new ArrayList<>();
    reader.verify(faults::add);
    return faults;
  }

  private static List<String> places(RecordingReader reader, Severity severity) throws IOException {
    return faults(reader).stream()
        .filter(fault -> fault.severity() == severity)
        .map(Fault::place)
        .toList();
  }

  /** The samples of the last track. */
  private static List<String> lines(RecordingReader reader) throws IOException {
    List<Track> tracks = reader.info().tracks();
    Track events = tracks.get(tracks.size() - 1);
    List<String> lines = new ArrayList<>();
    reader.read(
        new SampleRange(events.id(), 0, reader.index(events.id()).count()),
        (info, data) -> lines.add(info.timeUs() + " " + UTF_8.decode(data)));
    return lines;
  }

  private static List<String> names(RecordingReader reader) {
    return reader.info().tracks().stream()
        .map(track -> track.name() + ":" + track.format().codec())
        .toList();
  }

  /** Microseconds from the first picture, by DuckDB's reading of the table. */
  private static List<Long> expectedUs(Path session, String where) throws Exception {
    return DuckDb.query(
            "select t_ns // 1000 - %d from '%s' where %s order by t_ns"
                .formatted(ZERO_US, session.resolve(SessionFolder.TABLE), where))
        .stream()
        .map(Long::valueOf)
        .toList();
  }

  @Test
  void open_whole_isAllOnOneLineOfTime() throws Exception {
    Path session = Sessions.copy(dir);
    try (RecordingReader reader = format.open(session)) {
      assertEquals(List.of("screen:h264", "webcam:h264", ":pcm_s16le", ":input"), names(reader));
      assertEquals(expectedUs(session, "stream = 'screen'"), timesUs(reader.index(1)));
      assertEquals(expectedUs(session, "stream = 'webcam'"), timesUs(reader.index(2)));
      assertEquals(expectedUs(session, "stream = 'input'"), timesUs(reader.index(4)));
      assertEquals(420_000, reader.index(3).timeUs(0), "sound, by start_t_ns");
      assertEquals(1_420_000, reader.index(3).endUs(), "a second of it");
      assertEquals(List.of(), faults(reader));
    }
  }

  @Test
  void info_whole_isWhatTheMetadataSays() throws IOException {
    try (RecordingReader reader = format.open(Sessions.copy(dir))) {
      RecordingInfo info = reader.info();
      assertEquals("0d3f7a52-6a52-4a3b-9c51-2f1f5e0c9b11", info.id());
      assertEquals(OptionalLong.of(1_400_000), info.durationUs());
      assertEquals(Optional.of(ZonedDateTime.parse("2026-02-07T10:15:02.6Z")), info.startedAt());
      assertTrue(info.complete());
      assertEquals("Arena, \"ranked\"", info.tags().get("window"));
      assertEquals("3", info.tags().get("webcam.repeated"));
    }
  }

  @Test
  void read_events_areOfTheSchema() throws IOException {
    try (RecordingReader reader = format.open(Sessions.copy(dir))) {
      List<InputEvent> events = new ArrayList<>();
      reader.read(
          new SampleRange(4, 0, reader.index(4).count()),
          (info, data) -> events.add(new EventCodec().read(1, info.timeUs(), data)));
      assertEquals(25, events.size());
      List<String> lines = lines(reader);
      assertEquals(
          "-35500 {\"type\":\"mousemove\",\"x\":80,\"y\":48,\"meta\":{\"abs_x\":\"740.0\",\"abs_y\":\"434.0\"}}",
          lines.get(0));
      assertEquals(
          "120000 {\"type\":\"keydown\",\"code\":\"KeyW\",\"meta\":{\"key_code\":13}}",
          lines.get(1));
      assertTrue(
          lines
              .get(15)
              .startsWith("310000 {\"type\":\"mousedown\",\"button\":0,\"x\":94.375,\"y\":43.875"),
          lines.get(15));
      assertTrue(
          lines
              .get(17)
              .startsWith(
                  "420000 {\"type\":\"wheel\",\"wheelX\":0,\"wheelY\":1,\"wheelMode\":\"line\""),
          lines.get(17));
      assertTrue(
          lines.get(22).startsWith("700000 {\"type\":\"mousedown\",\"button\":2,\"x\":-1.25,"),
          "left of the window: " + lines.get(22));
      assertEquals("640000 {\"type\":\"keyup\"}", lines.get(21), "a key that the tool cannot name");
    }
  }

  @Test
  void open_onlyText_isTheSameAsParquet() throws IOException {
    Path whole = Sessions.copy(dir.resolve("whole"));
    Path text = Sessions.copy(dir.resolve("text"));
    Files.delete(text.resolve(SessionFolder.TABLE));
    try (RecordingReader expected = format.open(whole);
        RecordingReader found = format.open(text)) {
      assertEquals(lines(expected), lines(found));
      for (Track track : expected.info().tracks()) {
        assertEquals(timesUs(expected.index(track.id())), timesUs(found.index(track.id())));
      }
      assertEquals(List.of(SessionFolder.TABLE), places(found, Severity.WARNING));
    }
  }

  @Test
  void open_damagedTable_readsTheText() throws IOException {
    Path session = Sessions.copy(dir);
    byte[] table = Files.readAllBytes(session.resolve(SessionFolder.TABLE));
    Files.write(session.resolve(SessionFolder.TABLE), Arrays.copyOf(table, table.length / 2));
    try (RecordingReader reader = format.open(session)) {
      assertEquals(25, reader.index(4).count());
      assertEquals(List.of(SessionFolder.TABLE), places(reader, Severity.WARNING));
    }
  }

  /** Without the system's name a key's number means nothing; it comes back with the file. */
  @Test
  void open_withoutMetadata_leavesOutKeysAndSaysSo() throws IOException {
    Path session = Sessions.copy(dir);
    Files.delete(session.resolve(SessionFolder.METADATA));
    try (RecordingReader reader = format.open(session)) {
      assertEquals(Sessions.NAME, reader.info().id());
      assertEquals(20, reader.index(4).count());
      assertEquals(0, reader.index(3).timeUs(0), "nobody knows when sound began");
      assertEquals(5, places(reader, Severity.LOSS).size());
      assertEquals(List.of(SessionFolder.METADATA), places(reader, Severity.WARNING));
    }
    Files.writeString(session.resolve(SessionFolder.METADATA), "{\"env\":{\"os\":\"macOS-15.1\"}}");
    try (RecordingReader reader = format.open(session)) {
      assertEquals(25, reader.index(4).count());
    }
  }

  @Test
  void open_withoutTables_isTheFilmsAlone() throws IOException {
    Path session =
        Sessions.copy(dir, SessionFolder.SCREEN, SessionFolder.WEBCAM, SessionFolder.METADATA);
    try (RecordingReader reader = format.open(session)) {
      assertEquals(List.of("screen:h264", "webcam:h264"), names(reader));
      assertEquals(0, reader.index(1).timeUs(0));
      assertEquals(33_333, reader.index(1).timeUs(1));
      assertEquals(
          List.of(SessionFolder.SOUND, Sessions.NAME),
          places(reader, Severity.LOSS).stream().sorted().toList());
    }
  }

  @Test
  void open_withoutFilms_isTheEventsAlone() throws IOException {
    Path session = Sessions.copy(dir, SessionFolder.TABLE, SessionFolder.METADATA);
    try (RecordingReader reader = format.open(session)) {
      assertEquals(List.of(":input"), names(reader));
      assertTrue(lines(reader).get(0).contains("\"x\":80,"), "by the stated resolution");
      assertEquals(
          List.of(SessionFolder.SCREEN, SessionFolder.WEBCAM, SessionFolder.SOUND),
          places(reader, Severity.LOSS));
    }
  }

  @Test
  void open_nothingThatCanBeRead_isRefused() throws IOException {
    Path session = Sessions.copy(dir, SessionFolder.METADATA);
    Files.write(session.resolve(SessionFolder.SCREEN), new byte[1_000]);
    assertInstanceOf(Probe.Match.class, format.probe(session));
    assertEquals(
        MediaError.DATA_RANGE_ERROR,
        assertThrows(MediaException.class, () -> format.open(session)).code());
  }

  /** The tool for macOS records sound with the screen, and then unpacks it once more. */
  @Test
  void open_soundInTheFilm_isTakenOnce() throws IOException {
    Path session = Sessions.copy(dir);
    Path film = session.resolve(SessionFolder.SCREEN);
    Path silent = Files.move(film, dir.resolve("silent.mp4"));
    Ffmpeg.run(
        "-i",
        silent.toString(),
        "-i",
        session.resolve(SessionFolder.SOUND).toString(),
        "-c:v",
        "copy",
        "-c:a",
        "aac",
        film.toString());
    try (RecordingReader expected = new ContainerFormat().open(film);
        RecordingReader reader = format.open(session)) {
      assertEquals(List.of("screen:h264", ":aac", "webcam:h264", ":input"), names(reader));
      assertEquals(timesUs(expected.index(2)), timesUs(reader.index(2)));
      assertEquals(List.of(), faults(reader));
    }
  }

  @Test
  void open_morePicturesThanRows_followAsTheFilmSays() throws IOException {
    Path session = Sessions.copy(dir);
    film(session, 45, "0");
    try (RecordingReader reader = format.open(session)) {
      TrackIndex index = reader.index(1);
      assertEquals(45, index.count());
      assertEquals(166_667, index.timeUs(44) - index.timeUs(39));
      assertEquals(List.of(SessionFolder.SCREEN), places(reader, Severity.WARNING));
    }
    film(session, 35, "0");
    try (RecordingReader reader = format.open(session)) {
      assertEquals(35, reader.index(1).count());
      assertEquals(List.of(SessionFolder.SCREEN), places(reader, Severity.LOSS));
    }
  }

  @Test
  void open_filmWithReorderedPictures_countsThemAsTheyAreShown() throws Exception {
    Path session = Sessions.copy(dir);
    film(session, 40, "2");
    try (RecordingReader reader = format.open(session)) {
      TrackIndex index = reader.index(1);
      assertTrue(
          IntStream.range(1, 40).anyMatch(i -> index.timeUs(i) < index.timeUs(i - 1)), "B-frames");
      assertEquals(
          expectedUs(session, "stream = 'screen'"), timesUs(index).stream().sorted().toList());
      assertTrue(
          IntStream.range(1, 40).allMatch(i -> index.decodeTimeUs(i) >= index.decodeTimeUs(i - 1)));
      assertTrue(IntStream.range(0, 40).allMatch(i -> index.decodeTimeUs(i) <= index.timeUs(i)));
    }
  }

  private static void film(Path session, int pictures, String reordered) {
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x96:r=30",
        "-frames:v",
        "" + pictures,
        "-c:v",
        "libx264",
        "-bf",
        reordered,
        session.resolve(SessionFolder.SCREEN).toString());
  }

  @Test
  void open_rowsThatAreNone_areLeftOutEachWithAReason() throws IOException {
    Path session = Files.createDirectory(dir.resolve(Sessions.NAME));
    Files.writeString(session.resolve(SessionFolder.METADATA), "{\"env\":{\"os\":\"macOS\"}}");
    String tail = ",window,id,";
    Sessions.write(
        session,
        List.of(
            "2000000,,,key_up,input,13,,,,,0" + tail,
            "1000000,,,key_down,input,13.0,,,,,0" + tail,
            ",,,key_down,input,13,,,,,0" + tail,
            "3000000,,,dance,input,,,,,,0" + tail,
            "3000000,,,mouse_move,input,,0.5,,,,0" + tail,
            "3000000,,,mouse_move,input,,7,inf,,,0" + tail,
            "3000000,,,wheel,input,,5,5,,,0" + tail,
            "3000000,,,mouse_click,input,,5,5,left,,0" + tail,
            "3000000,,,mouse_click,input,,5,5,nose,,0" + tail + "{'pressed': 'True'}",
            "3000000,,,frame,screen,,,,,," + tail,
            "3000000,too,few",
            "4000000,,,mouse_move,input,,700.5,20,,,0" + tail));
    try (RecordingReader reader = format.open(session)) {
      assertEquals(
          List.of(
              "0 {\"type\":\"keydown\",\"code\":\"KeyW\",\"meta\":{\"key_code\":13}}",
              "1000 {\"type\":\"keyup\",\"code\":\"KeyW\",\"meta\":{\"key_code\":13}}",
              "3000 {\"type\":\"mousemove\",\"x\":700.5,\"y\":20}"),
          lines(reader));
      assertEquals(
          9,
          places(reader, Severity.LOSS).stream()
              .filter(SessionFolder.TABLE_AS_TEXT::equals)
              .count());
    }
  }

  @Test
  void probe_otherFolders_areNoMatch() throws IOException {
    Path session = Sessions.copy(dir, SessionFolder.SCREEN, SessionFolder.METADATA);
    Path renamed = Files.move(session, dir.resolve("mine"));
    assertInstanceOf(Probe.Match.class, format.probe(renamed), "by its metadata");
    Files.writeString(renamed.resolve(SessionFolder.METADATA), "{\"session_id\": \"a\"}");
    assertInstanceOf(Probe.NoMatch.class, format.probe(renamed), "another one's metadata");
    Path named = Files.move(renamed, dir.resolve(Sessions.NAME));
    assertInstanceOf(Probe.Match.class, format.probe(named), "by its name");
    Files.delete(named.resolve(SessionFolder.SCREEN));
    assertInstanceOf(Probe.NoMatch.class, format.probe(named), "nothing was recorded");
  }

  @Test
  void open_newerVersion_isRefusedByName() throws IOException {
    Path session = Sessions.copy(dir);
    Path metadata = session.resolve(SessionFolder.METADATA);
    Files.writeString(metadata, Files.readString(metadata).replace("\"1.0.0\"", "\"3.1.0\""));
    assertEquals(new Probe.WrongVersion(3, 1, 1), format.probe(session));
    assertEquals(
        MediaError.FORMAT_TOO_NEW,
        assertThrows(MediaException.class, () -> format.open(session)).code());
  }
}
