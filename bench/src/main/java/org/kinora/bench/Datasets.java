package org.kinora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Times;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportService;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.tck.support.Ffmpeg;

/**
 * 1080p cut into chunks of twenty seconds: an hour, as six recordings, copied; and five minutes, as
 * five recordings, encoded again with a key frame every half second. Beside FFmpeg's command line
 * with its segmenter, one command a recording, which uses all processors, and a sync at the end,
 * for ours is on the disk when it has ended. Then the memory that the product takes for shards of
 * the same recordings, started as it is, beside FFmpeg's.
 */
final class Datasets {
  private static final int WORKERS = 2;
  private static final int COPIED = 6;
  private static final int COPIED_LOOPS = 60;
  private static final int ENCODED = 5;

  private final Report report;
  private final Commands commands;
  private final Path work;
  private final ExportService exports;

  private Datasets(Report report, Commands commands, Path work, ExportService exports) {
    this.report = report;
    this.commands = commands;
    this.work = work;
    this.exports = exports;
  }

  static void run(Report report, Commands commands, Path work) throws Exception {
    try (Platform platform = Platform.startGpl(work.resolve("bench-cache"))) {
      platform.register(
          DatasetFormat.class, new ChunkFormat(), Map.of("dataset", ChunkFormat.NAME));
      Datasets all = new Datasets(report, commands, work, platform.service(ExportService.class));
      Media vp8 = Media.HD_VP8;
      Media longer =
          new Media(vp8.what(), vp8.name() + "-long", "webm", COPIED_LOOPS, vp8.encoding());
      all.cut(longer, COPIED, "an hour in chunks, grid", "webm", "-c copy");
      all.cut(
          Media.HD_H264,
          ENCODED,
          "five minutes in chunks, exact",
          "mp4",
          "-c:v libx264 -preset veryfast -bf 0 -crf 27 -force_key_frames expr:gte(t,n_forced*0.5)");
    }
  }

  private void cut(Media media, int count, String how, String container, String encoding)
      throws Exception {
    Path file = media.file(work);
    Path ours = work.resolve("dataset-ours");
    Path theirs = work.resolve("dataset-theirs");
    Path sources = Files.createDirectories(work.resolve("dataset-sources"));
    List<Path> recordings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path link = sources.resolve("rec%d.%s".formatted(i, media.extension()));
      Files.deleteIfExists(link);
      recordings.add(Files.createLink(link, file));
    }
    Contender kinora =
        new Contender("kinora", () -> remove(ours), () -> export(recordings, ours, container));
    Contender ffmpeg =
        new Contender(
            "ffmpeg",
            () -> {
              remove(theirs);
              Files.createDirectory(theirs);
            },
            () -> {
              for (Path recording : recordings) {
                commands.ffmpeg(segmenting(recording, theirs, container, encoding));
              }
              commands.run("sync");
            });
    List<Times> times = new Turns(2, 1).withProcessorTime().time(kinora, ffmpeg);
    String what = media.what() + ", " + how;
    report.time(what, kinora, times.get(0), ffmpeg, times.get(1), Double.NaN);
    report.processorTime(what, kinora, times.get(0), ffmpeg, times.get(1), Double.NaN);
    remove(ours);
    remove(theirs);
    Files.createDirectory(theirs);
    report.numbers(
        what + ", resident at most, MiB",
        "product",
        HighWater.of(product(recordings, ours, container.equals("mp4") ? "exact" : "grid")),
        "ffmpeg",
        HighWater.of(
            Ffmpeg.process(
                Stream.concat(
                        Stream.of("ffmpeg", "-v", "error", "-nostdin", "-y"),
                        Stream.of(segmenting(recordings.get(0), theirs, container, encoding)))
                    .toList())),
        "%.0f");
    remove(ours);
    remove(theirs);
    remove(sources);
  }

  private static ProcessBuilder product(List<Path> recordings, Path target, String cut) {
    String sources = recordings.stream().map(Path::toString).collect(Collectors.joining(" "));
    String libraries = Platform.distribution().resolve("lib/*").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Platform.javaOptions(),
            "-Dkinora.terminal=false",
            "-cp",
            libraries,
            "org.kinora.launcher.Main",
            "exec",
            "dataset export %s --to %s --workers %d --option cut=%s"
                .formatted(sources, target, WORKERS, cut));
    builder.environment().put("KINORA_CACHE", target.resolveSibling("memory-cache").toString());
    return builder;
  }

  private static String[] segmenting(
      Path recording, Path target, String container, String encoding) {
    List<String> arguments = new ArrayList<>(List.of("-i", recording.toString(), "-an"));
    arguments.addAll(List.of(encoding.split(" ", -1)));
    arguments.addAll(List.of("-f", "segment", "-segment_time", "20", "-reset_timestamps", "1"));
    arguments.add(target.resolve(recording.getFileName() + "-%03d." + container).toString());
    return arguments.toArray(String[]::new);
  }

  private void export(List<Path> recordings, Path target, String container) throws Exception {
    exports
        .start(
            new ExportRequest.Dataset(
                recordings,
                target,
                ChunkFormat.NAME,
                Map.of(ChunkFormat.CONTAINER, container),
                WORKERS,
                false))
        .await();
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
