package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.engine.EngineExport;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.TrippedCodecs;
import org.kinora.engine.TrippedCodecs.Trip;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.ExportResult;
import org.kinora.export.JobInfo.State;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.storage.reel.ReelFormat;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.disk.DiskFaults;
import org.kinora.tck.support.disk.MemoryDisk;

/** What goes wrong in the middle of a composed export ends it with a code, and leaves nothing. */
final class ComposedFaultsTest {
  private static final int PICTURES = 60;

  @TempDir static Path shared;
  private static Path recorded = Path.of("");

  @TempDir Path dir;
  private final TrippedCodecs codecs = new TrippedCodecs();
  private final Providers providers = RealPlugins.providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private Path source = Path.of("");
  private Path target = Path.of("");

  @BeforeAll
  static void record() {
    recorded =
        RealPlugins.file(
            shared.resolve("source.webm"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x120:r=30:d=2,noise=alls=40:allf=t",
            "-f",
            "lavfi",
            "-i",
            "sine=d=2:r=48000",
            "-c:v",
            "libvpx",
            "-deadline",
            "realtime",
            "-b:v",
            "4M",
            "-g",
            "20",
            "-c:a",
            "libopus");
  }

  @BeforeEach
  void place() throws IOException {
    codecs.plugInto(providers);
    RealPlugins.addFormat(providers, new ReelFormat(), "reel");
    source = Files.copy(recorded, dir.resolve("source.webm"));
    target = dir.resolve("out.webm");
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, TrippedCodecs.FLUSH})
  void encoder_fails_itsCodeIsTheJobs(int at) throws Exception {
    codecs.onEncode(
        Trip.failing(at, new MediaException(MediaError.PLUGIN_GONE, "the encoder is gone")));
    MediaException e = failure(MediaError.PLUGIN_GONE, compose(source, target));
    assertEquals("the encoder is gone", e.getMessage());
    assertEquals(List.of("source.webm"), names());
  }

  @ParameterizedTest
  @CsvSource({"decode, 31", "decode, -1", "encode, 31", "encode, -1"})
  void codec_throwsWhatIsNoFailureOfMedia_isInternalAndSaysWhat(String stage, int at)
      throws Exception {
    Trip trip = Trip.failing(at, new IllegalStateException("lost my mind"));
    if (stage.equals("decode")) {
      codecs.onDecode(trip);
    } else {
      codecs.onEncode(trip);
    }
    MediaException e = failure(MediaError.INTERNAL_ERROR, compose(source, target));
    assertTrue(e.getMessage().contains("lost my mind"), e.getMessage());
    assertEquals(List.of("source.webm"), names());
  }

  @Test
  void decoder_doesNotReadOn_isAnErrorOfReading() throws Exception {
    codecs.onDecode(Trip.failing(31, new IOException("the device is gone")));
    MediaException e = failure(MediaError.IO_ERROR, compose(source, target));
    assertTrue(e.getMessage().contains("the device is gone"), e.getMessage());
    assertEquals(List.of("source.webm"), names());
  }

