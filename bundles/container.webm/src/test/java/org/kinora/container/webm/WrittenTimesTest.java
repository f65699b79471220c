package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.SampleInfo;
import org.kinora.tck.support.Ffmpeg;

/** Times, their order and the index, as FFmpeg reads them. */
class WrittenTimesTest extends WrittenFiles {
  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 100_000, 10_000, 1_000})
  void write_timestampScale_keepsTimesToItsTick(int scaleNs) throws IOException {
    Source source = vp9();
    Path file =
        Muxing.write(directory.resolve("a.webm"), Map.of("timestampScale", "" + scaleNs), source);
    JsonNode probe = Ffmpeg.probe(file);
    assertEquals(
        "1/" + 1_000_000_000 / scaleNs, probe.path("streams").path(0).path("time_base").asText());
    List<JsonNode> packets = Ffmpeg.packets(probe, 0);
    for (int i = 0; i < packets.size(); i++) {
      long ticks = Math.round(source.infos().get(i).timeUs() * 1_000.0 / scaleNs);
      assertEquals(ticks, packets.get(i).path("pts").asLong(), "packet " + i);
    }
    assertEquals(source.count(), packets.size());
  }

  @Test
  void write_vp8AndOpus_liesInOrderOfTime() throws IOException {
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), vp8(), opus("6"));
    double before = Double.NEGATIVE_INFINITY;
    for (JsonNode packet : Ffmpeg.probe(file).path("packets")) {
      // FFmpeg takes CodecDelay off the times of sound
      double block =
          packet.path("pts_time").asDouble() + packet.path("stream_index").asInt() * 0.0065;
      assertTrue(block >= before - 0.001, "block at " + block + " behind " + before);
      before = block;
    }
  }

  @Test
  void write_soundThatBeginsLate_keepsItsTimes() throws IOException {
    Source sound = opus("1").shifted(6_500);
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), sound);
    assertSame(sound, file, 0, 1_000);
  }

  @Test
  void write_trackThatEndsEarlyOrBeginsLate_keepsAllSamples() throws IOException {
    Source picture = vp9();
    Source sound = opus("6");
    Path early = Muxing.write(directory.resolve("a.webm"), Map.of(), picture, sound.until(900_000));
    assertSame(picture, early, 0, 1_000);
    assertSame(sound.until(900_000), early, 1, 1_000);
    Source later = sound.shifted(4_006_500);
    Path late = Muxing.write(directory.resolve("b.webm"), Map.of(), picture, later);
    assertSame(picture, late, 0, 1_000);
    assertSame(later, late, 1, 1_000);
  }

  @Test
  void write_gapOfManySeconds_isKept() throws IOException {
    Source source = vp9();
    List<SampleInfo> infos =
        source.infos().stream()
            .map(i -> SampleInfo.inOrder(i.timeUs() * 40, 33_333, i.size(), i.keyframe()))
            .toList();
    Source slow = new Source(source.format(), infos, source.data());
    assertSame(slow, Muxing.write(directory.resolve("a.webm"), Map.of(), slow), 0, 1_000);
  }

  @Test
  void seek_anyTime_findsTheKeyFrameBefore() throws IOException {
    Source source = vp8();
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), source, opus("6"));
    for (double at : new double[] {0.2, 1.49, 1.6, 3.1, 5.9}) {
      byte[] found =
          Ffmpeg.run(
              "-ss",
              "" + at,
              "-i",
              file.toString(),
              "-map",
              "0:v",
              "-c",
              "copy",
              "-frames:v",
              "1",
              "-f",
              "data",
              "-");
      assertEquals(source.data().get(keyframeBefore(source, at)), ByteBuffer.wrap(found));
    }
  }

  private static int keyframeBefore(Source source, double seconds) {
    int found = 0;
    for (int i = 0; i < source.count(); i++) {
      SampleInfo info = source.infos().get(i);
      if (info.keyframe() && info.timeUs() / 1e6 <= seconds) {
        found = i;
      }
    }
    return found;
  }

  @Test
  void write_samplesLargerThanTheBuffer_readBackTheSame() throws IOException {
    Path made = directory.resolve("noise.ivf");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "nullsrc=s=1280x720:r=10:d=2,geq=random(1)*255:128:128",
        "-c:v",
        "libvpx",
        "-g",
        "4",
        "-b:v",
        "100M",
        "-qmax",
        "10",
        "-cpu-used",
        "8",
        "-deadline",
        "realtime",
        made.toString());
    Source source = Source.ofFile(made, video("vp8", 1280, 720));
    assertTrue(
        source.infos().stream().anyMatch(info -> info.size() > 512 << 10), "test needs noise");
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), source, opus("2"));
    assertSame(source, file, 0, 1_000);
    Ffmpeg.run("-xerror", "-i", file.toString(), "-f", "null", "-");
    assertEquals(2_000_000, durationUs(file));
    byte[] found =
        Ffmpeg.run(
            "-ss",
            "1.3",
            "-i",
            file.toString(),
            "-map",
            "0:v",
            "-c",
            "copy",
            "-frames:v",
            "1",
            "-f",
            "data",
            "-");
    assertEquals(source.data().get(keyframeBefore(source, 1.3)), ByteBuffer.wrap(found));
  }

  @Test
  void write_soundBeforeTheStart_isCodecDelay() throws IOException {
    Source sound = opus("3").shifted(-1_000_000);
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), vp8(), sound);
    assertSame(vp8(), file, 0, 1_000);
    assertSame(sound, file, 1, 1_000);
    byte[] all = pcm(directory.resolve("made.ogg"));
    assertArrayEquals(Arrays.copyOfRange(all, 48_000 * 4, all.length), pcm(file), "a second less");
  }
}
