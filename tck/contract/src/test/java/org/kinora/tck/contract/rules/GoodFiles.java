package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.tck.support.Ffmpeg;

/** Files that keep every rule, written by FFmpeg. */
final class GoodFiles {
  private static final int TIMECODE_FLAGS_AT = 12;
  private static final int WRAPS = 2;
  private static final int PICTURES = 25;
  private static final int MOVIE_DURATION = 1_000;

  private final Path dir;

  GoodFiles(Path dir) {
    this.dir = dir;
  }

  /**
   * Pictures, sound, timecode. Three things are mended: FFmpeg does not say that timecode wraps,
   * lets it end after the movie, and says that pictures last from the first decode time on.
   */
  Path mp4() throws IOException {
    Path file =
        write(
            "good.mp4",
            "-c:v libx264 -bf 2 -c:a libopus -timecode 10:00:00:00 -video_track_timescale 25");
    Mutant mended = new Mutant(file);
    mended.change(
        "moov/trak/mdia/minf/stbl/stsd/tmcd", 0, entry -> entry.putInt(TIMECODE_FLAGS_AT, WRAPS));
    mended.change("moov/trak/mdia/mdhd", 0, box -> box.putInt(16, PICTURES));
    mended.change("moov/trak/mdia/mdhd", 2, box -> box.putInt(16, PICTURES));
    mended.change("moov/trak/tkhd", 2, box -> box.putInt(20, MOVIE_DURATION));
    mended.change("moov/trak/edts/elst", 2, box -> box.putInt(8, MOVIE_DURATION));
    return file;
  }

  /** Pictures in two fragments or more. */
  Path fragmented() {
    return write(
        "fragmented.mp4",
        "-an -c:v libx264 -g 5 -movflags frag_keyframe+empty_moov+default_base_moof");
  }

  Path webm() {
    return write("good.webm", "-c:v libvpx-vp9 -deadline realtime -c:a libopus");
  }

  /** Of sizes that are not known, without an index. */
  Path live() {
    return write(
        "live.webm",
        "-c:v libvpx-vp9 -deadline realtime -c:a libopus -live 1 -cluster_time_limit 300");
  }

  Path wave() {
    return write("good.wav", "-vn -c:a pcm_s16le -write_bext 1 -metadata originator=x");
  }

  Path wave24() {
    return write("24.wav", "-vn -c:a pcm_s24le");
  }

  Path rf64() {
    return write("rf64.wav", "-vn -c:a pcm_s16le -rf64 always");
  }

  private Path write(String name, String encoder) {
    Path file = dir.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=1", "-f", "lavfi", "-i", "sine=d=1"));
    arguments.addAll(List.of(encoder.split(" ", -1)));
    arguments.add(file.toString());
    Ffmpeg.run(arguments.toArray(String[]::new));
    return file;
  }
}