  /**
   * The pictures up to the next key frame are missing, and the result says so; also where the
   * decoder, working ahead, finds out when it has taken that key frame.
   */
  @ParameterizedTest
  @CsvSource({"27,45,47", "39,57,59", "59,57,59"})
  void sample_damaged_costsTheRestOfItsGroup(int damaged, int least, int most) throws Exception {
    Path h264 =
        RealPlugins.file(
            dir.resolve("h264.mp4"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x240:r=30:d=2",
            "-c:v",
            "libx264",
            "-bf",
            "0",
            "-g",
            "20");
    long at = Ffmpeg.packets(Ffmpeg.probe(h264), 0).get(damaged).path("pos").asLong();
    try (FileChannel file = FileChannel.open(h264, StandardOpenOption.WRITE)) {
      assertEquals(4, file.write(ByteBuffer.allocate(4).putInt(-1).flip(), at));
    }
    ExportResult result = service.start(compose(h264, target)).await();
    int next = damaged / 20 * 20 + 20;
    assertTrue(
        result.warnings().get(0).startsWith("pictures lost up to sample %d: ".formatted(next)),
        result.warnings().toString());
    int pictures = Ffmpeg.packets(Ffmpeg.probe(target), 0).size();
    assertTrue(pictures >= least && pictures <= most, pictures + " pictures"); // some stay inside
    Ffmpeg.decode(target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decode", "encode"})
  void cancel_whileACodecWorks_endsTheJob(String stage) throws Exception {
    ExportJob[] job = {null};
    Trip trip =
        number -> {
          if (number == 31) {
            job[0].cancel();
          }
        };
    codecs.onDecode(stage.equals("decode") ? trip : number -> {});
    codecs.onEncode(stage.equals("encode") ? trip : number -> {});
    ExportJob before = blocked();
    job[0] = service.start(compose(source, target));
    before.cancel();
    MediaException e = assertThrows(MediaException.class, job[0]::await);
    assertEquals(MediaError.CANCELLED, e.code());
    assertEquals(State.CANCELLED, job[0].info().state());
    assertEquals(List.of("source.webm"), names());
  }

  /** Keeps the others waiting until it is cancelled. */
  private ExportJob blocked() throws Exception {
    ExportJob job = service.start(compose(source, dir.resolve("before.webm")));
    job.pause();
    return job;
  }

  @Test
  void source_truncated_isADataRangeErrorThatNamesIt() throws Exception {
    codecs.onDecode(
        number -> {
          if (number == 10) {
            try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
              file.setLength(file.length() / 2);
            }
          }
        });
    MediaException e = failure(MediaError.DATA_RANGE_ERROR, compose(source, target));
    assertTrue(e.getMessage().contains("source.webm"), e.getMessage());
    assertEquals(List.of("source.webm"), names());
  }

  /** What is open stays readable, as the system has it. */
  @Test
  void source_deletedOrMoved_isExportedToItsEnd() throws Exception {
    Path recording = dir.resolve("recording");
    service.start(importTo(recording)).await();
    codecs.onDecode(
        number -> {
          if (number == 10) {
            Files.move(recording, dir.resolve("moved"));
          }
        });
    service.start(compose(recording, target)).await();
    assertEquals(PICTURES, Ffmpeg.packets(Ffmpeg.probe(target), 0).size());
    codecs.onDecode(
        number -> {
          if (number == 10) {
            Files.delete(source);
          }
        });
    service.start(compose(source, dir.resolve("second.webm"))).await();
    assertEquals(List.of("moved", "out.webm", "second.webm"), names());
  }

  /** Pictures between groups that are copied are decoded by a reading of their own. */
  @Test
  void source_deletedWhileGroupsAreCopied_isNotFound() throws Exception {
    codecs.onDecode(number -> Files.deleteIfExists(source));
    Part part = new Part(100_000, 1_900_000);
    ExportRequest request =
        new ExportRequest.Compose(
            source,
            Optional.of(target),
            "webm",
            Scene.PLAIN.with(new Timeline(List.of(part, part))),
            VideoSettings.USUAL,
            Sound.NONE,
            Reuse.COPY,
            Map.of(),
            false);
    MediaException e = failure(MediaError.DIR_NOT_FOUND, request);
    assertTrue(e.getMessage().contains("source.webm"), e.getMessage());
    assertEquals(List.of(), names());
  }

  /** The directory goes with the file that is written in it. */
  @Test
  void target_movedAway_saysSo() throws Exception {
    Path recording = dir.resolve("recording");
    service.start(importTo(recording)).await();
    codecs.onDecode(
        number -> {
          if (number == 10) {
            Files.move(recording, dir.resolve("moved"));
          }
        });
    ExportRequest request = compose(recording, recording.resolve("exports").resolve("out.webm"));
    MediaException e = failure(MediaError.IO_ERROR, request);
    assertTrue(e.getMessage().contains("out.webm"), e.getMessage());
    assertTrue(e.getMessage().contains("moved or removed"), e.getMessage());
  }

  private ExportRequest importTo(Path recording) {
    return new ExportRequest.Import(
        source, recording, "reel", Map.of(), ExportRequest.Import.Damaged.REFUSE, false);
  }

  @Test
  void target_isTheSource_isRefused() throws Exception {
    byte[] before = Files.readAllBytes(source);
    ExportRequest request =
        new ExportRequest.Compose(
            source,
            Optional.of(source),
            "webm",
            Scene.PLAIN,
            VideoSettings.USUAL,
            Sound.KEEP,
            Reuse.NEVER,
            Map.of(),
            true);
    MediaException e = assertThrows(MediaException.class, () -> service.start(request));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(source)));
    assertEquals(List.of("source.webm"), names());
  }

