package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Range;
import org.kinora.export.ExportRequest.Render.Layout;

/** The commands about container files: copy of a part, recover, render, timecode. */
class ContainerCommandsTest {
  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
    shell.platform.recording("rec_1", "h264");
  }

  private ExportRequest only() {
    assertEquals(1, shell.platform.exports.requests.size());
    return shell.platform.exports.requests.get(0);
  }

  private void assertUsageError(String saying, String... arguments) {
    String name = arguments[0];
    String[] rest = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
    CommandFixture.Outcome outcome = shell.run(name, rest);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(saying), outcome.err());
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void copy_partOfTracks_reachesTheJob() {
    String[] part = {"--from", "0.5", "--to", "1:02.250", "--exact"};
    shell.run("copy", "rec_1", "--track", "2,1", part[0], part[1], part[2], part[3], part[4]).ok();
    ExportRequest.Copy copy = (ExportRequest.Copy) only();
    assertEquals(List.of(2, 1), copy.tracks());
    assertEquals(
        new Range(OptionalLong.of(500_000), OptionalLong.of(62_250_000), Range.Cut.EXACT),
        copy.range());
  }

  @Test
  void copy_trackThatIsNotThere_isRefused() {
    CommandFixture.Outcome outcome = shell.run("copy", "rec_1", "--track", "1", "--track", "7");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("error TRACK_NOT_FOUND: "), outcome.err());
  }

  @Test
  void copy_rangeThatDoesNotFit_isRefusedBeforeAnyWork() {
    assertUsageError("--to 1 is not behind --from 1", "copy", "rec_1", "--from", "1", "--to", "1");
    assertUsageError("name --from too", "copy", "rec_1", "--exact");
    assertUsageError("'soon' is not a time", "copy", "rec_1", "--to", "soon");
    assertUsageError(
        "webm has no edit lists, which --exact needs; leave --exact out, or take one of mp4",
        "copy",
        "rec_1",
        "--container",
        "webm",
        "--from",
        "1",
        "--exact");
    assertUsageError("behind the end", "copy", "rec_1", "--from", "3", "--dry-run");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.55, --force, '0:00:01.000000, a key frame', 0:00:02.500000",
    "1, 1.55, --exact, 0:00:01.550000, 0:00:02.500000",
    "2, 1.55, --force, 0:00:01.550000, 0:00:02.000000",
  })
  void copy_dryRun_saysWhereItBeginsAndEnds(
      int track, String from, String cut, String begins, String ends) {
    JsonNode plan =
        shell
            .run("copy", "rec_1", "--track", "" + track, "--from", from, cut, "--dry-run", "--json")
            .ok()
            .json();
    assertEquals(begins, plan.path("begins").asText());
    assertEquals(ends, plan.path("ends").asText());
    assertTrue(plan.path("tracks").asText().startsWith(track + ": "));
  }

  @Test
  void recover_cutFile_saysWhatIsKeptAndLost() {
    Path source = shell.directory.resolve("cut.mp4");
    String out = shell.run("recover", "cut.mp4").ok().out();
    assertEquals(new ExportRequest.Recover(source, Optional.empty(), false), only());
    assertTrue(
        out.startsWith(
            """
            %s
                   keeps 900 B of mp4, 0:00:02.000
                   track 1: h264, 50 samples
                   loses 100 B behind that
            wrote\040"""
                .formatted(source)),
        out);
  }

  @Test
  void recover_dryRunOrWhole_writesNothing() {
    JsonNode found = shell.run("recover", "cut.mp4", "--dry-run", "--json").ok().json();
    assertEquals(100, found.at("/found/lostBytes").asLong());
    assertTrue(found.path("written").isMissingNode());
    shell.platform.exports.whole = true;
    String out = shell.run("recover", "cut.mp4", "-o", "new.mp4").ok().out();
    assertEquals(shell.directory.resolve("cut.mp4") + " is whole; nothing is written\n", out);
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void recover_directory_pointsToRepair() {
    assertUsageError("repair mends recordings", "recover", shell.root.toString());
  }

  @Test
  void render_directoryCalledAsAFile_pointsToOneFile() {
    assertUsageError("add --one-file", "render", "rec_1", "--as", "wav", "-o", "all.WAV");
  }

  @Test
  void render_options_reachTheJob() {
    shell
        .run(
            "render",
            "rec_1",
            "--as",
            "wav",
            "--speaker",
            "2",
            "--one-file",
            "-o",
            "all.wav",
            "--rate",
            "29.97df",
            "--zone",
            "Europe/Berlin",
            "--codec",
            "pcm_s16le",
            "--set",
            "bits=24")
        .ok();
    assertEquals(
        new ExportRequest.Render(
            shell.root.resolve("rec_1"),
            Optional.of(shell.directory.resolve("all.wav")),
            "wave",
            List.of(2),
            Layout.ONE_FILE,
            Optional.of("pcm_s16le"),
            Map.of("rate", "29.97df", "zone", "Europe/Berlin", "bits", "24"),
            false),
        only());
  }

  @Test
  void render_severalFiles_areListed() {
    String out = shell.run("render", "rec_1", "--as", "mp4", "--speaker", "alice").ok().out();
    Path exports = shell.root.resolve("rec_1/exports");
    assertTrue(
        out.startsWith(
            "wrote  %s\n       %s\n       %s\n"
                .formatted(exports, exports.resolve("1.m4a"), exports.resolve("2.m4a"))),
        out);
    JsonNode json = shell.run("render", "rec_1", "--as", "mp4", "--json").ok().json();
    assertEquals(exports.resolve("2.m4a").toString(), json.at("/files/1").asText());
  }

  @Test
  void render_dryRun_filesGoIntoADirectoryThatMayBeThere() throws IOException {
    Files.createDirectory(shell.directory.resolve("stems"));
    String out = shell.run("render", "rec_1", "--as", "wav", "-o", "stems", "--dry-run").ok().out();
    assertTrue(out.contains("target      " + shell.directory.resolve("stems")), out);
    assertTrue(out.contains("tracks      2: Alice (opus)"), out);
    assertTrue(!out.contains("already"), out);
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void render_speakerThatIsNotThere_saysWhoIs() {
    for (String speaker : List.of("Bob", "1")) {
      CommandFixture.Outcome outcome =
          shell.run("render", "rec_1", "--as", "mp4", "--speaker", speaker);
      assertEquals(1, outcome.exitCode());
      assertTrue(outcome.err().contains("it has 2: Alice (opus)"), outcome.err());
    }
    assertUsageError("there are mp4, webm, wave", "render", "rec_1", "--as", "mp3");
    assertUsageError("--as", "render", "rec_1");
  }

  @ParameterizedTest
  @CsvSource({
    "25, 0, 10:00:00:00, 0",
    "29.97df, 60, 10:00:59;28, 6733333",
    "50, 0.03, 10:00:00:01, 10000000",
  })
  void timecode_ofARecording_followsFromItsStart(
      String rate, String time, String label, long restNanos) {
    JsonNode json =
        shell.run("timecode", "rec_1", "--rate", rate, "--at", time, "--json").ok().json();
    assertEquals(label, json.path("timecode").asText());
    assertEquals(restNanos / 1e9, json.path("restNanos").asLong() / 1e9, 1e-8);
    assertEquals("+01:00", json.path("zone").asText());
  }

  @Test
  void timecode_otherZone_isThatPlacesClock() {
    String out = shell.run("timecode", "rec_1", "--zone", "Asia/Kolkata").ok().out();
    assertTrue(out.startsWith("timecode  14:30:00:00\n"), out);
    assertUsageError("'Mars' is not a zone", "timecode", "rec_1", "--zone", "Mars");
    assertUsageError("'26' is not a timecode rate", "timecode", "rec_1", "--rate", "26");
  }

  @Test
  void timecode_statedByTheFile_isShownAsItStands() throws IOException {
    shell.platform.tagged(
        "rec_2", Map.of("timecode", "23:59:59;29", "timecode.rate", "30000/1001"));
    String out = shell.run("timecode", "rec_2", "--at", "0.04").ok().out();
    assertTrue(out.startsWith("timecode  00:00:00;00\n"), out);
    assertTrue(out.contains("rate      29.97df, drop-frame\n"), out);
    assertTrue(out.endsWith("source    the file's own timecode\n"), out);
  }
}
