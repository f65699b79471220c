package org.kinora.engine.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.Fakes;
import org.kinora.engine.capture.CaptureFakes.Step;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportRequest;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;

/** A job that records sources that follow a script, on a clock that nobody waits for. */
abstract class CaptureJobFixture {
  static final Track RAW =
      new Track(1, new VideoFormat("raw", 4, 4, ColorInfo.UNSPECIFIED, Blob.EMPTY), 1000, "");
  static final List<Track> VIDEO = List.of(Fakes.VIDEO);
  static final List<Track> NOBODY = List.of();

  @TempDir Path dir;
  final Providers providers = new Providers();
  final CaptureFakes.Sources sources = new CaptureFakes.Sources();
  final CaptureFakes.Clock clock = new CaptureFakes.Clock();
  final CountDownLatch silent = new CountDownLatch(1);
  CaptureFakes.Format format = new CaptureFakes.Format(true);
  Optional<Duration> length = Optional.empty();
  boolean overwrite;

  /** The format or container, and the name that is written. */
  String kind = "live";

  String name = "rec";

  Path target() {
    return dir.resolve(name);
  }

  CaptureJob start() throws IOException {
    providers.addFormat(format, format.reference());
    providers.addCapture(sources, sources.reference());
    CaptureJob job =
        CaptureJob.prepare(
            "record-1",
            new ExportRequest.Capture(
                "fake://user:secret@camera",
                Map.of(),
                target(),
                kind,
                Map.of(),
                Optional.empty(),
                length,
                overwrite),
            providers,
            clock);
    new Thread(job, "record-1").start();
    return job;
  }

  String state() throws IOException {
    return Files.readString(target().resolve("state"));
  }

  Step goOn(long us) {
    return sink -> clock.goOn(us);
  }

  static Step picture(long timeUs) {
    ByteBuffer luma = ByteBuffer.allocateDirect(16);
    List<Plane> planes = Collections.nCopies(1, new Plane(luma, 4));
    return sink ->
        sink.frame(
            1,
            new VideoFrame(timeUs, 40_000, 4, 4, PixelLayout.GRAY, ColorInfo.UNSPECIFIED, planes));
  }
}
