package org.kinora.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Step;
import org.kinora.bench.Turns.Times;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.export.ExportRequest.Range;
import org.kinora.export.ExportService;
import org.kinora.spi.container.MuxerFactory;

/**
 * Samples into container files: the engine's copy job and the muxer alone, beside {@code ffmpeg -c
 * copy} into the same container and {@code cat} of the bytes that it wrote. The job syncs its file,
 * so its peers do.
 */
final class Containers {
  /** Of the processor time of {@code cat}. */
  private static final double OF_CAT = 1.5;

  /** Of the time of FFmpeg: twice as fast, five times as fast. */
  private static final double HALF = 0.5;

  private static final double FIFTH = 0.2;

  /** How many of the contenders are ours, and which of them does not sync. */
  private static final int KINORA = 3;

  private static final int MUXER = 2;

  private final Report report;
  private final Commands commands;
  private final Path work;
  private final Platform platform;
  private final ExportService exports;

  private Containers(Report report, Commands commands, Path work, Platform platform) {
    this.report = report;
    this.commands = commands;
    this.work = work;
    this.platform = platform;
    exports = platform.service(ExportService.class);
  }

  static void run(Report report, Commands commands, Path work) throws Exception {
    try (Platform platform = Platform.start(work.resolve("bench-cache"))) {
      Containers containers = new Containers(report, commands, work, platform);
      containers.compare(Media.H264, "mp4", new Turns(7, 2), OF_CAT, HALF);
      containers.compare(Media.VP9, "webm", new Turns(7, 2), OF_CAT, HALF);
      containers.compare(Media.SESSION, "m4a", new Turns(9, 3), Double.NaN, FIFTH);
    }
  }

  /**
   * Compares all ways into one container. FFmpeg writes Opus into MP4; its M4A refuses it.
   *
   * @param ofCat the greatest multiple of the processor time of {@code cat} that is good enough
   * @param ofFfmpeg the greatest part of FFmpeg's time that is good enough
   */
  private void compare(Media media, String container, Turns turns, double ofCat, double ofFfmpeg)
      throws Exception {
    Path theirs = work.resolve("theirs." + (container.equals("m4a") ? "mp4" : container));
    Path ours = work.resolve("ours." + container);
    Path plain = work.resolve("plain");
    Path file = media.file(work);
    Path stored = stored(file);
    Step remux =
        () -> commands.ffmpeg("-i", file.toString(), "-map", "0", "-c", "copy", theirs.toString());
    remux.run();
    Step concatenate = () -> commands.run("sh", "-c", "cat '" + theirs + "' > '" + plain + "'");
    Step syncTheirs = () -> commands.run("sync", theirs.toString());
    Step syncPlain = () -> commands.run("sync", plain.toString());
    MuxerFactory muxer = platform.service(MuxerFactory.class, "container", container);
    try (LoopedClip clip = LoopedClip.of(stored(media.clip(work)), media.loops())) {
      List<Contender> all =
          List.of(
              writing("copy from reel", stored, ours, () -> copy(stored, ours, container)),
              writing(
                  "copy from " + media.extension(), file, ours, () -> copy(file, ours, container)),
              writing("muxer alone", file, ours, () -> write(muxer, clip, ours)),
              writing("cat, sync", theirs, plain, concatenate.then(syncPlain)),
              writing("cat", theirs, plain, concatenate),
              writing("ffmpeg -c copy, sync", file, theirs, remux.then(syncTheirs)),
              writing("ffmpeg -c copy", file, theirs, remux));
      List<Times> times = turns.withProcessorTime().time(all.toArray(Contender[]::new));
      for (int i = 0; i < KINORA; i++) {
        boolean syncs = i != MUXER;
        int cat = syncs ? KINORA : KINORA + 1;
        int ffmpeg = cat + 2;
        Contender our = all.get(i);
        Times spent = times.get(i);
        String what = media.what() + " to " + container;
        report.processorTime(what, our, spent, all.get(cat), times.get(cat), ofCat);
        report.processorTime(what, our, spent, all.get(ffmpeg), times.get(ffmpeg), Double.NaN);
        report.time(what, our, spent, all.get(ffmpeg), times.get(ffmpeg), ofFfmpeg);
      }
    }
    for (Path written : List.of(theirs, plain, ours)) {
      Files.deleteIfExists(written);
    }
  }

  /**
   * When the time begins the source is in the system's cache, the file is not there, and the disk
   * has done with what others have written.
   */
  private Contender writing(String name, Path from, Path to, Step work) {
    return new Contender(
        name,
        () -> {
          Files.deleteIfExists(to);
          commands.run("sync");
          readThrough(from);
        },
        work);
  }

  private static void readThrough(Path at) throws IOException {
    byte[] piece = new byte[1 << 20];
    try (Stream<Path> files = Files.walk(at)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          while (in.read(piece) >= 0) {}
        }
      }
    }
  }

  private void copy(Path from, Path to, String container) throws Exception {
    exports
        .start(
            new ExportRequest.Copy(
                from, Optional.of(to), container, List.of(), Range.ALL, Map.of(), false))
        .await();
  }

  private static void write(MuxerFactory muxer, LoopedClip clip, Path to) throws IOException {
    try (FileChannel out =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      clip.write(muxer, out);
    }
  }

  /** The same as a recording of ours, made now if it is not there. */
  private Path stored(Path file) throws IOException, InterruptedException {
    Path at = file.resolveSibling(file.getFileName() + ".reel");
    if (!Files.exists(at)) {
      Format.delete(at.resolveSibling(at.getFileName() + ".part")); // of a run that was killed
      exports
          .start(new ExportRequest.Import(file, at, "reel", Map.of(), Damaged.REFUSE, false))
          .await();
    }
    return at;
  }
}
