package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.bitstream.Av1;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

/** What FFmpeg reads back of each codec is what was written. */
class WrittenCodecsTest extends WrittenFiles {
  @Test
  void write_vp9Recording_readsBackTheSame() throws IOException {
    Source source = vp9();
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
  void write_opusOnly_decodesToTheSameSoundToTheSample() throws IOException {
    Source sound = opus("3.3337");
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), sound);
    assertSame(sound, file, 0, 1_000);
    byte[] expected = pcm(directory.resolve("made.ogg"));
    assertEquals(Math.round(3.3337 * 48_000) * 4, expected.length);
    assertArrayEquals(expected, pcm(file));
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
    List<ByteBuffer> inFile =
        made.data().stream().map(WrittenCodecsTest::withoutDelimiter).toList();
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

  /**
   * FFmpeg makes the same of the byte stream, for a sample entry whose samples hold all there is.
   */
  @Test
  void write_h265ByteStream_becomesLengthPrefixed() throws IOException {
    Path stream = directory.resolve("made.ts");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x180:r=30:d=3",
        "-pix_fmt",
        "yuv420p",
        "-c:v",
        "libx265",
        "-x265-params",
        "bframes=0:keyint=30:repeat-headers=1:log-level=none",
        stream.toString());
    Path prefixed = directory.resolve("made.mp4");
    Ffmpeg.run("-i", stream.toString(), "-c", "copy", "-tag:v", "hev1", prefixed.toString());
    Source made = Source.ofFile(stream, video("h265", 320, 180));
    Source pictures = made.shifted(-made.infos().get(0).timeUs());
    Path file = directory.resolve("a.mkv");
    Muxing.write(file, new MatroskaMuxerFactory(), Map.of(), pictures);
    List<ByteBuffer> expected = Source.ofFile(prefixed, made.format()).data();
    assertSame(new Source(made.format(), pictures.infos(), expected), file, 0, 1_000);
    assertArrayEquals(pictureHash(stream), pictureHash(file));
  }

  private static byte[] pictureHash(Path file) {
    return Ffmpeg.run(
        "-xerror", "-i", file.toString(), "-fps_mode", "passthrough", "-f", "md5", "-");
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
}