  @ParameterizedTest
  @CsvSource({"webm, 1000", "webm, 60000", "mkv, 60000", "mp4, 60000"})
  void disk_full_saysWhichFileAndLeavesNothing(String container, long sizeBytes) throws Exception {
    Path full = MemoryDisk.with(DiskFaults.fullAt(sizeBytes)).root();
    ExportRequest request =
        compose(source, full.resolve("out." + container), container, Optional.empty());
    MediaException e = failure(MediaError.IO_ERROR, request);
    assertTrue(e.getMessage().contains("out." + container + ".part cannot be written"), e + "");
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    assertEquals(List.of(), names(full));
  }

  @Test
  void disk_fullOfImages_saysWhichFileAndLeavesNothing() throws Exception {
    Path full = MemoryDisk.with(DiskFaults.fullAt(1_000_000)).root();
    ExportRequest request =
        new ExportRequest.Images(
            source,
            Optional.of(full.resolve("images")),
            "png",
            Scene.PLAIN,
            Optional.empty(),
            false);
    MediaException e = failure(MediaError.IO_ERROR, request);
    assertTrue(e.getMessage().matches(".*images\\.part/\\d+\\.png cannot be written.*"), e + "");
    assertEquals(List.of(), names(full));
  }

  /** The file is whole; what could not be noted is a warning. */
  @Test
  void manifest_cannotBeWritten_isAWarning() throws Exception {
    Path recording = dir.resolve("recording");
    service.start(importTo(recording)).await();
    Path exports = Files.createDirectory(recording.resolve("exports"));
    Files.createDirectory(exports.resolve("manifest.json"));
    ExportResult result = service.start(compose(recording, exports.resolve("out.webm"))).await();
    assertTrue(result.warnings().get(0).contains("manifest.json"), result.warnings().toString());
    assertEquals(List.of("manifest.json", "out.webm"), names(exports));
  }

  /** What runs is noted with what was asked for, what is done with what came out, no more. */
  @Test
  void manifest_saysWhatRunsAndWhatIsDone() throws Exception {
    Path recording = dir.resolve("recording");
    service.start(importTo(recording)).await();
    Path exports = recording.resolve("exports");
    Path manifest = exports.resolve("manifest.json");
    codecs.onEncode(Trip.failing(31, new IOException("the device is gone")));
    failure(MediaError.IO_ERROR, compose(recording, exports.resolve("out.webm")));
    assertFalse(Files.exists(exports));
    String[] running = {""};
    codecs.onEncode(number -> running[0] = Files.readString(manifest));
    ExportJob job = service.start(compose(recording, exports.resolve("out.webm")));
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
    assertEquals(PICTURES, after.path(0).path("tracks").path(0).path("samples").asInt());
    assertEquals(Files.size(exports.resolve("out.webm")), after.path(0).path("sizeBytes").asLong());
  }

  private MediaException failure(MediaError code, ExportRequest request) throws Exception {
    ExportJob job = service.start(request);
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(code, e.code(), e.toString());
    assertEquals(State.FAILED, job.info().state());
    String said = job.info().failure().orElse("");
    assertTrue(said.startsWith(code.name() + ": "), said);
    return e;
  }

  private static ExportRequest compose(Path from, Path to) {
    return compose(from, to, "webm", Optional.of("vp8"));
  }

  private static ExportRequest compose(
      Path from, Path to, String container, Optional<String> codec) {
    VideoSettings usual = VideoSettings.USUAL;
    return new ExportRequest.Compose(
        from,
        Optional.of(to),
        container,
        Scene.PLAIN,
        new VideoSettings(codec, Effort.DRAFT, usual.bitRate(), usual.quality(), usual.frameRate()),
        Sound.KEEP,
        Reuse.NEVER,
        Map.of(),
        false);
  }

  private List<String> names() throws IOException {
    return names(dir);
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
