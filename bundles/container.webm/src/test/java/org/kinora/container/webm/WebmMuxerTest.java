package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.lib.bitstream.Av1;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

/** What FFmpeg reads back is what was written. */
class WebmMuxerTest {
  private static final String VP9_RECORDING = "rec_1757651700000";
  private static final AudioFormat OPUS = new AudioFormat("opus", 48_000, 2, 312, Blob.EMPTY);

  @TempDir Path directory;

  private static VideoFormat video(String codec, int width, int height) {
    return new VideoFormat(codec, width, height, ColorInfo.UNSPECIFIED, Blob.EMPTY);
  }

  private Source opus(String seconds) {
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

  private Source ivf(String codec, String encoder, String... options) {
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

  private Source vp8() {
    return ivf("vp8", "libvpx", "-cpu-used", "8", "-b:v", "400k");
  }

  /** Checks data, times to half a tick, and key frame flags of one stream. */
  private static void assertSame(Source source, Path file, int stream, long tickUs)
      throws IOException {
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

  private static long durationUs(Path file) {
    return Math.round(Ffmpeg.probe(file).path("format").path("duration").asDouble() * 1e6);
  }

  @Test
  void write_vp9Recording_readsBackTheSame() throws IOException {
    Source source = Source.ofRecording(VP9_RECORDING, video("vp9", 640, 360));
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), source);
    assertSame(source, file, 0, 1_000);
    Ffmpeg.decode(file);
    SampleInfo last = source.infos().get(source.count() - 1);
    assertEquals(last.timeUs() + last.durationUs(), durationUs(file));
    JsonNode stream = Ffmpeg.probe(file).path("streams").path(0);
    assertEquals("vp9", stream.path("codec_name").asText());
    assertEquals(640, stream.path("width").asInt());
    assertEquals(360, stream.path("height").asInt());
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 100_000, 10_000, 1_000})
  void write_timestampScale_keepsTimesToItsTick(int scaleNs) throws IOException {
    Source source = Source.ofRecording(VP9_RECORDING, video("vp9", 640, 360));
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
  void write_vp8AndOpus_readsBackTheSame() throws IOException {
    Source picture = vp8();
    Source sound = opus("6.123");
    assertEquals(-6_500, sound.infos().get(0).timeUs());
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), picture, sound);
    assertSame(picture, file, 0, 1_000);
    assertSame(sound, file, 1, 1_000);
    Ffmpeg.run("-xerror", "-i", file.toString(), "-f", "null", "-");
    assertEquals(6_123_000, durationUs(file));
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
  void write_opusOnly_decodesToTheSameSoundToTheSample() throws IOException {
    Source sound = opus("3.3337");
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), sound);
    assertSame(sound, file, 0, 1_000);
    byte[] expected = pcm(directory.resolve("made.ogg"));
    assertEquals(Math.round(3.3337 * 48_000) * 4, expected.length);
    assertArrayEquals(expected, pcm(file));
  }

  private static byte[] pcm(Path file) {
    return Ffmpeg.run("-i", file.toString(), "-f", "s16le", "-");
  }

  @Test
  void write_soundThatBeginsLate_keepsItsTimes() throws IOException {
    Source sound = opus("1").shifted(6_500);
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), sound);
    assertSame(sound, file, 0, 1_000);
  }

  @Test
  void write_vorbis_readsBackTheSame() throws IOException {
    Path made = directory.resolve("made.mka");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "sine=d=2",
        "-ac",
        "2",
        "-ar",
        "44100",
        "-c:a",
        "vorbis",
        "-strict",
        "-2",
        made.toString());
    AudioFormat format = new AudioFormat("vorbis", 44_100, 2, 0, codecPrivate(made));
    Source encoded = Source.ofFile(made, format);
    Source sound = encoded.shifted(-encoded.infos().get(0).timeUs());
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), sound);
    assertSame(sound, file, 0, 1_000);
    byte[] expected = pcm(made);
    // the padding at the end is not told from sound: only the packets' own modes would
    assertArrayEquals(expected, Arrays.copyOf(pcm(file), expected.length));
  }

  /** The Matroska CodecPrivate (63 A2) of a file with one track. */
  private static Blob codecPrivate(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int at = 0;
    while ((bytes.getShort(at) & 0xFFFF) != 0x63A2) {
      at++;
    }
    int first = bytes.get(at + 2) & 0xFF;
    int sizeBytes = Integer.numberOfLeadingZeros(first) - 23;
    long size = first & (0xFF >> sizeBytes);
    for (int i = 1; i < sizeBytes; i++) {
      size = (size << 8) | (bytes.get(at + 2 + i) & 0xFF);
    }
    return Blob.of(bytes.slice(at + 2 + sizeBytes, (int) size));
  }

  @ParameterizedTest
  @CsvSource({"libaom-av1, -cpu-used, 8", "libsvtav1, -preset, 12"})
  void write_av1WithoutConfiguration_takesItFromTheFirstSample(
      String encoder, String option, String value) throws IOException {
    Source made = ivf("av1", encoder, option, value);
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), made);
    List<ByteBuffer> inFile = made.data().stream().map(WebmMuxerTest::withoutDelimiter).toList();
    assertSame(new Source(made.format(), made.infos(), inFile), file, 0, 1_000);
    Ffmpeg.decode(file);
    Blob config = Av1.av1C(made.data().get(0)).orElseThrow();
    assertEquals(config, codecPrivate(file));
  }

  private static ByteBuffer withoutDelimiter(ByteBuffer sample) {
    ByteBuffer copy = sample.duplicate();
    Av1.skipTemporalDelimiter(copy);
    return copy.slice();
  }

  @Test
  void write_color_isKept() throws IOException {
    Source made = vp8();
    ColorInfo color = new ColorInfo(ColorInfo.Range.LIMITED, 9, 16, 9);
    VideoFormat format = new VideoFormat("vp8", 320, 180, color, Blob.EMPTY);
    Path file =
        Muxing.write(
            directory.resolve("a.webm"), Map.of(), new Source(format, made.infos(), made.data()));
    JsonNode stream = Ffmpeg.probe(file).path("streams").path(0);
    assertEquals("tv", stream.path("color_range").asText());
    assertEquals("bt2020", stream.path("color_primaries").asText());
    assertEquals("smpte2084", stream.path("color_transfer").asText());
    assertEquals("bt2020nc", stream.path("color_space").asText());
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
  void write_negativeTimes_shiftsAllTracksAlike() throws IOException {
    Source picture = vp8().shifted(-2_000_000);
    Source sound = opus("6").shifted(-1_000_000);
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), picture, sound);
    assertSame(picture.shifted(2_000_000), file, 0, 1_000);
    assertSame(sound.shifted(2_000_000), file, 1, 1_000);
  }

  @Test
  void write_trackThatEndsEarlyOrBeginsLate_keepsAllSamples() throws IOException {
    Source picture = Source.ofRecording(VP9_RECORDING, video("vp9", 640, 360));
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
  void write_sameInputTwice_givesTheSameBytes() throws IOException {
    Source picture = vp8();
    Source sound = opus("6");
    Path first = Muxing.write(directory.resolve("a.webm"), Map.of(), picture, sound);
    Path second = Muxing.write(directory.resolve("b.webm"), Map.of(), picture, sound);
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void write_gapOfManySeconds_isKept() throws IOException {
    Source source = Source.ofRecording(VP9_RECORDING, video("vp9", 640, 360));
    List<SampleInfo> infos =
        source.infos().stream()
            .map(i -> SampleInfo.inOrder(i.timeUs() * 40, 33_333, i.size(), i.keyframe()))
            .toList();
    Source slow = new Source(source.format(), infos, source.data());
    assertSame(slow, Muxing.write(directory.resolve("a.webm"), Map.of(), slow), 0, 1_000);
  }

  @Test
  void close_withoutFinish_leavesAReadableBeginning() throws IOException {
    Source source = Source.ofRecording(VP9_RECORDING, video("vp9", 640, 360));
    Source twice =
        new Source(
            source.format(),
            join(source.infos(), source.shifted(10_000_000).infos()),
            join(source.data(), source.data()));
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), false, twice);
    Source read = Source.ofFile(file, source.format());
    assertTrue(read.count() > source.count(), "only " + read.count());
    for (int i = 0; i < read.count() - 1; i++) {
      assertEquals(twice.data().get(i), read.data().get(i), "packet " + i);
    }
  }

  private static <T> List<T> join(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  @Test
  void finish_withoutSamples_isAFileWithTracks() throws IOException {
    Source source = Source.ofRecording(VP9_RECORDING, video("vp9", 640, 360)).until(0);
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), source);
    byte[] header = Ffmpeg.run("-i", file.toString(), "-c", "copy", "-f", "ivf", "-");
    assertEquals("DKIF", new String(header, 0, 4, StandardCharsets.US_ASCII));
    assertEquals("VP90", new String(header, 8, 4, StandardCharsets.US_ASCII));
    assertEquals(32, header.length, "no frame");
  }
}
