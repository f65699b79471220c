package org.kinora.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kinora.engine.job.JobJournal;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.scene.EngineScenes;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.storage.reel.ReelFormat;

/** A program that exports and says how far it is, to be killed meanwhile. */
final class KilledExport {
  private KilledExport() {}

  /** Exports the first file to the second, noted in the third. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    EngineExport service = service(Path.of(arguments[2]));
    ExportJob job = service.start(request(Path.of(arguments[0]), Path.of(arguments[1])));
    job.onProgress(
        progress -> {
          System.out.println(progress.samples());
          System.out.flush();
        });
    job.await();
  }

  static EngineExport service(Path journal) {
    return service(journal, RealPlugins.providers());
  }

  static EngineExport service(Path journal, Providers providers) {
    RealPlugins.addFormat(providers, new ReelFormat(), "reel");
    return new EngineExport(providers, 1, Optional.of(new JobJournal(journal, new EngineScenes())));
  }

  /** Three parts, one of them slow, more than a minute together. */
  static ExportRequest request(Path source, Path target) {
    Timeline timeline =
        new Timeline(
            List.of(
                new Part(10_033_000, 25_000_000),
                new Part(2_000_000, OptionalLong.of(17_000_000), 0.5),
                new Part(0, 21_000_000)));
    return new ExportRequest.Compose(
        source,
        Optional.of(target),
        "webm",
        Scene.PLAIN.with(timeline),
        new VideoSettings(
            Optional.of("vp8"),
            Effort.DRAFT,
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.empty()),
        Sound.KEEP,
        Reuse.NEVER,
        Map.of(),
        false);
  }
}
