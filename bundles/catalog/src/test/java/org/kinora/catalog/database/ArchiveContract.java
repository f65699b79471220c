package org.kinora.catalog.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.catalog.ArchiveQuery;
import org.kinora.catalog.ArchivedRecording;
import org.kinora.catalog.ArchivedRecording.State;
import org.kinora.catalog.Coverage;
import org.kinora.catalog.Interval;
import org.kinora.catalog.RescanReport;
import org.kinora.catalog.TrackKind;
import org.kinora.catalog.database.DatabaseArchive.Login;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Rescans and queries, the same on every database. */
abstract class ArchiveContract {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path temporary;
  final TapePlayback playback = new TapePlayback();
  Path root = Path.of(".");
  Login login = new Login(null, null, null);

  /** How to reach an empty database. */
  abstract Login newDatabase();

  @BeforeEach
  void begin() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("Root's ü"));
    login = newDatabase();
  }

  DatabaseArchive archive() {
    return new DatabaseArchive(root, playback, login, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  RescanReport rescan() throws IOException {
    return archive().rescan(false, progress -> {});
  }

  /** A tape of so many seconds before {@link #NOW}. */
  Path tape(String directory, long from, long to) throws IOException {
    String name = Tape.name(NOW.plusSeconds(from), NOW.plusSeconds(to), true);
    return Tape.write(root.resolve(directory).resolve(name), 5000);
  }

  private ArchivedRecording recording(Path path) throws IOException {
    return archive().recordings().stream()
        .filter(one -> one.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no entry " + path));
  }

  private ArchivedRecording recording(String path) throws IOException {
    return recording(root.resolve(path));
  }

  @Test
  void rescan_realFormats_areKnownWithTheirTracksAndStates() throws IOException {
    RealRecordings.reel(root.resolve("rec_1"), true);
    RealRecordings.reel(root.resolve("voices/rec_2"), false);
    RealRecordings.jsonl(root.resolve("voices/rec_3"));
    Files.writeString(root.resolve("notes.txt"), "no recording");
    assertEquals(3, rescan().added().size());
    ArchivedRecording first = recording("rec_1");
    assertEquals(".", first.stream());
    assertEquals(State.COMPLETE, first.state());
    assertEquals(RealRecordings.STARTED, first.startedAt().orElseThrow());
    assertEquals(RealRecordings.DURATION_US, first.durationUs());
    assertEquals(TrackKind.VIDEO, first.tracks().get(0).kind());
    assertEquals(1, first.segments());
    assertEquals(State.UNFINISHED, recording("voices/rec_2").state());
    assertEquals("voices", recording("voices/rec_2").stream());
    assertEquals(RealRecordings.DURATION_US, recording("voices/rec_3").durationUs());
  }

  @Test
  void rescan_rf1WithManySegments_isAStreamOfItsOwn() throws IOException {
    Path at = root.resolve("cams/front-HD");
    RealRecordings.rf1(at);
    int segments = RealRecordings.rf1Segments(at);
    assertTrue(segments > 1, "one segment");
    rescan();
    ArchivedRecording camera = recording(at);
    assertEquals("cams/front-HD", camera.stream());
    assertEquals(segments, camera.segments());
    Coverage coverage = archive().find(all()).get(0);
    assertEquals(segments, coverage.segments().size());
    assertEquals(2, coverage.segments().get(0).files().size());
    assertEquals(List.of(), coverage.gaps());
    assertEquals(RealRecordings.STARTED.toInstant(), coverage.time().start());
  }

  @Test
  void rescan_unchangedFiles_areNotOpened() throws IOException {
    Path tape = tape("cam", -100, -50);
    rescan();
    playback.opened.clear();
    assertEquals(1, rescan().unchanged());
    assertFalse(playback.opened.contains(tape));
    assertEquals(1, archive().rescan(true, progress -> {}).unchanged());
    assertTrue(playback.opened.contains(tape));
  }

  @Test
  void rescan_addedChangedAndGone_areTold() throws IOException {
    Path changing = tape("cam", -100, -50);
    Path going = tape("cam", -200, -150);
    assertEquals(List.of(going, changing), rescan().added());
    Files.write(changing, new byte[6000]);
    Files.delete(going);
    Path coming = tape("cam", -40, -30);
    RescanReport report = rescan();
    assertEquals(List.of(coming), report.added());
    assertEquals(List.of(changing), report.changed());
    assertEquals(List.of(going), report.gone());
    assertEquals(6000, recording(changing).sizeBytes());
    assertEquals(8192, recording(changing).allocatedBytes());
  }

  @Test
  void rescan_brokenRecording_isAnEntryAndTriedAgain() throws IOException {
    Path broken = Files.writeString(root.resolve("a-b.tape"), "x");
    assertEquals(List.of(broken), rescan().broken());
    ArchivedRecording entry = recording("a-b.tape");
    assertEquals(State.BROKEN, entry.state());
    assertTrue(entry.problem().orElseThrow().startsWith("INDEX_PARSE_ERROR: "), entry.toString());
    playback.opened.clear();
    RescanReport again = rescan();
    assertEquals(List.of(broken), playback.opened);
    assertEquals(List.of(broken), again.broken());
    assertEquals(List.of(), again.changed());
  }

  @Test
  void rescan_linksHiddenAndUnfinishedNames_arePassedOver() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Tape.write(outside.resolve("1-2.tape"), 10);
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("3-4.tape"), outside.resolve("1-2.tape"));
    Tape.write(root.resolve(".hidden/1-2.tape"), 10);
    Tape.write(root.resolve("new.part/1-2.tape"), 10);
    assertEquals(List.of(), rescan().added());
  }

  @Test
  void rescan_namesThatAreNoText_areKnownByTheirPaths() throws IOException {
    Path directory = Path.of(URI.create(root.toUri() + "b%FCro%20100%25"));
    Path other = Path.of(URI.create(root.toUri() + "b%FDro%20100%25"));
    Path roll = directory.resolve("cam.roll");
    Path segment = Tape.write(roll.resolve(Tape.name(NOW.minusSeconds(9), NOW, true)), 10);
    Path tape = Tape.write(other.resolve(segment.getFileName()), 10);
    assertEquals(Set.of(roll, tape), Set.copyOf(rescan().added()));
    assertEquals(2, rescan().unchanged());
    assertEquals("//b%FCro%20100%25/cam.roll", recording(roll).stream());
    assertEquals(
        Set.of(List.of(segment), List.of()),
        archive().find(all()).stream()
            .map(coverage -> coverage.segments().get(0).files())
            .collect(Collectors.toSet()));
    Files.delete(tape);
    assertEquals(List.of(tape), rescan().gone());
  }

  @Test
  void rescan_recordingOfTheLastMinutes_isRecording() throws IOException {
    Path open = root.resolve(Tape.name(NOW.minusSeconds(900), NOW.minusSeconds(590), false));
    Tape.write(open, 10);
    Path stalled = root.resolve(Tape.name(NOW.minusSeconds(900), NOW.minusSeconds(610), false));
    Tape.write(stalled, 10);
    rescan();
    assertEquals(State.RECORDING, recording(open).state());
    assertEquals(State.UNFINISHED, recording(stalled).state());
  }

  @Test
  void rescan_interrupted_keepsWhatWasSeen() throws IOException {
    tape("cam", -100, -50);
    tape("cam", -40, -30);
    tape("cam", -20, -10);
    MediaException e =
        assertThrows(
            MediaException.class,
            () ->
                archive()
                    .rescan(
                        false,
                        progress -> {
                          if (progress.recordings() == 1) {
                            Thread.currentThread().interrupt();
                          }
                        }));
    assertTrue(Thread.interrupted());
    assertEquals(MediaError.CANCELLED, e.code());
    assertEquals(2, archive().recordings().size());
    assertEquals(1, rescan().added().size());
  }

  @Test
  void rescan_twoAtOnce_bothEnd() throws Exception {
    for (int i = 0; i < 20; i++) {
      tape("cam" + i % 3, -100L * (i + 1), -100L * i);
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<RescanReport>> both =
          threads.invokeAll(List.of(this::otherRescan, this::otherRescan));
      for (Future<RescanReport> one : both) {
        assertEquals(List.of(), one.get().broken());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(20, archive().recordings().size());
  }

  /** Another archive, with a playback of its own. */
  private RescanReport otherRescan() throws IOException {
    return new DatabaseArchive(root, new TapePlayback(), login, Clock.systemUTC())
        .rescan(false, progress -> {});
  }

  @Test
  void recordings_unknownStart_isNoStart() throws IOException {
    Path tape = root.resolve("undated.tape");
    Files.write(tape, new byte[1]);
    Files.setLastModifiedTime(tape, FileTime.from(NOW));
    rescan();
    ArchivedRecording undated = recording("undated.tape");
    assertEquals(Optional.empty(), undated.startedAt());
    assertEquals(NOW, undated.modifiedAt());
    assertEquals("it's a ? name", undated.tracks().get(0).name());
    assertEquals(List.of(), archive().find(all()));
  }

  @Test
  void find_gaps_areHalfOpenAndTheirShortestCounts() throws IOException {
    tape("cam", -100, -80);
    tape("cam", -79, -60);
    tape("cam", -50, -40);
    tape("other", -500, -490);
    rescan();
    Coverage joined = archive().find(query(-95, -30, Duration.ofMillis(1001))).get(0);
    assertEquals("cam", joined.stream());
    assertEquals(List.of(span(-95, -60), span(-50, -40)), joined.covered());
    assertEquals(List.of(span(-60, -50), span(-40, -30)), joined.gaps());
    Coverage apart = archive().find(query(-95, -30, Duration.ofSeconds(1))).get(0);
    assertEquals(List.of(span(-80, -79), span(-60, -50), span(-40, -30)), apart.gaps());
    assertEquals(span(-100, -80), apart.segments().get(0).time());
    assertEquals(List.of(), archive().find(query(-40, -30, Duration.ZERO)));
    assertEquals(List.of(), archive().find(query(-110, -100, Duration.ZERO)));
    assertEquals(1, archive().find(query(-101, -99, Duration.ZERO)).size());
  }

  @Test
  void find_streamAndKind_narrowTheAnswer() throws IOException {
    tape("cam", -100, -80);
    Path sound =
        root.resolve("cam")
            .resolve(Times.us(NOW.minusSeconds(70)) + "-" + Times.us(NOW) + ".sound");
    Tape.write(sound, 10);
    tape("other", -100, -80);
    rescan();
    assertEquals(
        List.of("cam", "other"), archive().find(all()).stream().map(Coverage::stream).toList());
    ArchiveQuery audio =
        new ArchiveQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.of("cam"),
            Optional.of(TrackKind.AUDIO),
            Duration.ZERO);
    assertEquals(List.of(span(-70, 0)), archive().find(audio).get(0).covered());
    ArchiveQuery unknown =
        new ArchiveQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.of("o'ther"),
            Optional.empty(),
            Duration.ZERO);
    MediaException e = assertThrows(MediaException.class, () -> archive().find(unknown));
    assertEquals(MediaError.DIR_NOT_FOUND, e.code());
    assertTrue(e.getMessage().contains("[cam, other]"), e.getMessage());
  }

  @Test
  void find_namedStreamWithNothingThen_isOneGap() throws IOException {
    tape("cam", -100, -80);
    rescan();
    ArchiveQuery query =
        new ArchiveQuery(
            Optional.of(NOW.minusSeconds(50)),
            Optional.of(NOW),
            Optional.of("cam"),
            Optional.empty(),
            Duration.ofHours(1));
    Coverage coverage = archive().find(query).get(0);
    assertEquals(List.of(), coverage.covered());
    assertEquals(List.of(span(-50, 0)), coverage.gaps());
  }

  ArchiveQuery all() {
    return new ArchiveQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(30));
  }

  private static ArchiveQuery query(long from, long to, Duration shortestGap) {
    return new ArchiveQuery(
        Optional.of(NOW.plusSeconds(from)),
        Optional.of(NOW.plusSeconds(to)),
        Optional.empty(),
        Optional.empty(),
        shortestGap);
  }

  private static Interval span(long from, long to) {
    return new Interval(NOW.plusSeconds(from), NOW.plusSeconds(to));
  }
}
