package org.kinora.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EngineExport;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.dataset.DatasetJournal.Request;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.Datasets.Outlook;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.JobInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.tck.support.disk.DiskFaults;
import org.kinora.tck.support.disk.Loss;
import org.kinora.tck.support.disk.MemoryDisk;

/** Data sets that are written, interrupted and gone on with. */
final class DatasetJobTest {
  private static final int RECORDINGS = 3;

  @TempDir Path dir;
  private final Providers providers = new Providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private final MemoryFormat memory = new MemoryFormat();
  private final SliceFormat format = new SliceFormat();
  private final List<Path> sources = new ArrayList<>();
  private Path target = Path.of("");

  @BeforeEach
  void place() throws IOException {
    providers.addFormat(memory, memory.reference());
    providers.addDataset(format, format.reference());
    for (int i = 0; i < RECORDINGS; i++) {
      Recording recording = new Recording(Fakes.VIDEO).pictures(2 + i, 10, 50);
      sources.add(memory.place(dir, "rec" + i, recording));
    }
    target = dir.resolve("set");
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  private ExportRequest.Dataset request(Path to, int workers, boolean overwrite) {
    return new ExportRequest.Dataset(sources, to, "slices", Map.of(), workers, overwrite);
  }

  private ExportResult run(Path to) throws Exception {
    return service.start(request(to, 2, false)).await();
  }

  private MediaException fails(ExportRequest.Dataset request) {
    return assertThrows(MediaException.class, () -> service.start(request).await());
  }

  /** All files of a data set with their bytes. */
  private static Map<String, String> content(Path root) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (String file : DatasetState.files(root)) {
      content.put(file, HexFormat.of().formatHex(Files.readAllBytes(root.resolve(file))));
    }
    return content;
  }

  private Map<String, String> undisturbed() throws Exception {
    Path whole = dir.resolve("whole");
    if (!Files.exists(whole)) {
      run(whole);
    }
    return content(whole);
  }

  @Test
  void export_anyNumberOfWorkers_givesTheSameBytes() throws Exception {
    Map<String, String> expected = undisturbed();
    assertEquals(10, expected.size());
    assertEquals("rec0 20\nrec1 30\nrec2 40\n", Files.readString(dir.resolve("whole/index.txt")));
    for (int workers : new int[] {1, 4}) {
      Path to = dir.resolve("by" + workers);
      ExportResult result = service.start(request(to, workers, false)).await();
      assertEquals(expected, content(to));
      assertEquals(9_000_000, result.durationUs());
      assertEquals(10, result.files().size());
      assertEquals(List.of("rec0: a note", "rec1: a note", "rec2: a note"), result.warnings());
    }
  }

  @Test
  void export_failedAtAnyPiece_isGoneOnWith() throws Exception {
    Map<String, String> expected = undisturbed();
    for (int failing = 1; failing <= 10; failing++) {
      Path to = dir.resolve("failing" + failing);
      AtomicInteger left = new AtomicInteger(failing);
      format.onPiece =
          unit -> {
            if (left.decrementAndGet() == 0) {
              throw new IllegalStateException("piece fails");
            }
          };
      MediaException e = fails(request(to, 1, false));
      assertTrue(e.getMessage().contains("piece fails") || failing == 10, e.getMessage());
      int before = left.get();
      run(to);
      assertEquals(expected, content(to), "failing " + failing);
      int whole = failing > 5 ? failing > 9 ? 9 : 5 : failing > 2 ? 2 : 0;
      assertEquals(10 - whole, before - left.get(), "only what was not in place is written");
    }
  }

  @Test
  void export_failure_namesTheRecording() {
    format.onPiece =
        unit -> {
          if (unit == 1) {
            throw new IllegalStateException("broken");
          }
        };
    MediaException e = fails(request(target, 1, false));
    assertEquals("recording rec1: broken", e.getMessage());
    assertEquals(MediaError.INTERNAL_ERROR, e.code());
  }

  @Test
  void export_failedBeforeAnything_leavesNothing() {
    format.onPiece =
        unit -> {
          throw new IllegalStateException("broken");
        };
    fails(request(target, 2, false));
    assertFalse(Files.exists(target));
  }

