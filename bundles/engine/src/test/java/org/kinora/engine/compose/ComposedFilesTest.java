package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.engine.TrippedCodecs.Trip;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.ExportResult;
import org.kinora.export.VideoSettings;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.disk.DiskFaults;
import org.kinora.tck.support.disk.MemoryDisk;

/** What becomes of a composed export when its files vanish, are in the way or find no room. */
final class ComposedFilesTest {
  @TempDir static Path shared;
  private static Path recorded = Path.of("");

  @TempDir Path dir;
  private FaultyExports jobs;

  @BeforeAll
  static void record() {
    recorded = FaultyExports.record(shared);
  }

  @BeforeEach
  void open() throws IOException {
    jobs = FaultyExports.of(recorded, dir);
  }

  @AfterEach
  void stop() throws InterruptedException {
    jobs.stop();
  }

  @Test
  void source_truncated_isADataRangeErrorThatNamesIt() throws Exception {
    jobs.codecs()
        .onDecode(
            number -> {
              if (number == 10) {
                try (RandomAccessFile file = new RandomAccessFile(jobs.source().toFile(), "rw")) {
                  file.setLength(file.length() / 2);
                }
              }
            });
    MediaException e = jobs.failure(MediaError.DATA_RANGE_ERROR, jobs.composed());
    assertTrue(e.getMessage().contains("source.webm"), e.getMessage());
    assertEquals(List.of("source.webm"), jobs.names());
  }

  /** What is open stays readable, as the system has it. */
  @Test
  void source_deletedOrMoved_isExportedToItsEnd() throws Exception {
    Path recording = dir.resolve("recording");
    jobs.start(jobs.importTo(recording)).await();
    jobs.codecs()
        .onDecode(
            number -> {
              if (number == 10) {
                Files.move(recording, dir.resolve("moved"));
              }
            });
    jobs.start(FaultyExports.compose(recording, jobs.target())).await();
    assertEquals(FaultyExports.PICTURES, Ffmpeg.packets(Ffmpeg.probe(jobs.target()), 0).size());
    jobs.codecs()
        .onDecode(
            number -> {
              if (number == 10) {
                Files.delete(jobs.source());
              }
            });
    jobs.start(FaultyExports.compose(jobs.source(), dir.resolve("second.webm"))).await();
    assertEquals(List.of("moved", "out.webm", "second.webm"), jobs.names());
  }

  /** Pictures between groups that are copied are decoded by a reading of their own. */
  @Test
  void source_deletedWhileGroupsAreCopied_isNotFound() throws Exception {
    jobs.codecs().onDecode(number -> Files.deleteIfExists(jobs.source()));
    Part part = new Part(100_000, 1_900_000);
    ExportRequest request =
        new ExportRequest.Compose(
            jobs.source(),
            Optional.of(jobs.target()),
            "webm",
            Scene.PLAIN.with(new Timeline(List.of(part, part))),
            VideoSettings.USUAL,
            Sound.NONE,
            Reuse.COPY,
            Map.of(),
            false);
    MediaException e = jobs.failure(MediaError.DIR_NOT_FOUND, request);
    assertTrue(e.getMessage().contains("source.webm"), e.getMessage());
    assertEquals(List.of(), jobs.names());
  }

  /** The directory goes with the file that is written in it. */
  @Test
  void target_movedAway_saysSo() throws Exception {
    Path recording = dir.resolve("recording");
    jobs.start(jobs.importTo(recording)).await();
    jobs.codecs()
        .onDecode(
            number -> {
              if (number == 10) {
                Files.move(recording, dir.resolve("moved"));
              }
            });
    ExportRequest request =
        FaultyExports.compose(recording, recording.resolve("exports").resolve("out.webm"));
    MediaException e = jobs.failure(MediaError.IO_ERROR, request);
    assertTrue(e.getMessage().contains("out.webm"), e.getMessage());
    assertTrue(e.getMessage().contains("moved or removed"), e.getMessage());
  }

