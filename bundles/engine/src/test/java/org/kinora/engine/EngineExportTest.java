package org.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Jobs that begin while Kinora ends. */
final class EngineExportTest {
  @TempDir Path dir;
  private final Providers providers = new Providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private final MemoryFormat format = new MemoryFormat();
  private final Recording recording = new Recording(Fakes.VIDEO).pictures(2, 10, 50);

  @Test
  void start_stoppedWhileTheJobIsPrepared_isRefusedAndLeavesNothing() throws Exception {
    providers.addFormat(format, format.reference());
    Path source = format.place(dir, "rec", recording);
    CountDownLatch preparing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    recording.onIndex =
        () -> {
          preparing.countDown();
          await(goOn);
        };
    CompletableFuture<MediaException> starting =
        CompletableFuture.supplyAsync(() -> refusal(source));
    preparing.await();
    Thread stopping = new Thread(this::stop);
    stopping.start();
    while (stopping.getState() != Thread.State.TIMED_WAITING) { // for the job that is prepared
      Thread.onSpinWait();
    }
    goOn.countDown();
    assertEquals(MediaError.CLOSED, starting.join().code());
    stopping.join();
    assertEquals(List.of(), service.running());
    assertFalse(Files.exists(dir.resolve("new.part")));
  }

  private MediaException refusal(Path source) {
    Path target = dir.resolve("new");
    return assertThrows(
        MediaException.class,
        () ->
            service.start(
                new ExportRequest.Import(
                    source, target, "memory", Map.of(), Damaged.REFUSE, false)));
  }

  private void stop() {
    try {
      service.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