  @Test
  void export_again_saysThatAllIsThere() throws Exception {
    run(target);
    Map<String, String> before = content(target);
    format.onPiece =
        unit -> {
          throw new IllegalStateException("nothing is to be written");
        };
    ExportResult again = run(target);
    assertEquals(List.of(), again.files());
    assertTrue(again.warnings().contains("all of it was there already; nothing was written"));
    assertEquals(before, content(target));
  }

  @Test
  void export_afterAFileWasLost_writesThatRecordingAgain() throws Exception {
    Map<String, String> expected = undisturbed();
    run(target);
    Files.delete(target.resolve("part/rec1/rec1-2.bin"));
    List<Integer> units = new ArrayList<>();
    format.onPiece = units::add;
    run(target);
    assertEquals(expected, content(target));
    assertEquals(List.of(1, 1, 1, -1), units);
  }

  @Test
  void export_otherBytesInAFilesPlace_isRefusedAndNamesIt() throws Exception {
    run(target);
    Path file = target.resolve("part/rec1/rec1-2.bin");
    Files.writeString(file, "other");
    MediaException e = fails(request(target, 2, false));
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertEquals("other", Files.readString(file));
  }

  @Test
  void export_anotherRequest_isRefusedUnlessItReplaces() throws Exception {
    run(target);
    sources.remove(2);
    MediaException e = fails(request(target, 2, false));
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    assertTrue(e.getMessage().contains("another request"), e.getMessage());
    service.start(request(target, 2, true)).await();
    assertEquals(undisturbed(), content(target));
    assertEquals("rec0 20\nrec1 30\n", Files.readString(target.resolve("index.txt")));
    assertFalse(Files.exists(target.resolve("part/rec2")));
  }

  @Test
  void export_overADirectoryThatHoldsMore_isRefused() throws Exception {
    run(target);
    Files.writeString(target.resolve("part/mine.txt"), "mine");
    sources.remove(2);
    MediaException e = fails(request(target, 2, true));
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    assertTrue(e.getMessage().contains("part/mine.txt"), e.getMessage());
    assertTrue(Files.exists(target.resolve("index.txt")));
    Path other = Files.createDirectory(dir.resolve("other"));
    Files.writeString(other.resolve("mine.txt"), "mine");
    assertEquals(MediaError.TARGET_EXISTS, fails(request(other, 2, true)).code());
    assertEquals(
        MediaError.TARGET_EXISTS, fails(request(other.resolve("mine.txt"), 2, true)).code());
    assertEquals(
        MediaError.DIR_NOT_FOUND, fails(request(dir.resolve("none/set"), 2, false)).code());
  }

  /** What comes after the look at the directory and before the old data set is removed. */
  @Test
  void begin_somethingPutIntoOneDirectory_staysAndTheOthersGo() throws Exception {
    run(target);
    Request other = new Request("slices", "other");
    try (DatasetTarget taken = DatasetTarget.open(target, other, true)) {
      Files.writeString(target.resolve("part/rec1/mine.txt"), "mine");
      taken.begin();
    }
    assertEquals(List.of("part/rec1/mine.txt"), DatasetState.files(target));
    assertFalse(Files.exists(target.resolve("part/rec0")));
    assertFalse(Files.exists(target.resolve("part/rec2")));
  }

