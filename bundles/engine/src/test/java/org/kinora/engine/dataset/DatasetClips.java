package org.kinora.engine.dataset;

import java.nio.file.Path;
import org.kinora.engine.RealPlugins;

/** Recordings to cut, made by FFmpeg. */
final class DatasetClips {
  private DatasetClips() {}

  /** VP9 of 6 seconds at 30 a second, in groups of 30. */
  static Path vp9(Path file) {
    return RealPlugins.file(
        file,
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x120:r=30:d=6",
        "-c:v",
        "libvpx-vp9",
        "-deadline",
        "realtime",
        "-cpu-used",
        "8",
        "-g",
        "30");
  }

  /** VP8 and stereo sound at 48 kHz, 6 seconds. */
  static Path sounding(Path file) {
    return RealPlugins.file(
        file,
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x120:r=30:d=6",
        "-f",
        "lavfi",
        "-i",
        "sine=f=440:d=6:r=48000,aformat=channel_layouts=stereo",
        "-c:v",
        "libvpx",
        "-deadline",
        "realtime",
        "-cpu-used",
        "16",
        "-c:a",
        "libopus");
  }

  /** H.264 of 6 seconds at irregular times, in open groups of 30 with B-frames. */
  static Path openGroups(Path file) {
    return h264(file, "keyint=30:min-keyint=30:scenecut=0:bframes=3:b-adapt=0:open-gop=1");
  }

  /** The same without B-frames, in closed groups. */
  static Path closedGroups(Path file) {
    return h264(file, "keyint=30:min-keyint=30:scenecut=0:bframes=0");
  }

  /** The same with B-frames, in closed groups. */
  static Path reordered(Path file) {
    return h264(file, "keyint=30:min-keyint=30:scenecut=0:bframes=3:b-adapt=0:open-gop=0");
  }

  /** H.265 with pictures before and behind each key frame. */
  static Path h265(Path file, boolean isOpen) {
    return RealPlugins.file(
        file,
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x120:r=30:d=4",
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=error:keyint=30:min-keyint=30:scenecut=0:bframes=3:b-adapt=0:open-gop="
            + (isOpen ? 1 : 0),
        "-tag:v",
        "hvc1");
  }

  private static Path h264(Path file, String parameters) {
    return RealPlugins.file(
        file,
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x120:r=30:d=6,select='not(eq(mod(n,7),3))'",
        "-fps_mode",
        "passthrough",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-x264-params",
        parameters);
  }
}
