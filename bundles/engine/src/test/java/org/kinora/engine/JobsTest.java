package org.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Range;
import org.kinora.export.ExportRequest.Range.Cut;
import org.kinora.export.ExportResult;
import org.kinora.export.Progress;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Copy and import jobs over paper plugins. */
final class JobsTest {
  @TempDir Path dir;
  private final Providers providers = new Providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private final Fakes.Format format = new Fakes.Format("text", 10, Fakes.VIDEO);
  private final AtomicInteger written = new AtomicInteger();
  private Runnable onSample = () -> {};
  private Path source = Path.of("");

  @BeforeEach
  void plugIn() throws IOException {
    providers.addFormat(format, format.reference(0));
    Fakes.Muxers muxers =
        new Fakes.Muxers(
            () -> {
              written.incrementAndGet();
              onSample.run();
            });
    providers.addMuxer(muxers, muxers.reference());
    source = Files.writeString(dir.resolve("rec"), "text");
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  @Test
  void copy_everySampleInOrder_resultSaysSo() throws Exception {
    Path target = dir.resolve("out.txt");
    ExportJob job = service.start(copy(target, false));
    List<Progress> progress = Collections.synchronizedList(new ArrayList<>());
    job.onProgress(progress::add);
    ExportResult result = job.await();
    List<String> lines = Files.readAllLines(target);
    assertEquals(101, lines.size());
    assertEquals("1@0", lines.get(0));
    assertEquals("1@9900000", lines.get(99));
    assertEquals("end", lines.get(100));
    assertEquals(10_000_000, result.durationUs());
    assertEquals(Files.size(target), result.sizeBytes());
    assertEquals(100, result.tracks().get(0).samples());
    assertEquals(Progress.Stage.DONE, job.progress().stage());
    assertEquals(1.0, job.progress().fraction());
  }

  @Test
  void copy_cancelled_leavesNothing() throws Exception {
    Path target = dir.resolve("out.txt");
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    onSample =
        () -> {
          began.countDown();
          awaitQuietly(goOn);
        };
    ExportJob job = service.start(copy(target, false));
    began.await();
    assertTrue(Files.exists(dir.resolve("out.txt.part")));
    job.cancel();
    goOn.countDown();
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(MediaError.CANCELLED, e.code());
    assertEquals(List.of("rec"), names());
    assertEquals(1, written.get());
  }

  @Test
  void copy_muxerThrowsAnything_jobFailsAndLeavesNothing() throws Exception {
    onSample =
        () -> {
          throw new IllegalStateException("broken plugin");
        };
    ExportJob job = service.start(copy(dir.resolve("out.txt"), false));
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(MediaError.INTERNAL_ERROR, e.code());
    assertEquals(List.of("rec"), names());
    assertEquals(Progress.Stage.FAILED, job.progress().stage());
  }

  @Test
  void copy_unsupportedTrack_isRefusedBeforeAnyWork() throws IOException {
    Fakes.Format both = new Fakes.Format("both", 1, Fakes.VIDEO, Fakes.AUDIO);
    providers.addFormat(both, both.reference(0));
    source = Files.writeString(dir.resolve("rec"), "both");
    assertCode(MediaError.TRACK_NOT_SUPPORTED, copy(dir.resolve("out.txt"), false));
    assertEquals(List.of("rec"), names());
  }

  @Test
  void copy_ontoItsSource_isRefusedEvenIfForced() throws IOException {
    String before = Files.readString(source);
    assertCode(MediaError.ARGUMENT_INVALID, copy(source, true));
    assertEquals(before, Files.readString(source));
  }

  @Test
  void copy_part_isShiftedToTheKeyFrame() throws Exception {
    Path target = dir.resolve("out.txt");
    ExportResult result = service.start(copy(target, List.of(1), range(Cut.KEY_FRAME))).await();
    List<String> lines = Files.readAllLines(target);
    assertEquals("1@0", lines.get(0)); // 1.0 s of the source
    assertEquals(11, lines.size());
    assertEquals(10, result.tracks().get(0).samples());
    assertEquals(1_000_000, result.durationUs());
  }

  @Test
  void copy_exactWithoutEditLists_namesContainersThatHaveThem() throws IOException {
    ContainerFakes.Muxers able = new ContainerFakes.Muxers();
    providers.addMuxer(able, able.reference(true, true));
    MediaException e =
        assertThrows(
            MediaException.class,
            () -> service.start(copy(dir.resolve("out.txt"), List.of(), range(Cut.EXACT))));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    assertTrue(e.getMessage().contains("[lines]"), e.getMessage());
    assertEquals(List.of("rec"), names());
  }

  @Test
  void copy_tracksAsked_areCopiedAndNoOthers() throws Exception {
    Fakes.Format both = new Fakes.Format("both", 1, Fakes.VIDEO, Fakes.AUDIO);
    providers.addFormat(both, both.reference(0));
    source = Files.writeString(dir.resolve("rec"), "both");
    Path target = dir.resolve("out.txt");
    ExportResult result = service.start(copy(target, List.of(1), Range.ALL)).await();
    assertEquals(List.of(1), result.tracks().stream().map(t -> t.sourceId()).toList());
    assertCode(MediaError.TRACK_NOT_FOUND, copy(dir.resolve("b.txt"), List.of(1, 7), Range.ALL));
    assertCode(MediaError.TRACK_NOT_SUPPORTED, copy(dir.resolve("b.txt"), List.of(2), Range.ALL));
  }

  private static Range range(Cut cut) {
    return new Range(OptionalLong.of(1_250_000), OptionalLong.of(2_000_000), cut);
  }

  private ExportRequest copy(Path target, List<Integer> tracks, Range range) {
    return new ExportRequest.Copy(
        source, Optional.of(target), "text", tracks, range, Map.of(), false);
  }

  @Test
  void copy_plainFileWithoutTarget_isRefused() {
    assertCode(
        MediaError.ARGUMENT_INVALID,
        new ExportRequest.Copy(
            source, Optional.empty(), "text", List.of(), ExportRequest.Range.ALL, Map.of(), false));
  }

  @Test
  void copy_unknownContainerOrOption_isRefused() throws IOException {
    Optional<Path> target = Optional.of(dir.resolve("out.txt"));
    assertCode(
        MediaError.PLUGIN_NOT_FOUND,
        new ExportRequest.Copy(
            source, target, "nothing", List.of(), ExportRequest.Range.ALL, Map.of(), false));
    assertCode(
        MediaError.ARGUMENT_INVALID,
        new ExportRequest.Copy(
            source,
            target,
            "text",
            List.of(),
            ExportRequest.Range.ALL,
            Map.of("typo", "1"),
            false));
    assertEquals(List.of("rec"), names());
  }

  @Test
  void import_writesUnderTheNewId() throws Exception {
    Path target = dir.resolve("new-1");
    service
        .start(
            new ExportRequest.Import(
                source, target, "text", Map.of(), ExportRequest.Import.Damaged.REFUSE, false))
        .await();
    assertEquals("new-1", Files.readString(target.resolve("id")));
    assertEquals(100, format.appended.size());
    assertEquals(List.of("new-1", "rec"), names());
  }

  @Test
  void import_targetThere_isRefusedUnlessForced() throws Exception {
    Path target = Files.createDirectory(dir.resolve("new-1"));
    Files.writeString(target.resolve("precious"), "x");
    assertCode(
        MediaError.TARGET_EXISTS,
        new ExportRequest.Import(
            source, target, "text", Map.of(), ExportRequest.Import.Damaged.REFUSE, false));
    assertTrue(Files.exists(target.resolve("precious")));
    service
        .start(
            new ExportRequest.Import(
                source, target, "text", Map.of(), ExportRequest.Import.Damaged.REFUSE, true))
        .await();
    assertFalse(Files.exists(target.resolve("precious")));
    assertEquals(List.of("new-1", "rec"), names());
  }

  @Test
  void import_badId_isRefused() {
    assertCode(
        MediaError.ID_INVALID,
        new ExportRequest.Import(
            source,
            dir.resolve("a b"),
            "text",
            Map.of(),
            ExportRequest.Import.Damaged.REFUSE,
            false));
  }

  @Test
  void stop_runningJob_isCancelled() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    onSample = began::countDown;
    ExportJob job = service.start(copy(dir.resolve("out.txt"), false));
    began.await();
    service.stop();
    assertTrue(
        job.progress().stage() == Progress.Stage.DONE
            || job.progress().stage() == Progress.Stage.FAILED);
    assertEquals(List.of(), service.running());
  }

  private ExportRequest copy(Path target, boolean overwrite) {
    return new ExportRequest.Copy(
        source,
        Optional.of(target),
        "text",
        List.of(),
        ExportRequest.Range.ALL,
        Map.of(),
        overwrite);
  }

  private void assertCode(MediaError code, ExportRequest request) {
    assertEquals(code, assertThrows(MediaException.class, () -> service.start(request)).code());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
