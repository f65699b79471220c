package org.kinora.lib.bitstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.bitstream.Sniffer.Framing;
import org.kinora.lib.bitstream.Sniffer.Guess;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.ColorInfo.Range;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

/** Streams of many kinds: sizes, colours and configurations against what FFmpeg says and writes. */
class ConfigurationTest {
  private static final String COLOR =
      "colorprim=bt709:transfer=smpte170m:colormatrix=bt470bg:range=";
  private static final Map<String, Integer> CODE_POINTS =
      Map.of(
          "unknown",
          2,
          "bt709",
          1,
          "smpte170m",
          6,
          "bt470bg",
          5,
          "bt2020",
          9,
          "bt2020nc",
          9,
          "bt2020-10",
          14,
          "smpte2084",
          16,
          "gbr",
          0,
          "smpte240m",
          7);

  @TempDir Path directory;

  /** The whole of a stream of one picture: a key frame. */
  private ByteBuffer keyframe(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file));
  }

  private static void assertSizeAndColor(Path file, VideoFormat found) {
    JsonNode stream = Ffmpeg.probe(file).path("streams").path(0);
    assertEquals(stream.path("width").asInt(), found.width());
    assertEquals(stream.path("height").asInt(), found.height());
    ColorInfo color = found.color();
    assertEquals(point(stream, "color_primaries"), color.primaries());
    assertEquals(point(stream, "color_transfer"), color.transfer());
    assertEquals(point(stream, "color_space"), color.matrix());
    Range range =
        switch (stream.path("color_range").asText()) {
          case "tv" -> Range.LIMITED;
          case "pc" -> Range.FULL;
          default -> Range.UNSPECIFIED;
        };
    assertEquals(range, color.range());
  }

  private static int point(JsonNode stream, String field) {
    String name = stream.path(field).asText("unknown");
    Integer point = CODE_POINTS.get(name);
    if (point == null) {
      throw new AssertionError("test knows no code point for " + name);
    }
    return point;
  }

  @ParameterizedTest
  @CsvSource({
    "322x182, yuv420p, 'bframes=0'",
    "640x360, yuv420p, 'baseline'",
    "1920x1080, yuv420p, 'interlaced=1'",
    "322x181, yuv422p, 'range=tv'",
    "321x181, yuv444p, 'range=pc'",
    "322x182, yuv420p10le, 'cqm=jvt'",
    "322x182, gray, 'bframes=0'",
    "176x144, yuv420p, 'colors=pc'"
  })
  void h264_eachKind_hasFfmpegsConfiguration(String size, String pixels, String extra)
      throws IOException {
    boolean baseline = extra.equals("baseline");
    String options = extra.startsWith("colors=") ? COLOR + extra.substring(7) : extra;
    Path raw =
        Streams.video(
            directory.resolve("a.h264"),
            size,
            "-pix_fmt",
            pixels,
            "-frames:v",
            "1",
            "-c:v",
            "libx264",
            baseline ? "-profile:v" : "-x264-params",
            baseline ? "baseline" : "keyint=25:" + options);
    ByteBuffer sample = keyframe(raw);
    assertEquals(new Guess("h264", Framing.ANNEX_B), Sniffer.sniff(sample).orElseThrow());
    assertSizeAndColor(raw, Sniffer.format("h264", sample).orElseThrow());
    ParameterSets sets = ParameterSets.fromAnnexB(NalCodec.AVC, sample);
    assertTrue(sets.isComplete());
    assertEquals(Streams.box(Streams.toMp4(raw), "avcC"), sets.config());
    assertEquals(sets, ParameterSets.fromConfig(NalCodec.AVC, sets.config()));
  }

  @ParameterizedTest
  @CsvSource({
    "322x182, yuv420p, 'log-level=0'",
    "640x362, yuv422p10le, 'range=limited'",
    "322x182, yuv444p, 'range=full:scaling-list=default'",
    "322x182, yuv420p, 'temporal-layers=3:bframes=3'",
    "1280x720, gray, 'pcm=1'",
    "322x182, yuv420p12le, 'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc'"
  })
  void h265_eachKind_hasFfmpegsConfiguration(String size, String pixels, String extra)
      throws IOException {
    Path raw =
        Streams.video(
            directory.resolve("a.h265"),
            size,
            "-pix_fmt",
            pixels,
            "-frames:v",
            "1",
            "-c:v",
            "libx265",
            "-x265-params",
            "log-level=none:" + extra);
    ByteBuffer sample = keyframe(raw);
    assertEquals(new Guess("h265", Framing.ANNEX_B), Sniffer.sniff(sample).orElseThrow());
    assertSizeAndColor(raw, Sniffer.format("h265", sample).orElseThrow());
    ParameterSets sets = ParameterSets.fromAnnexB(NalCodec.HEVC, sample);
    assertTrue(sets.isComplete());
    Blob theirs = Streams.box(Streams.toMp4(raw, "-tag:v", "hvc1"), "hvcC");
    assertEquals(sets, ParameterSets.fromConfig(NalCodec.HEVC, theirs));
    assertEquals(sets, ParameterSets.fromConfig(NalCodec.HEVC, sets.config()));
    assertEquals(theirs, sets.config());
  }

  @ParameterizedTest
  @CsvSource({
    "yuv420p, 'bt709', 'tv'",
    "yuv422p, 'smpte170m', 'tv'",
    "yuv444p, 'bt470bg', 'pc'",
    "yuv420p10le, 'bt2020nc', 'tv'",
    "yuv422p12le, 'smpte240m', 'tv'",
    "gbrp, 'gbr', 'pc'"
  })
  void vp9_eachKind_hasFfmpegsConfiguration(String pixels, String matrix, String range)
      throws IOException {
    Path ivf =
        Streams.video(
            directory.resolve("a.ivf"),
            "322x182",
            "-vf",
            "setparams=colorspace=" + matrix + ":range=" + range + ",format=" + pixels,
            "-c:v",
            "libvpx-vp9",
            "-cpu-used",
            "8",
            "-frames:v",
            "3");
    ByteBuffer sample = Streams.ivf(ivf).get(0);
    assertEquals(new Guess("vp9", Framing.NONE), Sniffer.sniff(sample).orElseThrow());
    VideoFormat found = Sniffer.format("vp9", sample).orElseThrow();
    assertEquals(322, found.width());
    assertEquals(182, found.height());
    assertEquals(CODE_POINTS.get(matrix), found.color().matrix());
    assertEquals(range.equals("pc") ? Range.FULL : Range.LIMITED, found.color().range());
    Blob theirs = Streams.box(Streams.toMp4(ivf), "vpcC");
    assertEquals(theirs.size(), found.config().size());
    assertEquals(firstBytes(theirs, 7), firstBytes(found.config(), 7), "version to range");
    assertFalse(Vp9.parse(Streams.ivf(ivf).get(1)).isPresent(), "the second is no key frame");
  }

  private static String firstBytes(Blob blob, int count) {
    return blob.toString().substring(0, 2 * count);
  }

  @ParameterizedTest
  @CsvSource({
    "libaom-av1, yuv420p, ''",
    "libaom-av1, yuv444p, '-color_range pc -colorspace bt709 -color_primaries bt709'",
    "libaom-av1, yuv422p10le, '-color_trc bt2020-10'",
    "libaom-av1, gray, ''",
    "libaom-av1, yuv420p, '-still-picture 1'",
    "libaom-av1, gbrp, '-colorspace rgb -color_primaries bt709 -color_trc iec61966-2-1'",
    "libsvtav1, yuv420p10le, '-colorspace bt2020nc -color_primaries bt2020 -color_trc smpte2084'"
  })
  void av1_eachKind_hasFfmpegsConfiguration(String encoder, String pixels, String extra)
      throws IOException {
    String arguments =
        "-pix_fmt %s -c:v %s -frames:v 1 %s %s"
            .formatted(pixels, encoder, encoder.equals("libaom-av1") ? "-cpu-used 8" : "", extra);
    Path ivf = Streams.video(directory.resolve("a.ivf"), "322x182", arguments.strip().split(" +"));
    ByteBuffer sample = Streams.ivf(ivf).get(0);
    assertEquals(new Guess("av1", Framing.NONE), Sniffer.sniff(sample).orElseThrow());
    VideoFormat found = Sniffer.format("av1", sample).orElseThrow();
    assertEquals(Streams.box(Streams.toMp4(ivf), "av1C"), found.config());
    if (!extra.contains("iec61966")) {
      assertSizeAndColor(ivf, found);
    }
    assertEquals(Av1.parse(sample), Av1.parseAv1C(found.config()));
  }

  @Test
  void av1_temporalDelimiterInFront_isPassedOver() throws IOException {
    Path ivf =
        Streams.video(
            directory.resolve("a.ivf"),
            "64x64",
            "-c:v",
            "libaom-av1",
            "-cpu-used",
            "8",
            "-frames:v",
            "1");
    ByteBuffer sample = Streams.ivf(ivf).get(0);
    int before = sample.remaining();
    Av1.skipTemporalDelimiter(sample);
    assertEquals(before - 2, sample.remaining());
    assertTrue(Av1.parse(sample).isPresent());
    Av1.skipTemporalDelimiter(sample);
    assertEquals(before - 2, sample.remaining(), "nothing else is passed over");
  }

  @Test
  void vp8_keyframe_hasItsSize() throws IOException {
    Path ivf =
        Streams.video(
            directory.resolve("a.ivf"),
            "322x182",
            "-c:v",
            "libvpx",
            "-cpu-used",
            "8",
            "-frames:v",
            "3");
    ByteBuffer sample = Streams.ivf(ivf).get(0);
    assertEquals(new Guess("vp8", Framing.NONE), Sniffer.sniff(sample).orElseThrow());
    VideoFormat found = Sniffer.format("vp8", sample).orElseThrow();
    assertEquals(322, found.width());
    assertEquals(182, found.height());
    assertFalse(Vp8.parse(Streams.ivf(ivf).get(1)).isPresent(), "the second is no key frame");
  }

  @Test
  void sniff_lengthPrefixedSamples_areToldFromAnnexB() throws IOException {
    for (String name : new String[] {"h264", "h265"}) {
      Path raw = Streams.video(directory.resolve("a." + name), "322x182", "-frames:v", "1");
      ByteBuffer prefixed =
          AnnexB.toLengthPrefixed(keyframe(raw), nal -> true, ByteBuffer.allocate(0));
      assertEquals(new Guess(name, Framing.LENGTH_PREFIXED), Sniffer.sniff(prefixed).orElseThrow());
    }
  }

  @Test
  void sniff_exampleRecordings_areRecognised() throws IOException {
    assertEquals(
        new Guess("h264", Framing.ANNEX_B),
        Sniffer.sniff(Streams.recording("rec_1757651534329").get(0)).orElseThrow());
    assertEquals(
        new Guess("vp9", Framing.NONE),
        Sniffer.sniff(Streams.recording("rec_1757651700000").get(0)).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"h264, libx264", "vp9, libvpx-vp9", "av1, libaom-av1"})
  void codecString_ofFormat_isWhatFfmpegPutsInManifests(String codec, String encoder)
      throws IOException {
    Path mp4 =
        Streams.video(
            directory.resolve("a.mp4"),
            "322x182",
            "-pix_fmt",
            "yuv420p",
            "-frames:v",
            "5",
            "-c:v",
            encoder);
    Path manifest = directory.resolve("a.mpd");
    Ffmpeg.run("-i", mp4.toString(), "-c", "copy", "-f", "dash", manifest.toString());
    String box = Map.of("h264", "avcC", "vp9", "vpcC", "av1", "av1C").getOrDefault(codec, "");
    VideoFormat format =
        new VideoFormat(codec, 322, 182, ColorInfo.UNSPECIFIED, Streams.box(mp4, box));
    String ours = CodecString.of(format);
    String expected = "codecs=\"%s\"".formatted(ours).toLowerCase(Locale.ROOT);
    String text = Files.readString(manifest).toLowerCase(Locale.ROOT);
    assertTrue(text.contains(expected), () -> expected + " in " + text);
    assertEquals(codec, CodecString.word(ours));
  }

  @Test
  void codecString_ofHevc_followsTheAnnex() throws MediaException {
    // Main profile, compatible with profiles 1 and 2, main tier, progressive and frames only, level
    // 3
    Blob config = blob("01 01 60000000 900000000000 5a f000 fc fd f8 f8 0000 0f 00");
    VideoFormat format = new VideoFormat("h265", 640, 360, ColorInfo.UNSPECIFIED, config);
    assertEquals("hvc1.1.6.L90.90", CodecString.of(format));
  }

  private static Blob blob(String hex) {
    return Blob.of(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "avc1.64002A, h264",
    "avc3.42e01e, h264",
    "hvc1.1.6.L93.B0, h265",
    "hev1, h265",
    "vp09.00.10.08, vp9",
    "vp9, vp9",
    "vp8, vp8",
    "vp08.00.10.08, vp8",
    "av01.0.04M.08, av1",
    "opus, opus",
    "Opus, opus",
    "mp4a.40.2, aac",
    "mp4a.6B, mp3",
    "pcm-s16, pcm_s16le",
    "flac, flac",
    "auto, auto",
    "prores.x, prores"
  })
  void word_knownStrings_areTranslated(String codecString, String word) {
    assertEquals(word, CodecString.word(codecString));
  }
}
