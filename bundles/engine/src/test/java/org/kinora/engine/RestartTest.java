package org.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.job.Restarts;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.container.MuxerFactory;

/** Jobs whose plugin is torn out. */
class RestartTest {
  private final Providers providers = new Providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private final AtomicInteger written = new AtomicInteger();
  @TempDir Path dir;
  private Path source = Path.of("");

  @BeforeEach
  void place() throws IOException {
    Fakes.Format format = new Fakes.Format("one", 10, Fakes.VIDEO);
    providers.addFormat(format, format.reference(0));
    source = Files.writeString(dir.resolve("rec"), "one");
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  private ExportJob copy() throws IOException {
    return service.start(
        new ExportRequest.Copy(
            source,
            Optional.of(dir.resolve("out.txt")),
            "text",
            List.of(),
            ExportRequest.Range.ALL,
            Map.of(),
            false));
  }

  /** A muxer that is torn out at its n-th sample; what follows comes then, if anything. */
  private void muxer(int number, int sample, Runnable next) {
    Fakes.Reference<MuxerFactory> reference =
        new Fakes.Reference<>(
            Map.of("container", "text", "extension", "txt"),
            Fakes.bundle(number, "org.example.text", number + ".0.0"));
    AtomicInteger count = new AtomicInteger();
    providers.addMuxer(
        new Fakes.Muxers(
            () -> {
              written.incrementAndGet();
              if (count.incrementAndGet() == sample) {
                providers.removeMuxer(reference);
                next.run();
              }
            }),
        reference);
  }

  @Test
  void copy_muxerTornOutTwice_beginsAgainAndSaysSo() throws Exception {
    muxer(1, 50, () -> muxer(2, 70, () -> muxer(3, 1000, () -> {})));
    ExportResult result = copy().await();
    List<String> lines = Files.readAllLines(dir.resolve("out.txt"));
    assertEquals(101, lines.size());
    assertEquals("1@9900000", lines.get(99));
    assertEquals(100, result.tracks().get(0).samples());
    assertEquals(50 + 70 + 100, written.get());
    assertEquals(
        List.of(
            "muxer text of org.example.text 1.0.0 was taken away while it was used;"
                + " it began again with the one that is there now",
            "muxer text of org.example.text 2.0.0 was taken away while it was used;"
                + " it began again with the one that is there now"),
        result.warnings());
  }

  @Test
  void copy_muxerTornOutForGood_failsWithItsCode() throws Exception {
    muxer(1, 50, () -> {});
    service.limit(new Restarts(Duration.ZERO, 5));
    ExportJob job = copy();
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(MediaError.PLUGIN_GONE, e.code());
    assertTrue(e.getMessage().contains("org.example.text 1.0.0"), e.getMessage());
    assertEquals(List.of("rec"), Arrays.asList(Objects.requireNonNull(dir.toFile().list())));
  }

  @Test
  void copy_muxerTornOutTooOften_fails() throws Exception {
    service.limit(new Restarts(Duration.ofSeconds(10), 2));
    muxer(1, 50, () -> muxer(2, 50, () -> muxer(3, 50, () -> muxer(4, 1000, () -> {}))));
    assertEquals(MediaError.PLUGIN_GONE, assertThrows(MediaException.class, copy()::await).code());
    assertEquals(150, written.get());
  }

  @Test
  void copy_cancelledWhileItWaits_endsAtOnce() throws Exception {
    service.limit(new Restarts(Duration.ofHours(1), 5));
    CompletableFuture<ExportJob> started = new CompletableFuture<>();
    muxer(1, 50, () -> started.join().cancel());
    ExportJob job = copy();
    started.complete(job);
    assertEquals(MediaError.CANCELLED, assertThrows(MediaException.class, job::await).code());
  }
}