  @Test
  void export_twoAtATime_theSecondIsToldOfTheFirst() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    format.onPiece =
        unit -> {
          begun.countDown();
          await(told);
        };
    ExportJob first = service.start(request(target, 2, false));
    begun.await();
    MediaException e = assertThrows(MediaException.class, () -> run(target));
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    assertTrue(e.getMessage().contains(first.id()), e.getMessage());
    told.countDown();
    first.await();
    assertEquals(undisturbed(), content(target));
  }

  @Test
  void cancel_atAnyPiece_keepsWhatIsWholeAndGoesOn() throws Exception {
    Map<String, String> expected = undisturbed();
    for (int at = 1; at <= 10; at++) {
      Path to = dir.resolve("cancelled" + at);
      CountDownLatch reached = new CountDownLatch(at);
      CountDownLatch cancelled = new CountDownLatch(1);
      format.onPiece =
          unit -> {
            reached.countDown();
            if (reached.getCount() == 0) {
              await(cancelled);
            }
          };
      ExportJob job = service.start(request(to, 2, false));
      reached.await();
      job.cancel();
      cancelled.countDown();
      MediaException e = assertThrows(MediaException.class, job::await);
      assertEquals(MediaError.CANCELLED, e.code());
      assertEquals(JobInfo.State.CANCELLED, job.info().state());
      format.onPiece = unit -> {};
      run(to);
      assertEquals(expected, content(to));
    }
  }

  @Test
  void progress_rises_toTheEnd() throws Exception {
    List<Double> fractions = new ArrayList<>();
    CountDownLatch listening = new CountDownLatch(1);
    format.onPiece = unit -> await(listening);
    ExportJob job = service.start(request(target, 2, false));
    job.onProgress(progress -> fractions.add(progress.fraction()));
    listening.countDown();
    job.await();
    assertEquals(fractions.stream().sorted().toList(), fractions);
    assertEquals(1, job.progress().fraction());
    assertEquals("dataset", job.info().kind());
  }

  @Test
  void export_powerLostAtAnyMoment_isGoneOnWith() throws Exception {
    Map<String, String> expected = undisturbed();
    MemoryDisk whole = MemoryDisk.sound();
    run(whole.root().resolve("set"));
    int operations = whole.operations();
    assertTrue(operations > 50, operations + " operations");
    List<Loss> losses = List.of(Loss.values());
    Random random = new Random();
    long seed = random.nextLong();
    random.setSeed(seed);
    for (int i = 0; i < operations; i++) {
      MemoryDisk disk = MemoryDisk.with(DiskFaults.powerLossAt(i));
      ExportRequest.Dataset cut = request(disk.root().resolve("set"), 1, false);
      try {
        service.start(cut).await();
      } catch (IOException powerLoss) {
        assertTrue(disk.operations() >= i, powerLoss.toString());
      }
      MemoryDisk after = disk.afterPowerLoss(losses.get(random.nextInt(losses.size())), random);
      Path to = after.root().resolve("set");
      run(to);
      assertEquals(expected, content(to), "seed " + seed + ", operation " + i);
    }
  }

  @Test
  void export_diskFailsAtAnyMoment_isGoneOnWith() throws Exception {
    Map<String, String> expected = undisturbed();
    MemoryDisk whole = MemoryDisk.sound();
    run(whole.root().resolve("set"));
    for (int i = 0; i < whole.operations(); i++) {
      MemoryDisk disk = MemoryDisk.with(DiskFaults.failureAt(i));
      Path to = disk.root().resolve("set");
      try {
        service.start(request(to, 1, false)).await();
      } catch (IOException failure) {
        assertTrue(disk.operations() >= i, failure.toString());
      }
      service.start(request(to, 1, false)).await();
      assertEquals(expected, content(to), "operation " + i);
    }
  }

  @Test
  void export_diskFull_saysSoAndIsGoneOnWith() throws Exception {
    MemoryDisk disk = MemoryDisk.with(DiskFaults.fullAt(4_000));
    MediaException e = fails(request(disk.root().resolve("set"), 2, false));
    assertEquals(MediaError.IO_ERROR, e.code());
    assertTrue(e.getMessage().startsWith("recording rec"), e.getMessage());
    MemoryDisk larger = disk.copy(DiskFaults.NONE);
    run(larger.root().resolve("set"));
    assertEquals(undisturbed(), content(larger.root().resolve("set")));
  }

  @Test
  void plan_saysWhatWouldBeWritten_andWritesNothing() throws Exception {
    EngineDatasets datasets = new EngineDatasets(providers);
    Outlook outlook = datasets.plan(request(target, 2, false));
    assertFalse(Files.exists(target));
    assertFalse(outlook.resumes());
    assertEquals(Map.of("cut", "bytes"), outlook.options());
    assertEquals(3, outlook.recordings().get(1).pieces());
    assertEquals(Map.of("bytes", 3), outlook.recordings().get(1).cuts());
    assertEquals(3_000_000, outlook.recordings().get(1).durationUs());
    run(target);
    assertTrue(datasets.plan(request(target, 2, false)).recordings().get(2).written());
    assertEquals("slices", datasets.summary(target, Optional.empty()).format());
    datasets.verify(target, Optional.empty(), fault -> assertEquals("", fault.message()));
    MediaException e =
        assertThrows(MediaException.class, () -> datasets.summary(dir, Optional.empty()));
    assertEquals(MediaError.FORMAT_UNKNOWN, e.code());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
