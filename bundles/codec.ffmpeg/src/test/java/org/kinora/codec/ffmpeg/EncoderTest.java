package org.kinora.codec.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kinora.codec.ffmpeg.Encoders.codec;
import static org.kinora.codec.ffmpeg.Encoders.factory;
import static org.kinora.codec.ffmpeg.Encoders.keep;
import static org.kinora.codec.ffmpeg.Encoders.settings;
import static org.kinora.codec.ffmpeg.Encoders.sine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.codec.ffmpeg.Encoders.Sample;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.tck.support.Ffmpeg;

/** Encoders of pictures. */
class EncoderTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  /** Pictures at uneven distances, as a screen recorder delivers them. */
  private static final long[] TIMES_US = uneven(40);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"libx264", "libopenh264", "libvpx", "libvpx-vp9", "libsvtav1", "mjpeg", "png"})
  void encode_unevenPictures_comeBackAtTheirTimes(String implementation) throws IOException {
    FfmpegEncoderFactory factory = factory(implementation);
    VideoFormat target = target(codec(implementation), ColorInfo.BT709);
    List<Sample> samples = new ArrayList<>();
    TrackFormat made;
    try (Encoder encoder = factory.create(settings(target, Map.of()))) {
      made = encoder.format();
      encode(encoder, samples);
    }
    assertEquals(TIMES_US.length, samples.size());
    assertTrue(samples.get(0).info().keyframe());
    for (int i = 0; i < TIMES_US.length; i++) {
      assertEquals(TIMES_US[i], samples.get(i).info().timeUs());
      assertEquals(duration(i), samples.get(i).info().durationUs());
    }
    List<VideoFrame> pictures = decode(made, samples, new ArrayList<>());
    assertEquals(TIMES_US.length, pictures.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"libx264", "libopenh264", "libvpx", "libvpx-vp9", "libsvtav1", "mjpeg"})
  void encode_thenDecode_keepsThePicture(String implementation) throws IOException {
    boolean jpeg = implementation.equals("mjpeg");
    ColorInfo color = jpeg ? new ColorInfo(ColorInfo.Range.FULL, 1, 1, 6) : ColorInfo.BT709;
    VideoFormat target = target(codec(implementation), color);
    List<Sample> samples = new ArrayList<>();
    try (Encoder encoder = factory(implementation).create(settings(target, Map.of()))) {
      for (int i = 0; i < TIMES_US.length; i++) {
        encoder.encode(colored(picture(i), color), false, keep(samples));
      }
      encoder.flush(keep(samples));
    }
    List<byte[]> packed = new ArrayList<>();
    List<VideoFrame> pictures = decode(target, samples, packed);
    for (int i = 0; i < pictures.size(); i++) {
      assertEquals(TIMES_US[i], pictures.get(i).timeUs());
      assertEquals(duration(i), pictures.get(i).durationUs());
      byte[] expected = Pictures.packed(Pictures.moving(WIDTH, HEIGHT, PixelLayout.I420, i, 0));
      double psnr = Pictures.psnr(expected, packed.get(i));
      assertTrue(psnr > 35, implementation + " picture " + i + ": " + psnr + " dB");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"libx264", "libopenh264", "libvpx", "libvpx-vp9", "libsvtav1"})
  void encode_keyframeInterval_isKeptInTimeAndOnDemand(String implementation) throws IOException {
    VideoFormat target = target(codec(implementation), ColorInfo.BT709);
    EncoderSettings settings =
        new EncoderSettings(target, OptionalLong.empty(), 500_000, 1, Map.of());
    List<Sample> samples = new ArrayList<>();
    try (Encoder encoder = factory(implementation).create(settings)) {
      for (int i = 0; i < TIMES_US.length; i++) {
        encoder.encode(picture(i), i == 7, keep(samples));
      }
      encoder.flush(keep(samples));
    }
    assertTrue(samples.get(7).info().keyframe(), "the picture asked for is a key frame");
    long lastKeyUs = samples.get(0).info().timeUs();
    for (int i = 1; i < samples.size(); i++) {
      SampleInfo info = samples.get(i).info();
      if (info.keyframe()) {
        lastKeyUs = info.timeUs();
      }
      assertTrue(info.timeUs() - lastKeyUs < 500_000, "sample " + i);
    }
    // decoding can really start there
    List<Sample> tail = samples.subList(7, samples.size());
    assertEquals(tail.size(), decode(target, tail, new ArrayList<>()).size());
  }

  @Test
  void encode_everyPictureAKey_whenIntervalIsZero() throws IOException {
    for (String implementation :
        List.of("libx264", "libopenh264", "libvpx", "libvpx-vp9", "libsvtav1")) {
      VideoFormat target = target(codec(implementation), ColorInfo.BT709);
      List<Sample> samples = new ArrayList<>();
      try (Encoder encoder =
          factory(implementation)
              .create(new EncoderSettings(target, OptionalLong.empty(), 0, 1, Map.of()))) {
        encode(encoder, samples);
      }
      assertTrue(samples.stream().allMatch(sample -> sample.info().keyframe()), implementation);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"libx264", "libopenh264"})
  void encode_h264_isAnnexBThatFfmpegDecodesAsMeant(String implementation) throws IOException {
    VideoFormat target = target("h264", ColorInfo.BT709);
    List<Sample> samples = new ArrayList<>();
    try (Encoder encoder = factory(implementation).create(settings(target, Map.of()))) {
      assertTrue(((VideoFormat) encoder.format()).config().isEmpty());
      encode(encoder, samples);
    }
    Path file = directory.resolve("out.h264");
    for (Sample sample : samples) {
      ByteBuffer data = sample.data().buffer();
      assertEquals(1, data.getInt(), "start code");
      if (sample.info().keyframe()) {
        assertTrue(hasParameterSets(sample.data()), "parameter sets on each key frame");
      }
      Files.write(
          file, sample.data().toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    byte[] raw =
        Ffmpeg.run(
            "-i",
            file.toString(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "yuv420p",
            "-fps_mode",
            "passthrough",
            "-");
    assertEquals(TIMES_US.length * WIDTH * HEIGHT * 3 / 2, raw.length);
    byte[] first = Arrays.copyOf(raw, WIDTH * HEIGHT * 3 / 2);
    assertTrue(Pictures.psnr(Pictures.packed(picture(0)), first) > 35);
    String said = Ffmpeg.probe(file).path("streams").get(0).toString();
    assertTrue(said.contains("\"color_space\":\"bt709\""), said);
    assertTrue(said.contains("\"color_range\":\"tv\""), said);
  }

  @ParameterizedTest
  @EnumSource(
      value = PixelLayout.class,
      names = {"I420", "I422", "I444", "GRAY", "RGBA"})
  void encode_anyLayout_isConverted(PixelLayout layout) throws IOException {
    VideoFormat target = target("vp9", ColorInfo.BT709);
    List<Sample> samples = new ArrayList<>();
    try (Encoder encoder = factory("libvpx-vp9").create(settings(target, Map.of()))) {
      encoder.encode(Pictures.moving(WIDTH, HEIGHT, layout, 3, 0), false, keep(samples));
      encoder.flush(keep(samples));
    }
    assertEquals(1, decode(target, samples, new ArrayList<>()).size());
  }

  @ParameterizedTest
  @CsvSource({"1, LIMITED, bt709, tv", "6, FULL, smpte170m, pc", "9, LIMITED, bt2020, tv"})
  void encode_png_equalsFfmpegsOwn(int matrix, ColorInfo.Range range, String name, String ends)
      throws IOException {
    VideoFrame plain = Pictures.moving(WIDTH, HEIGHT, PixelLayout.I420, 5, 0);
    VideoFrame frame =
        new VideoFrame(
            0,
            0,
            WIDTH,
            HEIGHT,
            plain.layout(),
            new ColorInfo(range, 2, 2, matrix),
            plain.planes());
    VideoFormat target = target("png", ColorInfo.UNSPECIFIED);
    Path ours = directory.resolve("ours.png");
    try (Encoder encoder = factory("png").create(settings(target, Map.of()))) {
      encoder.encode(frame, false, (info, data) -> Files.write(ours, Blob.of(data).toByteArray()));
      encoder.flush((info, data) -> Files.write(ours, Blob.of(data).toByteArray()));
    }
    Path raw = Files.write(directory.resolve("in.yuv"), Pictures.packed(frame));
    byte[] expected =
        Ffmpeg.run(
            "-f",
            "rawvideo",
            "-video_size",
            WIDTH + "x" + HEIGHT,
            "-pix_fmt",
            "yuv420p",
            "-i",
            raw.toString(),
            "-vf",
            "scale=in_color_matrix="
                + name
                + ":in_range="
                + ends
                + ":flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-");
    byte[] found = Ffmpeg.run("-i", ours.toString(), "-f", "rawvideo", "-pix_fmt", "rgb24", "-");
    assertTrue(Pictures.psnr(expected, found) > 50, Pictures.psnr(expected, found) + " dB");
  }

  @Test
  void create_options_areCheckedAndPassedOn() throws IOException {
    VideoFormat target = target("h264", ColorInfo.BT709);
    FfmpegEncoderFactory x264 = factory("libx264");
    assertEquals(
        MediaError.ARGUMENT_INVALID,
        code(() -> x264.create(settings(target, Map.of("colour", "red")))));
    assertEquals(
        MediaError.ARGUMENT_INVALID,
        code(() -> x264.create(settings(target, Map.of("preset", "sleepy")))));
    assertTrue(bytes(x264, Map.of("crf", "45")) < bytes(x264, Map.of("crf", "10")) / 3);
  }

  @Test
  void supports_sizesAndCodecs() {
    VideoFormat odd = new VideoFormat("h264", 321, 180, ColorInfo.BT709, Blob.EMPTY);
    VideoFormat oddVp9 = new VideoFormat("vp9", 321, 181, ColorInfo.BT709, Blob.EMPTY);
    assertFalse(factory("libx264").supports(settings(odd, Map.of())));
    assertTrue(factory("libvpx-vp9").supports(settings(oddVp9, Map.of())));
    assertFalse(factory("libopus").supports(settings(oddVp9, Map.of())));
    assertEquals(
        MediaError.ENCODER_NOT_SUPPORTED,
        code(() -> factory("libx264").create(settings(odd, Map.of()))));
  }

  @Test
  void encode_wrongFrame_isRefused() throws IOException {
    VideoFormat target = target("vp8", ColorInfo.BT709);
    try (Encoder encoder = factory("libvpx").create(settings(target, Map.of()))) {
      VideoFrame small = Pictures.moving(64, 64, PixelLayout.I420, 0, 0);
      assertEquals(
          MediaError.ARGUMENT_INVALID, code(() -> encoder.encode(small, false, (i, d) -> {})));
      assertEquals(
          MediaError.ARGUMENT_INVALID,
          code(() -> encoder.encode(sine(0, 10, 48_000, 1), false, (i, d) -> {})));
      encoder.encode(picture(3), false, (i, d) -> {});
      assertEquals(
          MediaError.ARGUMENT_INVALID, code(() -> encoder.encode(picture(2), false, (i, d) -> {})));
    }
  }

  @Test
  void available_hasEveryCodecOfTheNatives() {
    Set<String> codecs =
        EncoderKind.available().stream().map(EncoderKind::codec).collect(Collectors.toSet());
    assertEquals(
        Set.of("h264", "vp8", "vp9", "av1", "png", "mjpeg", "gif", "opus", "aac", "flac"), codecs);
  }

  private int bytes(FfmpegEncoderFactory factory, Map<String, String> options) throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (Encoder encoder = factory.create(settings(target("h264", ColorInfo.BT709), options))) {
      encode(encoder, samples);
    }
    return samples.stream().mapToInt(sample -> sample.data().size()).sum();
  }

  private static ErrorCode code(Executable call) {
    return assertThrows(MediaException.class, call).code();
  }

  private static boolean hasParameterSets(Blob sample) {
    byte[] bytes = sample.toByteArray();
    Set<Integer> types = new HashSet<>();
    for (int i = 0; i + 3 < bytes.length; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        types.add(bytes[i + 3] & 0x1f);
      }
    }
    return types.containsAll(Set.of(7, 8, 5));
  }

  private static VideoFormat target(String codec, ColorInfo color) {
    return new VideoFormat(codec, WIDTH, HEIGHT, color, Blob.EMPTY);
  }

  private static void encode(Encoder encoder, List<Sample> samples) throws IOException {
    for (int i = 0; i < TIMES_US.length; i++) {
      encoder.encode(picture(i), false, keep(samples));
    }
    encoder.flush(keep(samples));
  }

  private static VideoFrame colored(VideoFrame frame, ColorInfo color) {
    return new VideoFrame(
        frame.timeUs(),
        frame.durationUs(),
        frame.width(),
        frame.height(),
        frame.layout(),
        color,
        frame.planes());
  }

  private static VideoFrame picture(int i) {
    return Pictures.moving(WIDTH, HEIGHT, PixelLayout.I420, i, 0).at(TIMES_US[i], duration(i));
  }

  private static long duration(int i) {
    return i + 1 < TIMES_US.length ? TIMES_US[i + 1] - TIMES_US[i] : 33_333;
  }

  private static long[] uneven(int count) {
    long[] times = new long[count];
    for (int i = 1; i < count; i++) {
      times[i] = times[i - 1] + 16_667 + (i % 5) * 9_001L;
    }
    return times;
  }

  private static List<VideoFrame> decode(
      TrackFormat format, List<Sample> samples, List<byte[]> packed) throws IOException {
    List<VideoFrame> pictures = new ArrayList<>();
    try (Decoder decoder = new FfmpegDecoderFactory().create(format, 1)) {
      for (Sample sample : samples) {
        decoder.decode(
            sample.info(),
            sample.data().buffer(),
            frame -> {
              packed.add(Pictures.packed((VideoFrame) frame));
              pictures.add((VideoFrame) frame);
            });
      }
      decoder.flush(
          frame -> {
            packed.add(Pictures.packed((VideoFrame) frame));
            pictures.add((VideoFrame) frame);
          });
    }
    return pictures;
  }
}
