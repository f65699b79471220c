package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.engine.EngineExport;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.TrippedCodecs;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.JobInfo.State;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.storage.reel.ReelFormat;

/** For tests: exports of a short recording whose codecs fail when they are told to. */
final class FaultyExports {
  static final int PICTURES = 60;

  private final Path dir;
  private final TrippedCodecs codecs = new TrippedCodecs();
  private final EngineExport service;

  private FaultyExports(Path dir) {
    this.dir = dir;
    Providers providers = RealPlugins.providers();
    codecs.plugInto(providers);
    RealPlugins.addFormat(providers, new ReelFormat(), "reel");
    service = new EngineExport(providers, 1, Optional.empty());
  }

  /** Two seconds with key frames, noise and sound, in WebM. */
  static Path record(Path directory) {
    return RealPlugins.file(
        directory.resolve("source.webm"),
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x120:r=30:d=2,noise=alls=40:allf=t",
        "-f",
        "lavfi",
        "-i",
        "sine=d=2:r=48000",
        "-c:v",
        "libvpx",
        "-deadline",
        "realtime",
        "-b:v",
        "4M",
        "-g",
        "20",
        "-c:a",
        "libopus");
  }

  /** Exports of a copy of a recording. */
  static FaultyExports of(Path recorded, Path dir) throws IOException {
    FaultyExports exports = new FaultyExports(dir);
    Files.copy(recorded, exports.source());
    return exports;
  }

  TrippedCodecs codecs() {
    return codecs;
  }

  Path source() {
    return dir.resolve("source.webm");
  }

  Path target() {
    return dir.resolve("out.webm");
  }

  ExportJob start(ExportRequest request) throws IOException {
    return service.start(request);
  }

  /** What a job fails with, whose code is known. */
  MediaException failure(MediaError code, ExportRequest request) throws Exception {
    ExportJob job = service.start(request);
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(code, e.code(), e.toString());
    assertEquals(State.FAILED, job.info().state());
    String said = job.info().failure().orElse("");
    assertTrue(said.startsWith(code.name() + ": "), said);
    return e;
  }

  /** A recording in a directory. */
  ExportRequest importTo(Path recording) {
    return new ExportRequest.Import(
        source(), recording, "reel", Map.of(), ExportRequest.Import.Damaged.REFUSE, false);
  }

  /** All of the recording. */
  ExportRequest composed() {
    return compose(source(), target());
  }

  static ExportRequest compose(Path from, Path to) {
    return compose(from, to, "webm", Optional.of("vp8"));
  }

  static ExportRequest compose(Path from, Path to, String container, Optional<String> codec) {
    VideoSettings usual = VideoSettings.USUAL;
    return new ExportRequest.Compose(
        from,
        Optional.of(to),
        container,
        Scene.PLAIN,
        new VideoSettings(codec, Effort.DRAFT, usual.bitRate(), usual.quality(), usual.frameRate()),
        Sound.KEEP,
        Reuse.NEVER,
        Map.of(),
        false);
  }

  List<String> names() throws IOException {
    return names(dir);
  }

  static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  void stop() throws InterruptedException {
    service.stop();
  }
}
