package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;

/** The commands that make a recording of another: import, upgrade, repair. */
class StorageCommandsTest {
  private static final Fault LOSS = new Fault(Severity.LOSS, "data.bin", "99 samples are lost");
  private static final Fault NOTE = new Fault(Severity.NOTE, "meta.json", "never closed");

  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
  }

  private void assertAsked(
      Path source, String id, String format, Map<String, String> options, Damaged damaged) {
    assertEquals(
        List.of(
            new ExportRequest.Import(
                source, shell.root.resolve(id), format, options, damaged, false)),
        shell.platform.exports.requests);
  }

  @Test
  void import_optionsOfTheFormat_reachTheJob() throws IOException {
    Path source = shell.platform.recording("rec_1", "h264");
    shell.run("import", "rec_1", "--as", "new", "--format", "fake", "--set", "sync=none").ok();
    assertAsked(source, "new", "fake", Map.of("sync", "none"), Damaged.REFUSE);
  }

  @Test
  void import_dryRun_saysWhatWouldBeCopied() throws IOException {
    shell.platform.recording("rec_1", "h264");
    JsonNode plan = shell.run("import", "rec_1", "--as", "new", "--dry-run", "--json").ok().json();
    assertEquals("fake", plan.path("from").asText());
    assertEquals("reel", plan.path("format").asText());
    assertEquals(125, plan.path("samples").asLong());
    assertEquals(3 * 1000 + 22 * 100 + 100 * 1000, plan.path("sizeBytes").asLong());
    assertTrue(plan.path("freeBytes").asLong() > 0);
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void import_dryRun_saysWhatTheFormatLoses() throws IOException {
    shell.platform.recording("rec_1", "h264");
    String line = "rec_1 --as new --format fake --dry-run";
    String out = shell.run("import", line.split(" ", -1)).ok().out();
    assertTrue(out.contains("loses       times are rounded to 1 ms\n"), out);
    assertTrue(out.contains("loses       tags are left out\n"), out);
    JsonNode plan = shell.run("import", (line + " --json").split(" ", -1)).ok().json();
    assertEquals("tags are left out", plan.at("/loses/1").asText());
  }

  @Test
  void upgrade_otherFormat_copiesBesideAndSaysThatTheOldOneStays() throws IOException {
    Path source = shell.platform.recording("rec_1.x", "h264");
    String out = shell.run("upgrade", "rec_1.x").ok().out();
    assertAsked(source, "rec_1.x-reel", "reel", Map.of(), Damaged.REFUSE);
    assertTrue(out.endsWith("the old recording stays: " + source + "\n"), out);
  }

  @Test
  void upgrade_newestVersionAlready_isRefusedUnlessForced() throws IOException {
    Path source = shell.platform.recording("rec_1", "h264");
    CommandFixture.Outcome refused = shell.run("upgrade", "rec_1", "--format", "fake");
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains(source + " is fake version 1 already"), refused.err());
    assertTrue(shell.platform.exports.requests.isEmpty());
    shell.run("upgrade", "rec_1", "--format", "fake", "--force").ok();
    assertEquals(1, shell.platform.exports.requests.size());
  }

  @Test
  void repair_nothingLost_keepsTheFormatAndEndsWell() throws IOException {
    Path source = shell.platform.recording("rec_1", "h264", NOTE);
    String out = shell.run("repair", "rec_1").ok().out();
    assertAsked(source, "rec_1-repaired", "fake", Map.of(), Damaged.LEAVE_OUT);
    assertTrue(out.contains("the broken recording stays: " + source), out);
    assertTrue(out.endsWith("0 losses, 0 warnings, 1 note\n"), out);
  }

  @Test
  void repair_losses_endWith3AndAreNamed() throws IOException {
    Path source = shell.platform.recording("rec_1", "h264", LOSS, NOTE);
    CommandFixture.Outcome outcome =
        shell.run("repair", "rec_1", "--as", "saved", "--format", "reel", "--json");
    assertEquals(3, outcome.exitCode());
    assertAsked(source, "saved", "reel", Map.of(), Damaged.LEAVE_OUT);
    assertEquals(1, outcome.json().path("losses").asInt());
    assertEquals("99 samples are lost", outcome.json().at("/faults/0/message").asText());
    assertEquals("a warning", outcome.json().at("/warnings/0").asText());
  }

  @Test
  void repair_dryRun_countsLossesAndWritesNothing() throws IOException {
    shell.platform.recording("rec_1", "h264", LOSS);
    JsonNode plan = shell.run("repair", "rec_1", "--dry-run", "--json").ok().json();
    assertEquals("repair", plan.path("action").asText());
    assertEquals(1, plan.path("losses").asInt());
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void formats_options_areListed() {
    String out = shell.run("formats").ok().out();
    assertTrue(out.contains("fake    sync            gop      when it is forced to the disk"), out);
    JsonNode json = shell.run("formats", "--json").ok().json();
    assertEquals("room", json.at("/formats/2/options/1/name").asText());
    assertEquals("0", json.at("/formats/2/options/1/default").asText());
    assertEquals("reserved bytes", json.at("/formats/2/options/1/description").asText());
  }
}