  @Test
  void target_isTheSource_isRefused() throws Exception {
    byte[] before = Files.readAllBytes(jobs.source());
    ExportRequest request =
        new ExportRequest.Compose(
            jobs.source(),
            Optional.of(jobs.source()),
            "webm",
            Scene.PLAIN,
            VideoSettings.USUAL,
            Sound.KEEP,
            Reuse.NEVER,
            Map.of(),
            true);
    MediaException e = assertThrows(MediaException.class, () -> jobs.start(request));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(jobs.source())));
    assertEquals(List.of("source.webm"), jobs.names());
  }

  @ParameterizedTest
  @CsvSource({"webm, 1000", "webm, 60000", "mkv, 60000", "mp4, 60000"})
  void disk_full_saysWhichFileAndLeavesNothing(String container, long sizeBytes) throws Exception {
    Path full = MemoryDisk.with(DiskFaults.fullAt(sizeBytes)).root();
    ExportRequest request =
        FaultyExports.compose(
            jobs.source(), full.resolve("out." + container), container, Optional.empty());
    MediaException e = jobs.failure(MediaError.IO_ERROR, request);
    assertTrue(e.getMessage().contains("out." + container + ".part cannot be written"), e + "");
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    assertEquals(List.of(), FaultyExports.names(full));
  }

  @Test
  void disk_fullOfImages_saysWhichFileAndLeavesNothing() throws Exception {
    Path full = MemoryDisk.with(DiskFaults.fullAt(1_000_000)).root();
    ExportRequest request =
        new ExportRequest.Images(
            jobs.source(),
            Optional.of(full.resolve("images")),
            "png",
            Scene.PLAIN,
            Optional.empty(),
            false);
    MediaException e = jobs.failure(MediaError.IO_ERROR, request);
    assertTrue(e.getMessage().matches(".*images\\.part/\\d+\\.png cannot be written.*"), e + "");
    assertEquals(List.of(), FaultyExports.names(full));
  }

  /** The file is whole; what could not be noted is a warning. */
  @Test
  void manifest_cannotBeWritten_isAWarning() throws Exception {
    Path recording = dir.resolve("recording");
    jobs.start(jobs.importTo(recording)).await();
    Path exports = Files.createDirectory(recording.resolve("exports"));
    Files.createDirectory(exports.resolve("manifest.json"));
    ExportResult result =
        jobs.start(FaultyExports.compose(recording, exports.resolve("out.webm"))).await();
    assertTrue(result.warnings().get(0).contains("manifest.json"), result.warnings().toString());
    assertEquals(List.of("manifest.json", "out.webm"), FaultyExports.names(exports));
  }

  /** What runs is noted with what was asked for, what is done with what came out, no more. */
  @Test
  void manifest_saysWhatRunsAndWhatIsDone() throws Exception {
    Path recording = dir.resolve("recording");
    jobs.start(jobs.importTo(recording)).await();
    Path exports = recording.resolve("exports");
    Path manifest = exports.resolve("manifest.json");
    jobs.codecs().onEncode(Trip.failing(31, new IOException("the device is gone")));
    jobs.failure(
        MediaError.IO_ERROR, FaultyExports.compose(recording, exports.resolve("out.webm")));
    assertFalse(Files.exists(exports));
    String[] running = {""};
    jobs.codecs().onEncode(number -> running[0] = Files.readString(manifest));
    ExportJob job = jobs.start(FaultyExports.compose(recording, exports.resolve("out.webm")));
    job.await();
    JsonNode during = new ObjectMapper().readTree(running[0]).path("exports").path(0);
    assertEquals("running", during.path("state").asText());
    assertEquals(job.id(), during.path("job").asText());
    JsonNode after = new ObjectMapper().readTree(manifest.toFile()).path("exports");
    assertEquals(1, after.size());
    assertEquals("out.webm", after.path(0).path("file").asText());
    assertEquals("done", after.path(0).path("state").asText());
    assertEquals("vp8", after.path(0).path("settings").path("codec").asText());
    assertEquals("draft", after.path(0).path("settings").path("effort").asText());
    assertEquals(
        FaultyExports.PICTURES, after.path(0).path("tracks").path(0).path("samples").asInt());
    assertEquals(Files.size(exports.resolve("out.webm")), after.path(0).path("sizeBytes").asLong());
  }
}
