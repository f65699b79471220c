package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.catalog.ArchiveQuery;
import org.kinora.catalog.ArchivedRecording;
import org.kinora.catalog.ArchivedRecording.State;
import org.kinora.catalog.ArchivedSegment;
import org.kinora.catalog.ArchivedTrack;
import org.kinora.catalog.Coverage;
import org.kinora.catalog.Interval;
import org.kinora.catalog.Removal;
import org.kinora.catalog.RescanReport;
import org.kinora.catalog.RetentionPolicy;
import org.kinora.catalog.RetentionReport;
import org.kinora.catalog.ScanProgress;
import org.kinora.catalog.TrackKind;

/** The commands of the archive: list, find, retain, rescan. */
class ArchiveCommandsTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
  }

  @Test
  void list_archive_showsStreamsAndSizes() {
    add("rec_1", ".", State.COMPLETE, Optional.empty());
    add("cam/a", "cam", State.UNFINISHED, Optional.empty());
    assertEquals(
        """
        ID     STREAM  FORMAT  STARTED                        DURATION     SIZE  TRACKS  STATE
        rec_1  .       reel    2026-11-21 10:00:00 +01:00  0:00:02.500  1.5 KiB  h264    complete
        """,
        shell.run("list").ok().out());
    assertEquals(
        """
        ID     STREAM  FORMAT  STARTED                        DURATION     SIZE  TRACKS  STATE
        rec_1  .       reel    2026-11-21 10:00:00 +01:00  0:00:02.500  1.5 KiB  h264    complete
        cam/a  cam     reel    2026-11-21 10:00:00 +01:00  0:00:02.500  1.5 KiB  h264    \
        not closed by its recorder
        """,
        shell.run("list", "--all").ok().out());
    assertEquals(List.of(false, false), shell.platform.archive.rescans);
  }

  @Test
  void list_brokenRecording_saysWhy() {
    add("bad", ".", State.BROKEN, Optional.of("FORMAT_TOO_NEW: version 9"));
    String out = shell.run("list").ok().out();
    assertTrue(out.contains("FORMAT_TOO_NEW: version 9"), out);
    JsonNode recording = shell.run("list", "--json").ok().json().at("/recordings/0");
    assertEquals("broken", recording.path("state").asText());
    assertEquals("FORMAT_TOO_NEW: version 9", recording.path("problem").asText());
    assertEquals("video", recording.at("/tracks/0/kind").asText());
    assertEquals(2048, recording.path("allocatedBytes").asLong());
  }

  @Test
  void list_allWithDirectory_isRefused() {
    assertEquals(2, shell.run("list", "--all", ".").exitCode());
  }

  @Test
  void find_times_areTakenInTheLocalZoneOrTheirOwn() {
    shell
        .run(
            "find",
            "--from",
            "2026-01-01T10:00",
            "--to",
            "2026-01-02T00:00:00.5+02:00",
            "--stream",
            "cam",
            "--kind",
            "audio",
            "--gap",
            "5s")
        .ok();
    ZoneId zone = ZoneId.systemDefault();
    assertEquals(
        List.of(
            new ArchiveQuery(
                Optional.of(LocalDateTime.parse("2026-01-01T10:00").atZone(zone).toInstant()),
                Optional.of(Instant.parse("2026-01-01T22:00:00.500Z")),
                Optional.of("cam"),
                Optional.of(TrackKind.AUDIO),
                Duration.ofSeconds(5))),
        shell.platform.archive.queries);
  }

  @Test
  void find_relativeTime_isBeforeNow() {
    Instant before = Instant.now();
    shell.run("find", "--from", "-1h").ok();
    Instant from = shell.platform.archive.queries.get(0).from().orElseThrow();
    assertTrue(!from.isBefore(before.minusSeconds(3600)), from.toString());
    assertTrue(!from.isAfter(Instant.now().minusSeconds(3600)), from.toString());
  }

  @Test
  void find_notATimeOrKindOrTheWrongWayRound_isRefused() {
    for (String[] wrong :
        new String[][] {
          {"--from", "yesterday"},
          {"--from", "2026-13-01"},
          {"--kind", "smell"},
          {"--gap", "x"},
          {"--from", "now", "--to", "-1h"}
        }) {
      CommandFixture.Outcome outcome = shell.run("find", wrong);
      assertEquals(2, outcome.exitCode(), outcome.err());
    }
  }

  @Test
  void find_coverage_listsGapsInOrder() {
    Interval time = span(0, 60);
    shell.platform.archive.coverage.add(
        new Coverage(
            "cam",
            time,
            List.of(span(10, 20), span(30, 60)),
            List.of(span(0, 10), span(20, 30)),
            List.of(
                new ArchivedSegment(
                    shell.root.resolve("cam"),
                    List.of(shell.root.resolve("cam/1_video.rf1i")),
                    span(10, 20),
                    4096,
                    true))));
    String out = shell.run("find", "--segments").ok().out();
    List<String> kinds = out.lines().skip(1).map(line -> line.split(" +", -1)[1]).toList();
    assertEquals(List.of("gap", "recorded", "gap", "recorded", "segment"), kinds, out);
    assertTrue(out.contains("1_video.rf1i"), out);
    JsonNode stream = shell.run("find", "--json").ok().json().at("/streams/0");
    assertEquals("2026-11-21T10:00:10Z", stream.at("/covered/0/from").asText());
    assertEquals(10_000_000, stream.at("/gaps/1/lengthUs").asLong());
    assertEquals(1, stream.at("/segments/0/files").size());
  }

  @Test
  void find_nothing_saysSo() {
    assertEquals("nothing was recorded then\n", shell.run("find").ok().out());
  }

  @Test
  void retain_withoutYes_deletesNothing() {
    shell.platform.archive.retention =
        new RetentionReport(List.of(removal(Optional.empty())), List.of(), List.of(), 4096, 0);
    String out = shell.run("retain", "--max-age", "30d", "--max-size", "1.5kB").ok().out();
    assertTrue(out.contains("would delete"), out);
    assertTrue(out.contains("nothing was deleted; add --yes to delete"), out);
    shell.run("retain", "--max-size", "0", "--yes", "--dry-run").ok();
    shell.run("retain", "--max-size", "1MiB", "--yes", "--quiet", "1h", "--stream", "cam").ok();
    assertEquals(List.of(true, true, false), shell.platform.archive.dryRuns);
    assertEquals(
        List.of(
            new RetentionPolicy(
                Optional.of(Duration.ofDays(30)),
                OptionalLong.of(1500),
                Optional.empty(),
                RetentionPolicy.USUAL_QUIET),
            new RetentionPolicy(
                Optional.empty(),
                OptionalLong.of(0),
                Optional.empty(),
                RetentionPolicy.USUAL_QUIET),
            new RetentionPolicy(
                Optional.empty(),
                OptionalLong.of(1 << 20),
                Optional.of("cam"),
                Duration.ofHours(1))),
        shell.platform.archive.policies);
  }

  @Test
  void retain_undeletableFile_failsAndSaysWhy() {
    shell.platform.archive.retention =
        new RetentionReport(
            List.of(), List.of(), List.of(removal(Optional.of("no permission"))), 4096, 4096);
    CommandFixture.Outcome outcome = shell.run("retain", "--max-age", "1d", "--yes");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.out().contains("no permission"), outcome.out());
    JsonNode report = shell.run("retain", "--max-age", "1d", "--yes", "--json").json();
    assertEquals("no permission", report.at("/failed/0/obstacle").asText());
  }

  @Test
  void retain_withoutALimitOrWithAWrongOne_isRefused() {
    for (String[] wrong :
        new String[][] {
          {},
          {"--max-size", "80 gigs"},
          {"--max-age", "1y"},
          {"--max-age", "-1d"},
          {"--max-age", "1d", "--down-to", "1GB"},
          {"--max-size", "1GB", "--down-to", "1GiB"}
        }) {
      CommandFixture.Outcome outcome = shell.run("retain", wrong);
      assertEquals(2, outcome.exitCode(), outcome.err());
    }
    assertEquals(List.of(), shell.platform.archive.policies);
  }

  @Test
  void retain_downTo_reachesThePolicy() {
    shell.run("retain", "--max-size", "2GB", "--down-to", "1GB").ok();
    RetentionPolicy policy = shell.platform.archive.policies.get(0);
    assertEquals(OptionalLong.of(2_000_000_000), policy.maxBytes());
    assertEquals(OptionalLong.of(1_000_000_000), policy.lowBytes());
  }

  @Test
  void rescan_changes_areListedAndCounted() {
    shell.platform.archive.rescan =
        new RescanReport(
            List.of(Path.of("/r/new")), List.of(), List.of(Path.of("/r/old")), List.of(), 7);
    assertEquals(
        """
        added     /r/new
        gone      /r/old
        1 added, 0 changed, 1 gone, 0 broken, 7 unchanged
        """,
        shell.run("rescan", "--everything").ok().out());
    assertEquals(List.of(true), shell.platform.archive.rescans);
    assertEquals(7, shell.run("rescan", "--json").ok().json().path("unchanged").asInt());
  }

  @Test
  void rescan_onATerminal_showsProgressAndClearsIt() {
    shell.terminal = true;
    shell.platform.archive.progress = Optional.of(new ScanProgress(3, 2, Path.of("/r/x\u001b")));
    String err = shell.run("rescan").err();
    assertTrue(err.contains("3 recordings, 2 opened, now /r/x?"), err);
    assertTrue(err.endsWith("\r\u001b[K"), err);
  }

  private void add(String id, String stream, State state, Optional<String> problem) {
    shell.platform.archive.recordings.add(
        new ArchivedRecording(
            shell.root.resolve(id),
            stream,
            "reel",
            state,
            problem,
            Optional.of(ZonedDateTime.parse("2026-11-21T10:00:00+01:00")),
            2_500_000,
            1,
            1536,
            2048,
            TEN,
            List.of(new ArchivedTrack(1, TrackKind.VIDEO, "h264", ""))));
  }

  private Removal removal(Optional<String> obstacle) {
    return new Removal("cam", shell.root.resolve("cam/a"), List.of(), TEN, 4096, obstacle);
  }

  private static Interval span(long from, long to) {
    return new Interval(TEN.plusSeconds(from), TEN.plusSeconds(to));
  }
}
