package org.kinora.engine.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.kinora.engine.EngineExport;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;

/** A program that writes a data set and says how much it has encoded, to be killed meanwhile. */
final class KilledDataset {
  private KilledDataset() {}

  /** Makes a data set, the first argument, of the recordings that the others name. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path[] sources = Arrays.stream(arguments).skip(1).map(Path::of).toArray(Path[]::new);
    ExportJob job = start(service(), Path.of(arguments[0]), sources);
    job.onProgress(
        progress -> {
          System.out.println(progress.samples());
          System.out.flush();
        });
    job.await();
  }

  static EngineExport service() {
    Providers providers = RealPlugins.providers();
    SliceFormat format = new SliceFormat();
    providers.addDataset(format, format.reference());
    return new EngineExport(providers, 1, Optional.empty());
  }

  static ExportJob start(EngineExport service, Path target, Path... sources) throws IOException {
    return service.start(
        new ExportRequest.Dataset(
            Arrays.asList(sources), target, "slices", Map.of("cut", "video"), 2, false));
  }
}
