package org.kinora.codec.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.tck.support.Ffmpeg;

/** Makes media files with FFmpeg's own program. */
final class MediaFiles {
  private static final String PICTURES = "testsrc2=size=320x180:rate=25:duration=4";
  private static final String SOUND = "sine=frequency=440:sample_rate=48000:duration=4";

  private MediaFiles() {}

  /** The kinds of file that the reader is tested with: a name for each, and how it is made. */
  static final List<String> KINDS =
      List.of(
          "h264.mp4",
          "bframes.mp4",
          "edited.mp4",
          "fragmented.mp4",
          "vfr.mkv",
          "vp8.webm",
          "vp9opus.webm",
          "av1.mkv",
          "h265.mov",
          "aac.m4a",
          "opus.ogg",
          "vorbis.ogg",
          "pcm.wav",
          "sound.flac",
          "sound.mp3",
          "h264.avi");

  static Path make(Path directory, String kind) {
    Path file = directory.resolve(kind);
    List<String> arguments = new ArrayList<>();
    boolean pictures = !kind.matches(".*\\.(m4a|ogg|wav|flac|mp3)");
    boolean sound =
        !pictures || kind.matches("h264.mp4|indexfirst.mp4|vp9opus.webm|fragmented.mp4|h265.mov");
    if (pictures) {
      arguments.addAll(List.of("-f", "lavfi", "-i", PICTURES));
    }
    if (sound) {
      arguments.addAll(List.of("-f", "lavfi", "-i", SOUND));
    }
    arguments.addAll(codec(kind));
    arguments.add(file.toString());
    Ffmpeg.run(arguments.toArray(String[]::new));
    return kind.equals("edited.mp4") ? cut(directory, file) : file;
  }

  private static List<String> codec(String kind) {
    String arguments =
        switch (kind) {
          case "h264.mp4" -> "-c:v libx264 -preset ultrafast -g 25 -bf 0 -c:a aac";
          case "indexfirst.mp4" ->
              "-c:v libx264 -preset ultrafast -g 25 -c:a aac -movflags faststart";
          case "bframes.mp4", "edited.mp4" -> "-c:v libx264 -preset veryfast -g 25 -bf 3";
          case "fragmented.mp4" ->
              "-c:v libx264 -preset ultrafast -g 25 -c:a aac -movflags frag_keyframe+empty_moov";
          case "vfr.mkv" ->
              "-vf select=not(mod(n\\,3))+not(mod(n\\,7)) -fps_mode vfr -c:v libx264 -g 10";
          case "vp8.webm" -> "-c:v libvpx -deadline realtime -cpu-used 8 -g 25 -b:v 500k";
          case "vp9opus.webm" ->
              "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25 -b:v 500k -c:a libopus";
          case "av1.mkv" -> "-c:v libsvtav1 -preset 12 -g 25";
          case "h265.mov" -> "-c:v libx265 -preset ultrafast -g 25 -x265-params log-level=error";
          case "aac.m4a" -> "-c:a aac";
          case "opus.ogg" -> "-c:a libopus";
          case "vorbis.ogg" -> "-c:a vorbis -strict -2 -ac 2";
          case "pcm.wav" -> "-c:a pcm_s16le";
          case "sound.flac" -> "-c:a flac";
          case "sound.mp3" -> "-c:a libmp3lame";
          case "h264.avi" -> "-c:v libx264 -preset ultrafast -g 25 -bf 0";
          default -> throw new IllegalArgumentException(kind);
        };
    return List.of(arguments.split(" ", -1));
  }

  /** Copies from the middle of a GOP: an edit list hides what lies before. */
  private static Path cut(Path directory, Path file) {
    Path cut = directory.resolve("cut.mp4");
    Ffmpeg.run("-ss", "1.4", "-i", file.toString(), "-c", "copy", cut.toString());
    return cut;
  }
}
