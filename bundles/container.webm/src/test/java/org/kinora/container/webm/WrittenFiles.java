package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

/** Makes sources, and has FFmpeg read what was written of them. */
abstract class WrittenFiles {
  private static final String VP9_RECORDING = "rec_1757651700000";
  private static final AudioFormat OPUS = new AudioFormat("opus", 48_000, 2, 312, Blob.EMPTY);

  @TempDir Path directory;

  static VideoFormat video(String codec, int width, int height) {
    return new VideoFormat(codec, width, height, ColorInfo.UNSPECIFIED, Blob.EMPTY);
  }

  Source opus(String seconds) {
    Path ogg = directory.resolve("made.ogg");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "sine=f=440:r=48000:d=" + seconds,
        "-ac",
        "2",
        "-c:a",
        "libopus",
        "-b:a",
        "48k",
        ogg.toString());
    return Source.ofFile(ogg, OPUS);
  }

  Source ivf(String codec, String encoder, String... options) {
    Path file = directory.resolve("made.ivf");
    List<String> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=30:d=6",
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                encoder,
                "-g",
                "45"));
    command.addAll(List.of(options));
    command.add(file.toString());
    Ffmpeg.run(command.toArray(String[]::new));
    return Source.ofFile(file, video(codec, 320, 180));
  }

  Source vp8() {
    return ivf("vp8", "libvpx", "-cpu-used", "8", "-b:v", "400k");
  }

  /** Checks data, times to half a tick, and key frame flags of one stream. */
  static void assertSame(Source source, Path file, int stream, long tickUs) throws IOException {
    JsonNode probe = Ffmpeg.probe(file);
    List<JsonNode> packets = Ffmpeg.packets(probe, stream);
    Source read = Source.ofStream(file, stream, source.format());
    assertEquals(source.count(), packets.size());
    for (int i = 0; i < packets.size(); i++) {
      SampleInfo written = source.infos().get(i);
      String which = "stream " + stream + ", packet " + i;
      assertEquals(source.data().get(i), read.data().get(i), which);
      assertEquals(written.keyframe(), read.infos().get(i).keyframe(), which);
      long offUs = read.infos().get(i).timeUs() - written.timeUs();
      assertTrue(Math.abs(offUs) <= tickUs / 2 + 1, which + " is off by " + offUs);
    }
  }

  static long durationUs(Path file) {
    return Math.round(Ffmpeg.probe(file).path("format").path("duration").asDouble() * 1e6);
  }

  static byte[] pcm(Path file) {
    return Ffmpeg.run("-i", file.toString(), "-f", "s16le", "-");
  }

  /** The samples of the example recording of VP9. */
  static Source vp9() throws IOException {
    return Source.ofRecording(VP9_RECORDING, video("vp9", 640, 360));
  }
}
