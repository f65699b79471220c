package org.kinora.engine.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.ContainerFakes;
import org.kinora.engine.EngineExport;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;

/** Files that were cut off, made whole by a plugin of paper. */
final class RecoverJobTest {
  private static final String CUT = "lines\n11@0\n11@1000000\n11@20";
  private static final String RECOVERED = "lines\n11@0\n11@1000000\nend\n";

  @TempDir Path dir;
  private final Providers providers = new Providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private final ContainerFakes.Recovery recovery = new ContainerFakes.Recovery();
  private Path source = Path.of("");

  @BeforeEach
  void plugIn() throws IOException {
    providers.addRecovery(recovery, recovery.reference());
    source = Files.writeString(dir.resolve("cut.lines"), CUT);
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  private ExportResult recover(Path target, boolean overwrite) throws Exception {
    return service.start(request(Optional.of(target), overwrite)).await();
  }

  private ExportRequest request(Optional<Path> target, boolean overwrite) {
    return new ExportRequest.Recover(source, target, overwrite);
  }

  private void assertRefused(MediaError code, Optional<Path> target, boolean overwrite) {
    MediaException e =
        assertThrows(MediaException.class, () -> service.start(request(target, overwrite)));
    assertEquals(code, e.code(), e.getMessage());
  }

  @Test
  void recover_cutFile_writesTheWholeOneBeside() throws Exception {
    ExportResult result = service.start(request(Optional.empty(), false)).await();
    assertEquals(dir.resolve("cut.recovered.lines"), result.path());
    assertEquals(RECOVERED, Files.readString(result.path()));
    assertEquals(CUT, Files.readString(source));
    assertEquals(2, result.tracks().get(0).samples());
    assertEquals(Files.size(result.path()), result.sizeBytes());
    assertEquals(2_000_000, result.durationUs());
    assertEquals(
        List.of("the last 5 bytes, about 0.5 s, are not whole and were left out"),
        result.warnings());
  }

  @Test
  void recover_partOfAKilledJob_isNamedAfterItsTarget() throws Exception {
    source = Files.move(source, dir.resolve("talk.lines.part"));
    assertEquals(
        dir.resolve("talk.recovered.lines"),
        service.start(request(Optional.empty(), false)).await().path());
  }

  @Test
  void recover_ontoItself_isRefused() throws Exception {
    assertRefused(MediaError.ARGUMENT_INVALID, Optional.of(source), true);
    source = Files.move(source, dir.resolve("out.lines.part"));
    assertRefused(MediaError.ARGUMENT_INVALID, Optional.of(dir.resolve("out.lines")), true);
    assertEquals(CUT, Files.readString(source));
  }

  @Test
  void recover_targetThere_isRefusedUnlessForced() throws Exception {
    Path target = Files.writeString(dir.resolve("mine.lines"), "precious");
    assertRefused(MediaError.TARGET_EXISTS, Optional.of(target), false);
    assertEquals("precious", Files.readString(target));
    assertEquals(RECOVERED, Files.readString(recover(target, true).path()));
  }

  @Test
  void recover_wholeFile_saysSo() throws Exception {
    Files.writeString(source, RECOVERED);
    assertRefused(MediaError.ARGUMENT_INVALID, Optional.empty(), false);
    assertFalse(Files.exists(dir.resolve("cut.recovered.lines")));
  }

  @Test
  void recover_whatNobodyKnows_isRefused() throws Exception {
    Files.writeString(source, "what");
    MediaException refusal = assertThrows(MediaException.class, () -> service.examine(source));
    assertTrue(refusal.getMessage().endsWith("there are plugins for [lines]"), refusal.toString());
    assertRefused(MediaError.FORMAT_UNKNOWN, Optional.empty(), false);
    Files.delete(source);
    assertRefused(MediaError.DIR_NOT_FOUND, Optional.empty(), false);
    source = Files.createDirectory(source);
    assertRefused(MediaError.FORMAT_UNKNOWN, Optional.empty(), false);
  }

  @Test
  void recover_fileThatIsWritten_isRefused() throws Exception {
    try (FileChannel writer = FileChannel.open(source, StandardOpenOption.WRITE)) {
      assertTrue(TargetFile.lock(writer, false));
      assertRefused(MediaError.ARGUMENT_INVALID, Optional.empty(), false);
    }
  }

  @Test
  void recover_cancelled_leavesNothing() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    recovery.onProgress =
        () -> {
          began.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    ExportJob job = service.start(request(Optional.empty(), false));
    began.await();
    job.cancel();
    goOn.countDown();
    assertEquals(MediaError.CANCELLED, assertThrows(MediaException.class, job::await).code());
    try (var left = Files.list(dir)) {
      assertEquals(List.of(source), left.toList());
    }
  }

  @Test
  void examine_tellsWhatWouldBeSaved_andWritesNothing() throws Exception {
    SalvageReport report = service.examine(source);
    assertFalse(report.whole());
    assertEquals(5, report.lostBytes());
    try (var left = Files.list(dir)) {
      assertEquals(List.of(source), left.toList());
    }
  }
}
