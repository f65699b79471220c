package org.kinora.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.kinora.tck.support.Ffmpeg;

/** What FFmpeg's program decodes. */
public final class FfmpegPictures {
  private FfmpegPictures() {}

  /** By presentation time, the MD5 of each picture of a video stream; see {@link Spectator}. */
  public static NavigableMap<Long, String> of(Path file, int stream) {
    byte[] out =
        Ffmpeg.run(
            "-i",
            file.toString(),
            "-map",
            "0:v:" + stream,
            "-fps_mode",
            "passthrough",
            "-enc_time_base",
            "1:1000000",
            "-f",
            "framemd5",
            "-");
    NavigableMap<Long, String> pictures = new TreeMap<>();
    for (String line : new String(out, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] cells = line.split(",\\s*", -1);
      if (!line.startsWith("#") && cells.length == 6) {
        pictures.put(Long.parseLong(cells[2].strip()), cells[5].strip());
      }
    }
    return pictures;
  }
}
