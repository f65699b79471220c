package org.kinora.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EngineExport;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.spi.dataset.DatasetFormat;

/** A data set whose format is torn out while it is written, and comes back in another version. */
final class RestartedDatasetTest {
  private final Providers providers = new Providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private final SliceFormat format = new SliceFormat();
  @TempDir Path dir;

  private static Fakes.Reference<DatasetFormat> reference(int version) {
    return new Fakes.Reference<>(
        Map.of("dataset", "slices"), Fakes.bundle(version, "org.example.slices", version + ".0.0"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  /** Another version may write other bytes, so that nothing of the first attempt stays. */
  @Test
  void export_anotherVersionComes_beginsAtItsStart() throws Exception {
    Fakes.Reference<DatasetFormat> first = reference(1);
    MemoryFormat memory = new MemoryFormat();
    providers.addFormat(memory, memory.reference());
    providers.addDataset(format, first);
    List<Path> sources = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      sources.add(memory.place(dir, "rec" + i, new Recording(Fakes.VIDEO).pictures(2, 10, 50)));
    }
    Path target = dir.resolve("set");
    List<CompletableFuture<Void>> swap = new ArrayList<>();
    List<Integer> units = new ArrayList<>();
    format.onPiece =
        unit -> {
          units.add(unit);
          if (unit == 1 && swap.isEmpty()) {
            swap.add(CompletableFuture.runAsync(() -> replace(first, target)));
            while (!providers.datasets().isEmpty()) {
              Thread.onSpinWait();
            }
          }
        };
    ExportResult result =
        service
            .start(new ExportRequest.Dataset(sources, target, "slices", Map.of(), 1, false))
            .await();
    swap.get(0).get();
    assertEquals("rec0 20\nrec1 20\n", Files.readString(target.resolve("index.txt")));
    assertTrue(result.warnings().toString().contains("began again"), result.warnings()::toString);
    assertEquals(List.of(0, 0, 1, 1, 0, 0, 1, 1, -1), units);
  }

  /** The other version comes when the first attempt has failed, and its parts are gone. */
  private void replace(Fakes.Reference<DatasetFormat> first, Path target) {
    providers.removeDataset(first);
    while (Files.exists(target.resolve(DatasetState.OWN).resolve("parts"))) {
      Thread.onSpinWait();
    }
    providers.addDataset(format, reference(2));
  }
}
