package org.kinora.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Times;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.ExportService;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;

/**
 * 1080p composed and encoded: the recording at 1600 × 900 with round corners and a shadow on a
 * gradient. Beside FFmpeg's command line with the same encoder and settings and its best filter
 * graph: background and corners are made before and held, what moves is scaled as a draft is and
 * laid over.
 */
final class Exports {
  /** At least 1.2 times as fast where the encoder is quick. */
  private static final double FAST = 1 / 1.2;

  /** At least as fast where the encoder is what limits. */
  private static final double ENCODER_LIMITS = 1;

  /** Twenty times as fast. */
  private static final double TRIM = 0.05;

  /** After fewer exports Java's compiler still works beside them. */
  private static final int UNCOUNTED = 8;

  private static final String X264 = "-c:v libx264 -preset ultrafast -bf 0";
  private static final String VP8 =
      "-c:v libvpx -deadline realtime -cpu-used 16 -lag-in-frames 0 -auto-alt-ref 0 -threads 2";
  private static final String VP9 =
      "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -lag-in-frames 0 -auto-alt-ref 0"
          + " -row-mt 1 -tile-columns 2 -aq-mode 3 -threads 2";
  private final Report report;
  private final Commands commands;
  private final Path work;
  private final ExportService exports;
  private final HeldLayers layers;

  private Exports(Report report, Commands commands, Path work, ExportService exports) {
    this.report = report;
    this.commands = commands;
    this.work = work;
    this.exports = exports;
    layers = HeldLayers.make(work, 1600, 900);
  }

  static void run(Report report, Commands commands, Path work) throws Exception {
    try (Platform platform = Platform.startGpl(work.resolve("bench-cache"))) {
      Exports all = new Exports(report, commands, work, platform.service(ExportService.class));
      for (Media media : List.of(Media.HD_H264, Media.HD_VP8, Media.HD_VP9)) {
        all.compose(media, "mp4", "h264", X264, FAST);
      }
      all.compose(Media.HD_VP8, "webm", "vp8", VP8, ENCODER_LIMITS);
      all.compose(Media.HD_VP9, "webm", "vp9", VP9, ENCODER_LIMITS);
      all.trim(Media.HD_H264, "mp4");
      all.trim(Media.HD_VP8, "webm");
    }
  }

  private void compose(Media media, String container, String codec, String encoder, double goal)
      throws Exception {
    String what = "%s, composed, to %s".formatted(media.what(), codec);
    if (!Rows.areWanted(what)) {
      return;
    }
    Path source = media.clip(work);
    Path ours = work.resolve("ours." + container);
    Path theirs = work.resolve("theirs." + container);
    Contender kinora =
        writing(
            "kinora",
            ours,
            () -> export(source, ours, codec, Composing.plain(), Reuse.NEVER, Effort.DRAFT));
    List<String> arguments = layers.arguments(source, "fast_bilinear");
    arguments.addAll(List.of(encoder.split(" ", -1)));
    arguments.addAll(List.of("-b:v", "6M", "-g", "60", theirs.toString()));
    Contender ffmpeg =
        writing(
            "ffmpeg",
            theirs,
            () -> {
              commands.ffmpeg(arguments.toArray(String[]::new));
              commands.run("sync", theirs.toString());
            });
    compare(what, kinora, ffmpeg, goal);
    Files.deleteIfExists(ours);
    Files.deleteIfExists(theirs);
  }

  /** All but the first and the last seconds of a minute, copied as far as possible or not. */
  private void trim(Media media, String container) throws Exception {
    String what = media.what() + ", trimmed";
    if (!Rows.areWanted(what)) {
      return;
    }
    Path source = media.file(work);
    Path ours = work.resolve("ours." + container);
    Scene kept = Scene.PLAIN.with(new Timeline(List.of(new Part(5_300_000, 54_700_000))));
    String codec = container.equals("mp4") ? "h264" : "vp8";
    Contender copied =
        writing(
            "kinora, reuse",
            ours,
            () -> export(source, ours, codec, kept, Reuse.COPY, Effort.DRAFT));
    Contender encoded =
        writing(
            "kinora, all encoded",
            ours,
            () -> export(source, ours, codec, kept, Reuse.NEVER, Effort.DRAFT));
    compare(what, copied, encoded, TRIM);
    Files.deleteIfExists(ours);
  }

  private void compare(String what, Contender ours, Contender peer, double goal) throws Exception {
    List<Times> times = new Turns(9, UNCOUNTED).withProcessorTime().time(ours, peer);
    report.time(what, ours, times.get(0), peer, times.get(1), goal);
    report.processorTime(what, ours, times.get(0), peer, times.get(1), Double.NaN);
  }

  private Contender writing(String name, Path to, Turns.Step work) {
    return new Contender(
        name,
        () -> {
          Files.deleteIfExists(to);
          commands.run("sync");
        },
        work);
  }

  private void export(Path from, Path to, String codec, Scene scene, Reuse reuse, Effort effort)
      throws Exception {
    String name = to.getFileName().toString();
    VideoSettings video =
        new VideoSettings(
            Optional.of(codec),
            effort,
            OptionalLong.of(6_000_000),
            OptionalInt.empty(),
            Optional.empty());
    exports
        .start(
            new ExportRequest.Compose(
                from,
                Optional.of(to),
                name.substring(name.indexOf('.') + 1),
                scene,
                video,
                Sound.NONE,
                reuse,
                Map.of(),
                false))
        .await();
  }
}
