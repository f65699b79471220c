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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.export.ExportRequest;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The commands that write: import and copy; the rest of what all of these share. */
class TransferCommandsTest {
  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
  }

  private ExportRequest only() {
    assertEquals(1, shell.platform.exports.requests.size());
    return shell.platform.exports.requests.get(0);
  }

  @ParameterizedTest
  @CsvSource({"h264, mp4", "vp9, webm", "vp8, webm", "av1, mp4"})
  void copy_withoutTarget_choosesByCodec(String codec, String container) throws IOException {
    Path recording = shell.platform.recording("rec_1", codec);
    shell.run("copy", "rec_1").ok();
    assertEquals(
        new ExportRequest.Copy(
            recording,
            Optional.empty(),
            container,
            List.of(),
            ExportRequest.Range.ALL,
            Map.of(),
            false),
        only());
  }

  @Test
  void copy_withTarget_choosesByItsName() throws IOException {
    Path recording = shell.platform.recording("rec_1", "vp9");
    shell.run("copy", "--set", "faststart=yes", "--force", "--output", "My Talk.MP4", "rec_1").ok();
    assertEquals(
        new ExportRequest.Copy(
            recording,
            Optional.of(shell.directory.resolve("My Talk.MP4")),
            "mp4",
            List.of(),
            ExportRequest.Range.ALL,
            Map.of("faststart", "yes"),
            true),
        only());
  }

  @Test
  void copy_nameThatSaysNothing_asksForTheContainer() throws IOException {
    shell.platform.recording("rec_1", "h264");
    CommandFixture.Outcome outcome = shell.run("copy", "rec_1", "--output", "talk.avi");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains("--container: mp4, webm, wave"), outcome.err());
    shell.run("copy", "rec_1", "--output", "talk.avi", "--container", "webm").ok();
    assertEquals("webm", ((ExportRequest.Copy) only()).container());
  }

  @Test
  void copy_container_isKnownByItsExtensionToo() throws IOException {
    shell.platform.recording("rec_1", "h264");
    shell.run("copy", "rec_1", "--output", "talk", "--container", "wav").ok();
    assertEquals("wave", ((ExportRequest.Copy) only()).container());
  }

  @Test
  void copy_unknownContainer_isAUsageErrorThatNamesThose() throws IOException {
    shell.platform.recording("rec_1", "h264");
    CommandFixture.Outcome outcome = shell.run("copy", "rec_1", "--container", "avi");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains("avi; there are mp4, webm, wave"), outcome.err());
  }

  @Test
  void copy_result_isPrinted() throws IOException {
    Path recording = shell.platform.recording("rec_1", "h264");
    assertEquals(
        """
        wrote  %s
               5 B, 0:00:02.500, 5.0 x real time (0.50 s)
               track 1: h264, 25 samples, encoded by libx264
               track 2: opus, 100 samples, copied
               warning: a warning
        """
            .formatted(recording.resolve("exports/out.mp4")),
        shell.run("copy", "rec_1").ok().out());
    JsonNode json = shell.run("copy", "rec_1", "--json").ok().json();
    assertEquals(2_500_000, json.path("durationUs").asLong());
    assertEquals("copy", json.at("/tracks/1/encoder").asText());
    assertEquals("a warning", json.at("/warnings/0").asText());
  }

  @Test
  void copy_mediaFileWithoutTarget_isRefused() throws IOException {
    shell.platform.file(shell.directory.resolve("clip.mp4"), "h264");
    for (String command : List.of("copy", "export")) {
      CommandFixture.Outcome outcome = shell.run(command, "clip.mp4");
      assertEquals(2, outcome.exitCode());
      assertTrue(outcome.err().startsWith("error ARGUMENT_INVALID: "), outcome.err());
      assertTrue(outcome.err().contains("--output"), outcome.err());
    }
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void import_file_getsAnIdAfterItsName() throws IOException {
    Path file = shell.platform.file(shell.directory.resolve("my clip (1).mp4"), "h264");
    shell.run("import", "./my clip (1).mp4").ok();
    assertEquals(
        new ExportRequest.Import(
            file,
            shell.root.resolve("my_clip__1_"),
            "reel",
            Map.of(),
            ExportRequest.Import.Damaged.REFUSE,
            false),
        only());
  }

  @Test
  void import_invalidId_isRefusedBeforeAnyWork() throws IOException {
    shell.platform.file(shell.directory.resolve("clip.mp4"), "h264");
    CommandFixture.Outcome outcome = shell.run("import", "clip.mp4", "--id", "../up");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().startsWith("error ID_INVALID: "), outcome.err());
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"..mp4, .", "clip, clip", "ü.webm, _", "a.b.c, a.b"})
  void idAfter_anyName_isAnId(String file, String id) {
    String expected = id.equals(".") ? "recording" : id;
    assertEquals(expected, RecordingCopy.idAfter(Path.of("dir").resolve(file), ""));
    assertEquals(expected + "-reel", RecordingCopy.idAfter(Path.of(file), "-reel"));
    assertEquals(128, RecordingCopy.idAfter(Path.of("x".repeat(200)), "-reel").length());
  }

  @Test
  void dryRun_eachCommand_writesNothing() throws IOException {
    Path recording = shell.platform.recording("rec_1", "h264");
    Files.createFile(shell.directory.resolve("a.mp4"));
    String copy = shell.run("copy", "rec_1", "--dry-run").ok().out();
    assertTrue(copy.contains("target      " + recording.resolve("exports/out.mp4")), copy);
    assertTrue(copy.contains("tracks      1: h264 640x360, 2: opus"), copy);
    String export = shell.run("export", "rec_1", "--output", "a.mp4", "--dry-run").ok().out();
    assertTrue(export.contains("background  linear(135,#667eea,#764ba2)"), export);
    assertTrue(export.contains("is there already: the job would refuse"), export);
    JsonNode json = shell.run("import", "rec_1", "--id", "new", "--dry-run", "--json").ok().json();
    assertEquals(shell.root.resolve("new").toString(), json.path("target").asText());
    assertFalse(json.path("targetExists").asBoolean());
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void job_failure_isReportedWithItsCode() throws IOException {
    shell.platform.recording("rec_1", "h264");
    shell.platform.exports.fail(new MediaException(MediaError.MUX_ERROR, "track 1: no"));
    CommandFixture.Outcome outcome = shell.run("copy", "rec_1");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("error MUX_ERROR: track 1: no\n"), outcome.err());
  }

  @Test
  void job_interrupted_isCancelledAndEnds() throws Exception {
    shell.platform.recording("rec_1", "h264");
    shell.platform.exports.last();
    CommandFixture.Outcome[] outcome = new CommandFixture.Outcome[1];
    Thread thread = new Thread(() -> outcome[0] = shell.run("copy", "rec_1"));
    thread.start();
    shell.platform.exports.waiting.await();
    thread.interrupt();
    thread.join();
    assertEquals(130, outcome[0].exitCode());
    assertEquals("cancelled\n", outcome[0].err());
  }

  @Test
  void progress_onATerminal_isOneLineThatVanishes() throws IOException {
    shell.platform.recording("rec_1", "h264");
    shell.terminal = true;
    String err = shell.run("copy", "rec_1").err();
    assertTrue(err.startsWith("\r[=========="), err);
    assertTrue(err.contains(" 50 %  0:00:01 of 0:00:02"), err);
    assertFalse(err.contains("\n"), err);
    assertTrue(err.endsWith("\r\u001b[K"), err);
  }
}
