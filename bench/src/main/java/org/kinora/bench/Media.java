package org.kinora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.tck.support.Ffmpeg;

/**
 * Files to copy, made once and kept under the build directory: a clip, again and again.
 *
 * @param what it is, for people
 * @param name of its files
 * @param extension of its files
 * @param loops how often the clip stands in the file
 * @param encoding FFmpeg's arguments for the clip
 */
record Media(String what, String name, String extension, int loops, List<String> encoding) {
  static final Media H264 =
      new Media(
          "1 GB of H.264 + Opus",
          "h264",
          "mp4",
          19,
          clip(
              "testsrc2=size=1920x1080:rate=30:duration=10,noise=alls=20:allf=t",
              "-c:v libx264 -preset ultrafast -b:v 40M -g 60 -bf 2"));

  static final Media VP9 =
      new Media(
          "1 GB of VP9 + Opus",
          "vp9",
          "webm",
          27,
          clip(
              "testsrc2=size=1280x720:rate=30:duration=10,noise=alls=40:allf=t",
              "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 20M -minrate 20M -g 60"));

  static final Media SESSION =
      new Media(
          "3 hours of Opus",
          "session",
          "mka",
          180,
          List.of(
              "-f",
              "lavfi",
              "-i",
              "sine=f=440:duration=60:sample_rate=48000",
              "-c:a",
              "libopus",
              "-b:a",
              "24k"));

  /** With B-frames, as x264 does by itself. */
  static final Media HD_H264 = hd("h264", "mp4", "-c:v libx264 -preset veryfast -pix_fmt yuv420p");

  /** In the order in which it is shown, as cameras and screen recorders write it. */
  static final Media HD_H264_IN_ORDER =
      hd("h264 without B-frames", "mp4", "-c:v libx264 -preset veryfast -pix_fmt yuv420p -bf 0");

  static final Media HD_VP8 = hd("vp8", "webm", "-c:v libvpx -deadline realtime -cpu-used 8");
  static final Media HD_VP9 = hd("vp9", "webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8");

  /** A minute of 1080p as a screen shows it, a key frame every two seconds. */
  private static Media hd(String name, String extension, String video) {
    String picture = "testsrc2=size=1920x1080:rate=30:duration=10";
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", picture));
    arguments.addAll(List.of(video.split(" ", -1)));
    arguments.addAll(List.of("-b:v", "6M", "-g", "60"));
    String what = "1080p " + name;
    return new Media(what, what.replace(' ', '-'), extension, 6, arguments);
  }

  private static List<String> clip(String picture, String video) {
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", picture));
    arguments.addAll(List.of("-f", "lavfi", "-i", "sine=f=440:duration=10:sample_rate=48000"));
    arguments.addAll(List.of(video.split(" ", -1)));
    arguments.addAll(List.of("-c:a", "libopus", "-b:a", "96k"));
    return arguments;
  }

  /** The clip. */
  Path clip(Path work) throws IOException {
    return made(work.resolve("%s-clip.%s".formatted(name, extension)), encoding);
  }

  /** The whole file. */
  Path file(Path work) throws IOException {
    return made(
        work.resolve("%s.%s".formatted(name, extension)),
        List.of(
            "-stream_loop",
            "" + (loops - 1),
            "-i",
            clip(work).toString(),
            "-map",
            "0",
            "-c",
            "copy"));
  }

  private Path made(Path file, List<String> how) throws IOException {
    if (!Files.exists(file)) {
      Path unfinished = file.resolveSibling("unfinished." + extension);
      List<String> arguments = new ArrayList<>(how);
      arguments.add(unfinished.toString());
      Ffmpeg.run(arguments.toArray(String[]::new));
      Files.move(unfinished, file);
    }
    return file;
  }
}
