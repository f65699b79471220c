package org.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.TrippedCodecs.Trip;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.JobInfo;
import org.kinora.export.JobInfo.State;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.disk.DiskFaults;
import org.kinora.tck.support.disk.MemoryDisk;

/** Exports that a killed or stopped program left are gone on with, and come out the same. */
final class ResumedExportTest {
  @TempDir static Path shared;
  private static Path recorded = Path.of("");

  /** The export of it that nothing interrupted. */
  private static Path whole = Path.of("");

  @TempDir Path dir;
  private Path source = Path.of("");
  private Path journal = Path.of("");

  @BeforeEach
  void place() throws IOException {
    journal = dir.resolve("root").resolve("jobs");
    source = Files.copy(recorded, dir.resolve("source.webm"));
  }

  @BeforeAll
  static void record() throws Exception {
    recorded =
        RealPlugins.file(
            shared.resolve("source.webm"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=160x120:r=15:d=45,select='not(eq(mod(n,7),3))'",
            "-f",
            "lavfi",
            "-i",
            "sine=d=45:r=48000",
            "-fps_mode",
            "passthrough",
            "-c:v",
            "libvpx",
            "-deadline",
            "realtime",
            "-cpu-used",
            "16",
            "-g",
            "30",
            "-c:a",
            "libopus");
    whole = shared.resolve("whole.webm");
    EngineExport service = KilledExport.service(shared.resolve("jobs"));
    service.start(KilledExport.request(recorded, whole)).await();
    service.stop();
  }

  @Test
  void killedTwice_resumed_hasThePicturesAndTimesOfOneThatWasNot() throws Exception {
    Path target = dir.resolve("out.webm");
    Random random = new Random();
    long seed = random.nextLong();
    random.setSeed(seed);
    killAfter(target, 50 + random.nextInt(250));
    EngineExport first = KilledExport.service(journal);
    assertEquals(List.of(State.INTERRUPTED), states(first), "seed " + seed);
    ExportJob job = first.resume(first.jobs().get(0).id());
    interruptAfter(first, job, 150);
    EngineExport second = KilledExport.service(journal);
    assertEquals(List.of(State.INTERRUPTED), states(second));
    second.resume(job.id()).await();
    second.stop();
    assertWhole(target, "seed " + seed);
  }

  /** What was made before each of two failures is kept, and comes out as if there was none. */
  @Test
  void failedTwice_resumed_hasThePicturesAndTimesOfOneThatDidNot() throws Exception {
    Path target = dir.resolve("out.webm");
    Providers providers = RealPlugins.providers();
    TrippedCodecs codecs = new TrippedCodecs();
    codecs.plugInto(providers);
    EngineExport service = KilledExport.service(journal, providers);
    codecs.onEncode(
        Trip.failing(250, new MediaException(MediaError.INTERNAL_ERROR, "out of ideas")));
    ExportJob job = service.start(KilledExport.request(source, target));
    assertFailed(service, job, MediaError.INTERNAL_ERROR);
    codecs.onEncode(Trip.failing(150, new IOException("No space left on device")));
    assertFailed(service, service.resume(job.id()), MediaError.IO_ERROR);
    codecs.mend();
    AtomicInteger again = new AtomicInteger();
    codecs.onEncode(number -> again.incrementAndGet());
    service.resume(job.id()).await();
    service.stop();
    assertWhole(target, "");
    int pictures = packets(target, 0).size();
    assertTrue(
        again.get() <= pictures - 350, again + " of " + pictures + " pictures were made again");
  }

  /** It failed, is listed once, and tells how to go on. */
  private void assertFailed(EngineExport service, ExportJob job, MediaError code)
      throws IOException {
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(code, e.code());
    assertTrue(e.getMessage().endsWith("; 'resume " + job.id() + "' goes on with it"), e + "");
    assertEquals(List.of(State.FAILED), states(service));
    assertEquals(List.of("out.webm.part." + job.id(), "root", "source.webm"), names(dir));
  }

  /** The disk is full before all pictures are made. */
  @Test
  void disk_full_saysSoAndKeepsWhatIsSafe() throws Exception {
    Path disk = MemoryDisk.with(DiskFaults.fullAt(150_000)).root();
    EngineExport service = KilledExport.service(journal);
    ExportJob job = service.start(KilledExport.request(source, disk.resolve("out.webm")));
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(MediaError.IO_ERROR, e.code());
    assertTrue(e.getMessage().contains("out.webm.part." + job.id()), e.getMessage());
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    assertEquals(List.of("out.webm.part." + job.id()), names(disk));
    assertEquals(List.of(State.FAILED), states(service));
    service.stop();
  }

  @Test
  void forget_failed_removesAllOfIt() throws Exception {
    Providers providers = RealPlugins.providers();
    TrippedCodecs codecs = new TrippedCodecs();
    codecs.plugInto(providers);
    EngineExport service = KilledExport.service(journal, providers);
    codecs.onEncode(Trip.failing(100, new IllegalStateException("lost my mind")));
    ExportJob job = service.start(KilledExport.request(source, dir.resolve("out.webm")));
    assertThrows(MediaException.class, job::await);
    service.forget(job.id());
    assertEquals(List.of(), service.jobs());
    assertEquals(List.of("root", "source.webm"), names(dir));
    assertEquals(List.of(), names(journal));
    service.stop();
  }

  /** Two interrupted exports of one target know their own pictures. */
  @Test
  void interruptedTwiceForOneTarget_eachHasItsOwn() throws Exception {
    Path target = dir.resolve("out.webm");
    killAfter(target, 50);
    killAfter(target, 50);
    EngineExport service = KilledExport.service(journal);
    List<JobInfo> jobs = service.jobs();
    assertEquals(List.of(State.INTERRUPTED, State.INTERRUPTED), states(service));
    service.forget(jobs.get(0).id());
    service.resume(jobs.get(1).id()).await();
    service.stop();
    assertWhole(target, "");
  }

  /** The file has the packets of one that was made in one go, and nothing else is left. */
  private void assertWhole(Path target, String message) throws Exception {
    assertEquals(packets(whole, 0), packets(target, 0), message);
    assertEquals(packets(whole, 1), packets(target, 1), message);
    Ffmpeg.decode(target);
    assertEquals(List.of("out.webm", "root", "source.webm"), names(dir));
    assertEquals(List.of(), names(journal));
  }

  @Test
  void forget_interrupted_removesAllOfIt() throws Exception {
    killAfter(dir.resolve("out.webm"), 50);
    EngineExport service = KilledExport.service(journal);
    JobInfo info = service.jobs().get(0);
    assertEquals(dir.resolve("out.webm"), info.target());
    service.forget(info.id());
    assertEquals(List.of(), service.jobs());
    assertEquals(List.of("root", "source.webm"), names(dir));
    service.stop();
  }

  @Test
  void resume_sourceHasChanged_isRefusedAndKept() throws Exception {
    killAfter(dir.resolve("out.webm"), 50);
    RealPlugins.file(source, "-f", "lavfi", "-i", "testsrc2=s=160x120:r=15:d=1", "-c:v", "libvpx");
    EngineExport service = KilledExport.service(journal);
    String id = service.jobs().get(0).id();
    MediaException e = assertThrows(MediaException.class, () -> service.resume(id));
    assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
    assertEquals(List.of(State.INTERRUPTED), states(service));
    assertFalse(Files.exists(dir.resolve("out.webm")));
    service.stop();
  }

  @Test
  void resume_unknown_isRefused() throws Exception {
    EngineExport service = KilledExport.service(journal);
    for (String id : List.of("export-7", "copy-1", "../x")) {
      MediaException e = assertThrows(MediaException.class, () -> service.resume(id));
      assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    }
    service.stop();
  }

  /** Runs the export in a process of its own and kills it once so many pictures are made. */
  private void killAfter(Path target, int pictures) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KilledExport.class.getName());
    command.addAll(List.of(source.toString(), target.toString(), journal.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      while (line != null && !(line.matches("\\d+") && Integer.parseInt(line) >= pictures)) {
        line = out.readLine();
      }
      assertTrue(line != null, "it ended before it was killed");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void interruptAfter(EngineExport service, ExportJob job, int pictures)
      throws InterruptedException {
    CountDownLatch far = new CountDownLatch(1);
    job.onProgress(
        progress -> {
          if (progress.samples() >= pictures) {
            job.pause();
            far.countDown();
          }
        });
    far.await();
    service.stop();
  }

  private static List<State> states(EngineExport service) {
    return service.jobs().stream().map(JobInfo::state).toList();
  }

  /** Time and duration of each packet. */
  private static List<String> packets(Path file, int stream) {
    List<String> lines = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.packets(Ffmpeg.probe(file), stream)) {
      lines.add(packet.path("pts_time").asText() + " " + packet.path("duration_time").asText());
    }
    return lines;
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
