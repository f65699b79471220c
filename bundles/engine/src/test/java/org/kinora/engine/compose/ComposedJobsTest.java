package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinora.engine.EngineExport;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.TrippedCodecs;
import org.kinora.engine.TrippedCodecs.Trip;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.JobInfo;
import org.kinora.export.JobInfo.State;
import org.kinora.export.Progress;
import org.kinora.export.Progress.Stage;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.tck.support.Ffmpeg;

/** How composed exports wait for each other, pause, are cancelled and fail. */
final class ComposedJobsTest {
  private static final int PICTURES = 60;
  private static final long MOST_SECONDS = 60;

  @TempDir Path dir;
  private final TrippedCodecs codecs = new TrippedCodecs();
  private final Providers providers = RealPlugins.providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private Path source = Path.of("");

  @BeforeEach
  void record() {
    source =
        RealPlugins.file(
            dir.resolve("source.webm"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=64x48:r=30:d=2",
            "-f",
            "lavfi",
            "-i",
            "sine=d=2:r=48000",
            "-c:v",
            "libvpx",
            "-g",
            "20",
            "-c:a",
            "libopus");
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  @Test
  void start_whileAnotherWorks_isQueuedAndRunsInItsTurn() throws Exception {
    ExportJob first = paused("a.webm");
    ExportJob second = service.start(compose("b.webm"));
    ExportJob third = service.start(compose("c.webm"));
    assertEquals(Stage.QUEUED, second.progress().stage());
    assertEquals(
        List.of(State.PAUSED, State.QUEUED, State.QUEUED),
        service.jobs().stream().map(JobInfo::state).toList());
    third.cancel();
    assertCode(MediaError.CANCELLED, third);
    first.resume();
    first.await();
    second.await();
    assertEquals(PICTURES, pictures("a.webm"));
    assertEquals(PICTURES, pictures("b.webm"));
    assertEquals(List.of("a.webm", "b.webm", "source.webm"), names());
    service.stop();
    assertEquals(
        List.of(State.DONE, State.DONE, State.CANCELLED),
        service.jobs().stream().map(JobInfo::state).toList());
  }

  @Test
  void forget_running_isRefusedAndEnded_isGone() throws Exception {
    ExportJob job = paused("a.webm");
    MediaException e = assertThrows(MediaException.class, () -> service.forget(job.id()));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    job.cancel();
    assertCode(MediaError.CANCELLED, job);
    service.stop();
    service.forget(job.id());
    assertEquals(List.of(), service.jobs());
    assertThrows(MediaException.class, () -> service.forget(job.id()));
  }

  @Test
  void start_targetOfAnotherJob_isRefused() throws Exception {
    ExportJob first = paused("a.webm");
    MediaException e = assertThrows(MediaException.class, () -> service.start(compose("a.webm")));
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    assertTrue(e.getMessage().contains("being written by " + first.id()), e.getMessage());
    first.resume();
    first.await();
  }

  @Test
  void queuedJob_sourceVanished_failsAndLeavesNothing() throws Exception {
    ExportJob first = paused("a.webm");
    Path gone = Files.copy(source, dir.resolve("gone.webm"));
    ExportJob second = service.start(compose(gone, "b.webm"));
    Files.delete(gone);
    first.resume();
    first.await();
    assertCode(MediaError.DIR_NOT_FOUND, second);
    assertEquals(List.of("a.webm", "source.webm"), names());
    assertTrue(second.info().failure().orElse("").startsWith("DIR_NOT_FOUND: "));
  }

  @ParameterizedTest
  @EnumSource(names = {"ENCODING", "PAUSED", "FINISHING"})
  void cancel_atAnyStage_leavesNothing(Stage stage) throws Exception {
    ExportJob before = paused("before.webm");
    ExportJob job = service.start(compose("a.webm"));
    job.onProgress(
        progress -> {
          if (progress.stage() == stage) {
            job.cancel();
          }
        });
    if (stage == Stage.PAUSED) {
      job.pause();
    }
    before.cancel();
    assertCode(MediaError.CANCELLED, job);
    assertEquals(State.CANCELLED, job.info().state());
    assertEquals(List.of("source.webm"), names());
  }

  @Test
  void pause_thenResume_makesTheSameFile() throws Exception {
    ExportJob paused = paused("a.webm");
    Progress held = paused.progress();
    assertEquals(Stage.PAUSED, held.stage());
    assertFalse(Files.exists(dir.resolve("a.webm")));
    paused.resume();
    paused.await();
    service.start(compose("b.webm")).await();
    assertEquals(-1, Files.mismatch(dir.resolve("a.webm"), dir.resolve("b.webm")));
  }

  /** A third of them is cancelled, a third fails somewhere, a third ends well. */
  @Test
  void manyJobs_whateverBecomesOfThem_memoryThreadsAndFilesAreBackAtTheirBase() throws Exception {
    codecs.plugInto(providers);
    run(21);
    System.gc();
    long counted = Pointer.totalBytes();
    long physical = Pointer.physicalBytes();
    long files = openFiles();
    run(180);
    System.gc();
    assertTrue(
        Pointer.totalBytes() <= counted + 1_000_000,
        Pointer.totalBytes() + " bytes after, " + counted + " before");
    assertTrue(
        Pointer.physicalBytes() <= physical + 150_000_000,
        Pointer.physicalBytes() + " bytes of memory after, " + physical + " before");
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().matches("kinora-(decode|compose)"))
            .count();
    assertEquals(0, threads);
    assertTrue(openFiles() <= files + 10, openFiles() + " open files, " + files + " before");
    assertEquals(List.of("source.webm"), names());
  }

  private static long openFiles() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return 0;
    }
    try (var files = Files.list(open)) {
      return files.count();
    }
  }

  private void run(int jobs) throws Exception {
    List<Integer> places = List.of(0, 1, PICTURES / 2, PICTURES - 1, TrippedCodecs.FLUSH);
    for (int i = 0; i < jobs; i++) {
      Trip trip = Trip.failing(places.get(i % places.size()), new IOException("it is gone"));
      codecs.mend();
      if (i % 6 == 1) {
        codecs.onDecode(trip);
      } else if (i % 6 == 4) {
        codecs.onEncode(trip);
      }
      ExportJob job = service.start(compose("many.webm"));
      if (i % 3 == 0) {
        job.cancel();
        assertCode(MediaError.CANCELLED, job);
      } else if (i % 3 == 1) {
        assertCode(MediaError.IO_ERROR, job);
      } else {
        job.await();
        Files.delete(dir.resolve("many.webm"));
      }
    }
  }

  @Test
  void images_aDirectoryWithTheirTimes() throws Exception {
    Path target = dir.resolve("images");
    service.start(images(target, Optional.of(new FrameRate(5, 1)), false)).await();
    List<String> lines = Files.readAllLines(target.resolve("times.csv"));
    assertEquals("number,file,time_us,recorded_us,duration_us", lines.get(0));
    assertEquals("1,000001.png,0,0,200000", lines.get(1));
    assertEquals("10,000010.png,1800000,1800000,200000", lines.get(10));
    assertEquals(11, lines.size());
    for (int i = 1; i <= 10; i++) {
      Ffmpeg.decode(target.resolve("%06d.png".formatted(i)));
    }
    MediaException e =
        assertThrows(
            MediaException.class, () -> service.start(images(target, Optional.empty(), false)));
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    service.start(images(target, Optional.empty(), true)).await();
    assertEquals(PICTURES + 1, Files.readAllLines(target.resolve("times.csv")).size());
    assertEquals(List.of("images", "source.webm"), names());
  }

  @Test
  void images_cancelledOrUnknownCodec_leavesNothing() throws Exception {
    ExportJob job = service.start(images(dir.resolve("images"), Optional.empty(), false));
    job.cancel();
    assertCode(MediaError.CANCELLED, job);
    assertEquals(List.of("source.webm"), names());
    MediaException e =
        assertThrows(
            MediaException.class,
            () ->
                service.start(
                    new ExportRequest.Images(
                        source,
                        Optional.of(dir.resolve("images")),
                        "tiff",
                        Scene.PLAIN,
                        Optional.empty(),
                        false)));
    assertEquals(MediaError.ENCODER_NOT_SUPPORTED, e.code());
    assertEquals(List.of("source.webm"), names());
  }

  private ExportRequest images(Path target, Optional<FrameRate> rate, boolean overwrite) {
    return new ExportRequest.Images(
        source, Optional.of(target), "png", Scene.PLAIN, rate, overwrite);
  }

  /** A job that has begun and waits. */
  private ExportJob paused(String target) throws Exception {
    CountDownLatch isPaused = new CountDownLatch(1);
    ExportJob job = service.start(compose(target));
    job.pause();
    job.onProgress(
        progress -> {
          if (progress.stage() == Stage.PAUSED) {
            isPaused.countDown();
          }
        });
    if (job.progress().stage() != Stage.PAUSED) {
      assertTrue(isPaused.await(MOST_SECONDS, TimeUnit.SECONDS));
    }
    return job;
  }

  private ExportRequest compose(String target) {
    return compose(source, target);
  }

  private ExportRequest compose(Path from, String target) {
    VideoSettings usual = VideoSettings.USUAL;
    return new ExportRequest.Compose(
        from,
        Optional.of(dir.resolve(target)),
        "webm",
        Scene.PLAIN,
        new VideoSettings(
            Optional.of("vp8"), Effort.DRAFT, usual.bitRate(), usual.quality(), usual.frameRate()),
        Sound.KEEP,
        Reuse.NEVER,
        Map.of(),
        false);
  }

  private int pictures(String file) {
    return Ffmpeg.packets(Ffmpeg.probe(dir.resolve(file)), 0).size();
  }

  private static void assertCode(MediaError code, ExportJob job) {
    assertEquals(code, assertThrows(MediaException.class, job::await).code());
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
