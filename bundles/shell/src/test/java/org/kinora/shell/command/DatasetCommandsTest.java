package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.export.ExportRequest;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The actions of dataset, and frames --events. */
class DatasetCommandsTest {
  @TempDir Path temporary;
  private CommandFixture shell;
  private Path first;
  private Path second;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
    first = shell.platform.recording("rec_1", "h264");
    second = shell.platform.recording("rec_2", "h264");
  }

  @Test
  void export_dryRun_printsThePlanAndStartsNothing() {
    String out =
        shell.run("dataset", "export", "rec_1", "rec_2", "--to", "set", "--dry-run").ok().out();
    assertEquals(
        """
        RECORDING  PLACE       PIECES  CUT                 DURATION     ABOUT  STATE
        rec_1      SHARD_0000       7  1 exact, 6 grid  0:02:20.000  10.0 MiB
        rec_2      SHARD_0001       7  exact            0:02:20.000  10.0 MiB
        note: rec_1: its rate varies

        format    shards length=20s
        target    %s
        sum       2 recordings, 14 pieces, 0:04:40.000, about 20.0 MiB
        nothing was done; without --dry-run it is
        """
            .formatted(shell.directory.resolve("set")),
        out);
    assertEquals(List.of(), shell.platform.exports.requests);
  }

  @Test
  void export_dryRunAsJson_isExact() {
    shell.platform.datasets.resumes = true;
    JsonNode plan =
        shell.run("dataset", "export", "rec_1", "--to", "set", "--dry-run", "--json").ok().json();
    assertTrue(plan.path("dryRun").asBoolean());
    assertTrue(plan.path("resumes").asBoolean());
    assertEquals("20s", plan.at("/options/length").asText());
    assertEquals(6, plan.at("/recordings/0/cuts/grid").asInt());
    assertEquals(140_000_000, plan.at("/recordings/0/durationUs").asLong());
    assertTrue(plan.at("/recordings/0/written").asBoolean());
    assertEquals("its rate varies", plan.at("/recordings/0/notes/0").asText());
  }

  @Test
  void export_arguments_reachTheJob() {
    String[] arguments = {
      "export",
      "rec_2",
      "rec_1",
      "--to",
      "set",
      "--option",
      "length=10s",
      "--set",
      "game=Chess",
      "--workers",
      "3",
      "--force"
    };
    CommandFixture.Outcome outcome = shell.run("dataset", arguments);
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().contains("rec_2      SHARD_0000"), outcome.out());
    assertTrue(outcome.out().contains("wrote  " + shell.directory.resolve("set")), outcome.out());
    assertTrue(outcome.out().contains("warning: a warning"), outcome.out());
    assertEquals(
        List.of(
            new ExportRequest.Dataset(
                List.of(second, first),
                shell.directory.resolve("set"),
                "shards",
                Map.of("length", "10s", "game", "Chess"),
                3,
                true)),
        shell.platform.exports.requests);
  }

  @Test
  void export_again_saysWhatIsInPlace() {
    shell.platform.datasets.resumes = true;
    String out = shell.run("dataset", "export", "rec_1", "rec_2", "--to", "set").out();
    assertTrue(out.contains("10.0 MiB  in place\n"), out);
    assertTrue(out.contains("resumes   1 of 2 recordings are in place\n"), out);
  }

  @Test
  void export_cancelled_saysHowToGoOn() {
    shell.platform.exports.fail(new MediaException(MediaError.CANCELLED, "cancelled"));
    CommandFixture.Outcome outcome = shell.run("dataset", "export", "rec_1", "--to", "set");
    assertEquals(130, outcome.exitCode());
    assertEquals(
        "what is in place stays: the same command goes on from there\ncancelled\n", outcome.err());
  }

  @Test
  void export_wrongArguments_areRefused() {
    for (String[] wrong :
        new String[][] {
          {},
          {"swim"},
          {"export", "rec_1"},
          {"export", "--to", "set"},
          {"export", "rec_1", "--to", "set", "--workers", "0"},
          {"export", "rec_1", "--to", "set", "--option", "length"},
          {"verify"},
          {"show", "set"},
          {"show", "set", "piece", "--most", "401"}
        }) {
      CommandFixture.Outcome outcome = shell.run("dataset", wrong);
      assertEquals(2, outcome.exitCode(), String.join(" ", wrong) + ": " + outcome.err());
    }
    assertEquals(
        1, shell.run("dataset", "export", "rec_1", "--to", "s", "--format", "gif").exitCode());
    assertEquals(1, shell.run("dataset", "export", "rec_9", "--to", "set").exitCode());
    assertEquals(List.of(), shell.platform.exports.requests);
  }

  @Test
  void verify_breaches_areLinesAndAnExitCode() {
    assertEquals("nothing wrong found\n", shell.run("dataset", "verify", "set").ok().out());
    shell.platform.datasets.faults.add(new Fault(Severity.NOTE, "a", "chunk.state: odd"));
    assertEquals(0, shell.run("dataset", "verify", "set").exitCode());
    shell.platform.datasets.faults.add(
        new Fault(Severity.WARNING, "SHARD_0000", "frames.count: 599 rows, expected 600"));
    CommandFixture.Outcome outcome = shell.run("dataset", "verify", "set");
    assertEquals(3, outcome.exitCode());
    assertEquals(
        """
        SEVERITY  PLACE       FAULT
        warning   SHARD_0000  frames.count: 599 rows, expected 600
        note      a           chunk.state: odd

        0 losses, 1 warning, 1 note
        """,
        outcome.out());
    JsonNode json = shell.run("dataset", "--json", "verify", "set").json();
    assertEquals("a", json.at("/faults/0/place").asText());
    assertEquals(1, json.path("warnings").asInt());
  }

  @Test
  void info_dataset_showsFactsAndCannotSteerTheTerminal() {
    String out = shell.run("dataset", "info", "set", "--format", "shards").ok().out();
    assertTrue(out.contains("format        shards, version 1\n"), out);
    assertTrue(out.contains("duration      0:00:40.000\n"), out);
    assertTrue(out.contains("rows          4000\n"), out);
    assertFalse(out.contains("\u001b"), out);
    assertEquals(List.of("summary set as shards"), shell.platform.datasets.asked);
    assertEquals(
        "rec_1_chunk_0000\nrec_1_chunk_0001\n",
        shell.run("dataset", "info", "set", "--pieces").ok().out());
    JsonNode json = shell.run("dataset", "info", "set", "--json").ok().json();
    assertEquals("4000", json.at("/facts/rows").asText());
    assertEquals("rec_1_chunk_0001", json.at("/pieces/1").asText());
  }

  @Test
  void show_piece_becomesAPicture() {
    Path sheet = shell.directory.resolve("a_b.png");
    String out = shell.run("dataset", "show", "set", "a/b").ok().out();
    assertTrue(out.startsWith("wrote  " + sheet + "\n"), out);
    assertTrue(Files.exists(sheet));
    assertEquals(1, shell.run("dataset", "show", "set", "a/b").exitCode());
    shell.run("dataset", "show", "set", "a/b", "--force", "--most", "4").ok();
    shell.run("dataset", "show", "set", "a/b", "-o", "x.png").ok();
    assertEquals(
        List.of("draw a/b 25", "draw a/b 4", "draw a/b 25"), shell.platform.datasets.asked);
  }

  @Test
  void formats_options_areListed() {
    String out = shell.run("dataset", "formats").ok().out();
    assertTrue(out.contains("shards    pieces of some seconds\n"), out);
    assertTrue(out.contains("shards    length             20s      of a piece\n"), out);
    JsonNode json = shell.run("dataset", "formats", "--json").ok().json();
    assertEquals("20s", json.at("/formats/0/options/0/default").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "verify", "info", "show", "formats"})
  void help_action_hasItsOwn(String action) {
    String out = shell.run("dataset", action, "--help").ok().out();
    assertTrue(out.startsWith("Usage: dataset " + action + " "), out);
    assertTrue(out.contains("Examples:\n  dataset " + action), out);
    assertTrue(out.lines().allMatch(line -> line.length() <= 100), out);
    for (String example : out.split("Examples:\n", -1)[1].split("\n", -1)) {
      assertTrue(example.length() <= 80, () -> "wrapped, it cannot be copied: " + example);
    }
  }

  @Test
  void events_ofAnyVersion_areShownInTheNewest() throws IOException {
    shell.platform.played("game");
    assertEquals(
        """
        INDEX            TIME  EVENT
            0  0:00:00.000000  {"type":"keydown","key":"w","code":"KeyW"}
            1  0:00:00.020000  {"type":"keyup","code":"KeyW"}
            2  0:00:00.040000  neither this nor that
        """,
        shell.run("frames", "game", "--events").ok().out());
    assertEquals(
        2,
        shell.run("frames", "game", "--events", "--window", "0..0.01").ok().out().lines().count());
    JsonNode json = shell.run("frames", "game", "--events", "--json").ok().json();
    assertEquals(2, json.path("track").asInt());
    assertEquals("KeyW", json.at("/events/1/event/code").asText());
    assertEquals(20_000, json.at("/events/1/timeUs").asLong());
    assertEquals("neither this nor that", json.at("/events/2/text").asText());
    String info = shell.run("info", "game").ok().out();
    assertTrue(info.contains("2      events  input  version 0"), info);
  }

  @Test
  void events_trackWithout_isRefused() throws IOException {
    shell.platform.played("game");
    assertEquals(1, shell.run("frames", "rec_1", "--events").exitCode());
    CommandFixture.Outcome named = shell.run("frames", "game", "--events", "--track", "1");
    assertEquals(1, named.exitCode());
    assertTrue(
        named.err().startsWith("error TRACK_NOT_FOUND: game: no events in track 1"), named.err());
  }
}
