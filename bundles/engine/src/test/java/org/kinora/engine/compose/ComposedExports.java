package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EngineExport;
import org.kinora.engine.RealPlugins;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.ExportResult;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.tck.support.Ffmpeg;

/** Exports with the product's own codecs and containers, and FFmpeg's opinion of them. */
abstract class ComposedExports {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 96;
  private static final int PICTURE_BYTES = WIDTH * HEIGHT * 3 / 2;
  private static final double LIKE = 30;

  @TempDir Path dir;
  final EngineExport service = new EngineExport(RealPlugins.providers(), 1, Optional.empty());

  ExportResult export(
      Path source, Path target, Timeline timeline, @Nullable String codec, Optional<FrameRate> rate)
      throws Exception {
    return service
        .start(request(source, target, timeline, codec, rate, Sound.KEEP, Reuse.NEVER))
        .await();
  }

  static ExportRequest request(
      Path source,
      Path target,
      Timeline timeline,
      @Nullable String codec,
      Optional<FrameRate> rate,
      Sound sound,
      Reuse reuse) {
    String name = target.getFileName().toString();
    return new ExportRequest.Compose(
        source,
        Optional.of(target),
        name.substring(name.indexOf('.') + 1),
        Scene.PLAIN.with(timeline),
        new VideoSettings(
            Optional.ofNullable(codec),
            Effort.DRAFT,
            OptionalLong.empty(),
            OptionalInt.of(80),
            rate),
        sound,
        reuse,
        Map.of(),
        false);
  }

  /** Four seconds of moving pictures at uneven distances, with sound. */
  Path uneven(String codec) {
    return uneven(codec, "");
  }

  Path uneven(String codec, String x264) {
    String encoder =
        codec.equals("h264") ? "libx264" : codec.equals("vp8") ? "libvpx" : "libvpx-vp9";
    return RealPlugins.file(
        dir.resolve("source.mkv"),
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x96:r=50:d=4,select='not(eq(mod(n,7),3))*not(between(n,90,110))'",
        "-f",
        "lavfi",
        "-i",
        "sine=d=4:r=48000",
        "-fps_mode",
        "passthrough",
        "-c:v",
        encoder,
        x264.isEmpty() ? "-strict" : "-x264-params",
        x264.isEmpty() ? "normal" : x264,
        "-g",
        "20",
        "-b:v",
        "2M",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "libopus");
  }

  Path clicks(int seconds) {
    return RealPlugins.file(
        dir.resolve("clicks.mkv"),
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x96:r=10:d=" + seconds,
        "-f",
        "lavfi",
        "-i",
        "aevalsrc='if(lt(mod(t\\,0.5)\\,0.002)\\,0.9*sin(2*PI*2000*t)\\,0)':s=48000:d=" + seconds,
        "-c:v",
        "libvpx",
        "-b:v",
        "500k",
        "-c:a",
        "libopus",
        "-b:a",
        "128k");
  }

  static List<Long> times(Path file) {
    List<Long> times = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.packets(Ffmpeg.probe(file), 0)) {
      times.add(Math.round(packet.path("pts_time").asDouble() * 1000) * 1000);
    }
    return times.stream().sorted().toList();
  }

  /** What a timeline makes of the source's times, by a rule written a second time. */
  static List<Long> expected(Path source, Timeline timeline, List<Long> recorded) {
    List<Long> times = times(source);
    long recordingEndUs = 4_000_000;
    List<Long> shown = new ArrayList<>();
    double beginUs = 0;
    for (Part part : timeline.parts()) {
      long endUs = part.endUs().orElse(recordingEndUs);
      long first = times.stream().filter(t -> t <= part.startUs()).reduce((a, b) -> b).orElse(0L);
      for (long timeUs : times) {
        if (timeUs >= first && timeUs < endUs) {
          double fromUs = Math.max(timeUs, part.startUs());
          shown.add(Math.round((beginUs + (fromUs - part.startUs()) / part.speed()) / 1000) * 1000);
          recorded.add(timeUs);
        }
      }
      beginUs += (endUs - part.startUs()) / part.speed();
    }
    return shown;
  }

  /** The source's pictures of these times, decoded by FFmpeg. */
  static List<byte[]> picturesAt(Path source, List<Long> times) {
    List<Long> all = times(source);
    byte[] raw = raw(source);
    List<byte[]> pictures = new ArrayList<>();
    for (long timeUs : times) {
      pictures.add(picture(raw, all.indexOf(timeUs)));
    }
    return pictures;
  }

  static void assertPictures(List<byte[]> expected, Path file) {
    assertPictures(expected, file, LIKE);
  }

  static void assertPictures(List<byte[]> expected, Path file, double leastDb) {
    byte[] raw = raw(file);
    assertEquals(expected.size(), raw.length / PICTURE_BYTES);
    for (int i = 0; i < expected.size(); i++) {
      double psnr = psnr(expected.get(i), picture(raw, i));
      assertTrue(psnr > leastDb, "picture " + i + ": " + psnr + " dB");
    }
  }

  static byte[] raw(Path file) {
    return Ffmpeg.run(
        "-i",
        file.toString(),
        "-map",
        "0:v",
        "-fps_mode",
        "passthrough",
        "-pix_fmt",
        "yuv420p",
        "-f",
        "rawvideo",
        "-");
  }

  static byte[] picture(byte[] raw, int number) {
    byte[] picture = new byte[PICTURE_BYTES];
    System.arraycopy(raw, number * PICTURE_BYTES, picture, 0, PICTURE_BYTES);
    return picture;
  }

  static double psnr(byte[] a, byte[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (a[i] & 0xFF) - (b[i] & 0xFF);
      sum += difference * difference;
    }
    return sum == 0 ? 99 : 10 * Math.log10(255 * 255 * a.length / sum);
  }

  static float[] sound(Path file) {
    byte[] raw =
        Ffmpeg.run(
            "-i", file.toString(), "-map", "0:a", "-f", "f32le", "-ac", "1", "-ar", "48000", "-");
    FloatBuffer numbers = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] sound = new float[numbers.remaining()];
    numbers.get(sound);
    return sound;
  }

  /** Where it is loudest around a time, less the millisecond to the middle of a click. */
  static double loudestMs(float[] sound, long aroundUs) {
    int middle = (int) (aroundUs * 48 / 1000);
    int best = middle;
    for (int i = Math.max(0, middle - 2400); i < Math.min(sound.length, middle + 2400); i++) {
      best = Math.abs(sound[i]) > Math.abs(sound[best]) ? i : best;
    }
    return best / 48.0 - 1;
  }
}
