package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.export.ExportRequest;

/** The command that records. */
final class RecordCommandTest {
  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
  }

  private ExportRequest.Capture only() {
    assertEquals(1, shell.platform.exports.requests.size());
    return (ExportRequest.Capture) shell.platform.exports.requests.get(0);
  }

  @Test
  void record_url_writesAReelNamedAfterTheTime() {
    shell.run("record", "rtsp://camera/1").ok();
    ExportRequest.Capture request = only();
    assertEquals("rtsp://camera/1", request.source());
    assertEquals("reel", request.format());
    assertEquals(shell.root, request.target().getParent());
    String id = request.target().getFileName().toString();
    assertTrue(id.matches("rec-\\d{8}-\\d{6}"), id);
    assertFalse(request.overwrite());
    assertEquals(Optional.empty(), request.length());
  }

  @Test
  void record_allOptions_reachTheJob() {
    shell
        .run(
            "record",
            "x11grab::0.0",
            "--id",
            "demo",
            "--format",
            "jsonl",
            "--set",
            "sync=none",
            "--source-option",
            "framerate=30",
            "--source-option",
            "video_size=640x480",
            "--codec",
            "vp9",
            "--length",
            "1:30",
            "--force")
        .ok();
    assertEquals(
        new ExportRequest.Capture(
            "x11grab::0.0",
            Map.of("framerate", "30", "video_size", "640x480"),
            shell.root.resolve("demo"),
            "jsonl",
            Map.of("sync", "none"),
            Optional.of("vp9"),
            Optional.of(Duration.ofSeconds(90)),
            true),
        only());
  }

  @Test
  void record_output_isAContainerFileByItsName() {
    shell.run("record", "rtsp://camera/1", "-o", "live.mp4").ok();
    assertEquals(shell.directory.resolve("live.mp4"), only().target());
    assertEquals("mp4", only().format());
  }

  @Test
  void record_outputWithFormat_isThatContainer() {
    shell.run("record", "rtsp://camera/1", "--output", "live.bin", "--format", "webm").ok();
    assertEquals("webm", only().format());
  }

  @ParameterizedTest
  @CsvSource({"live.avi, --format, reel", "live.mp4, --id, x", "live.avi, --codec, vp8"})
  void record_outputThatDoesNotFit_isAUsageError(String file, String option, String value) {
    CommandFixture.Outcome outcome =
        shell.run("record", "rtsp://camera/1", "-o", file, option, value);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void record_path_isTakenFromTheWorkingDirectory() {
    shell.run("record", "talk.mp4").ok();
    assertEquals(shell.directory.resolve("talk.mp4").toString(), only().source());
  }

  @ParameterizedTest
  @CsvSource({"--length, 0", "--length, soon", "--id, ../up"})
  void record_wrongOption_isAUsageErrorBeforeAnyWork(String option, String value) {
    CommandFixture.Outcome outcome = shell.run("record", "rtsp://camera/1", option, value);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void record_dryRun_saysWhatTheSourceSends() {
    String out = shell.run("record", "rtsp://camera/1", "--id", "a", "--dry-run").ok().out();
    assertTrue(out.contains("source      rtsp://camera/1\n"), out);
    assertTrue(out.contains("target      " + shell.root.resolve("a")), out);
    assertTrue(out.contains("tracks      1: raw 640x360, 2: aac"), out);
    JsonNode json = shell.run("record", "udp://:1", "--dry-run", "--json").ok().json();
    assertEquals("until Ctrl-C", json.path("length").asText());
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void record_cancelled_saysWhatIsLeft() throws Exception {
    shell.platform.exports.last();
    CommandFixture.Outcome[] outcome = new CommandFixture.Outcome[1];
    Thread thread = new Thread(() -> outcome[0] = shell.run("record", "rtsp://camera/1"));
    thread.start();
    shell.platform.exports.waiting.await();
    thread.interrupt();
    thread.join();
    assertEquals(130, outcome[0].exitCode());
    assertEquals("job-2 was cancelled\ncancelled\n", outcome[0].err());
  }

  @Test
  void record_interruptedTwice_givesUp() throws Exception {
    shell.platform.exports.lastUntilGivenUp();
    CommandFixture.Outcome[] outcome = new CommandFixture.Outcome[1];
    Thread thread = new Thread(() -> outcome[0] = shell.run("record", "rtsp://camera/1"));
    thread.start();
    shell.platform.exports.waiting.await();
    thread.interrupt();
    shell.platform.exports.stopping.await();
    thread.interrupt();
    thread.join();
    assertEquals(130, outcome[0].exitCode());
  }
}
