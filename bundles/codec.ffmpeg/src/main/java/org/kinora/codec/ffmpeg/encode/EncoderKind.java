package org.kinora.codec.ffmpeg.encode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.kinora.media.ColorInfo;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.EncoderSettings;

/**
 * One of FFmpeg's encoders: for which codec, how good a choice, what it takes and how it is set up.
 *
 * @param codec Kinora's word for what it makes
 * @param implementation FFmpeg's name of the encoder
 * @param ranking which of two for the same codec is preferred: the higher
 * @param format the pixel or sample format it is given
 * @param sizeStep widths and heights must be multiples of this; 0 for sound
 * @param bitsPerPixel at 30 pictures a second, by default; 0 where the quality is fixed instead
 * @param defaults options it gets unless the caller sets them
 * @param options options the caller may set, in FFmpeg's words
 */
public record EncoderKind(
    String codec,
    String implementation,
    int ranking,
    int format,
    int sizeStep,
    double bitsPerPixel,
    Map<String, String> defaults,
    Set<String> options) {
  /** What rate control assumes before it has seen real distances. */
  static final int TYPICAL_FPS = 30;

  private static final long LEAST_BIT_RATE = 200_000;

  /** JPEG quality 3 on FFmpeg's scale of 2 (best) to 31, in its units of 118. */
  private static final String JPEG_QUALITY = Integer.toString(3 * 118);

  private static final Set<String> COPYING =
      Set.of("libx264", "libopenh264", "libvpx", "libvpx-vp9");

  private static final int MATRIX_RGB = 0;
  private static final int MATRIX_BT601 = 6;

  /** Copies the collections. */
  public EncoderKind {
    defaults = Map.copyOf(defaults);
    options = Set.copyOf(options);
  }

  /** Those that the loaded natives have. */
  public static List<EncoderKind> available() {
    return all().filter(kind -> avcodec_find_encoder_by_name(kind.implementation) != null).toList();
  }

  /**
   * Whether it keeps a copy of a picture and is done with the one it was given; others work on it
   * later, in threads of their own.
   */
  boolean copiesPictures() {
    return COPYING.contains(implementation);
  }

  /** How many threads it gets: x264's wait for each other, so that it takes half as many more. */
  int threads(EncoderSettings settings) {
    int threads = settings.threads();
    return implementation.equals("libx264") && threads > 1 ? threads * 3 / 2 : threads;
  }

  /** Whether it makes pictures; else sound. */
  public boolean isVideo() {
    return sizeStep > 0;
  }

  /** Whether these settings ask for a quality instead of a bit rate. */
  boolean isByQuality(EncoderSettings settings) {
    Map<String, String> chosen = settings.options();
    return bitsPerPixel == 0
        || (settings.quality().isPresent() && EffortTable.knowsQuality(implementation))
        || chosen.containsKey("crf")
        || chosen.containsKey("qp");
  }

  /** The options to open it with: the defaults, then effort and quality, then the caller's own. */
  Map<String, String> options(EncoderSettings settings) {
    Map<String, String> all = new HashMap<>(defaults);
    if (codec.equals("av1") && !isByQuality(settings)) {
      // without delay SVT-AV1 knows a constant bit rate only
      all.merge("svtav1-params", "rc=2", (params, rate) -> params + ":" + rate);
    }
    all.putAll(EffortTable.effort(implementation, settings.effort()));
    if (settings.quality().isPresent()) {
      all.putAll(EffortTable.quality(implementation, settings.quality().getAsInt()));
    }
    all.putAll(settings.options());
    return all;
  }

  /**
   * The bit rate to open it with: that asked for, or width × height × 30 × the codec's bits for a
   * pixel × what the picture rate, and the effort or a quality that the encoder does not know,
   * multiply it by, at least 200 kbit/s. Where a quality is held it is none, but libvpx needs a
   * bound for VP8: ten times the usual.
   */
  long bitRate(EncoderSettings settings, VideoFormat format) {
    double pixels = (double) format.width() * format.height() * TYPICAL_FPS;
    double usual =
        pixels * bitsPerPixel * pictures(settings.pictureRate()) * EffortTable.rate(settings);
    if (isByQuality(settings)) {
      return codec.equals("vp8") ? Math.round(usual * 10) : 0;
    }
    return settings.bitRate().orElse(Math.max(LEAST_BIT_RATE, Math.round(usual)));
  }

  /**
   * Half as much again for twice as many pictures, which differ less from each other: what services
   * recommend for 30 and 60 a second.
   */
  private static double pictures(OptionalDouble rate) {
    return Math.pow(rate.orElse(TYPICAL_FPS) / TYPICAL_FPS, Math.log(1.5) / Math.log(2));
  }

  /** The colour information of its output: PNG is RGB, JPEG is BT.601 in the full range. */
  ColorInfo color(ColorInfo wanted) {
    return switch (format) {
      case AV_PIX_FMT_RGB24 -> full(wanted, MATRIX_RGB);
      case AV_PIX_FMT_YUVJ420P -> full(wanted, MATRIX_BT601);
      default -> wanted;
    };
  }

  private static ColorInfo full(ColorInfo wanted, int matrix) {
    return new ColorInfo(ColorInfo.Range.FULL, wanted.primaries(), wanted.transfer(), matrix);
  }

  /**
   * All kinds. Defaults aim at exports that keep pace with a recording on a small machine; none
   * holds pictures back to reorder them.
   */
  private static Stream<EncoderKind> all() {
    return Stream.of(
        x264(), openh264(), vp8(), vp9(), av1(), png(), mjpeg(), gif(), opus(), aac(), flac());
  }

  private static EncoderKind x264() {
    return new EncoderKind(
        "h264",
        "libx264",
        20,
        AV_PIX_FMT_YUV420P,
        2,
        0.1,
        Map.of("preset", "veryfast", "forced-idr", "1", "bf", "0"),
        Set.of("preset", "tune", "profile", "crf", "qp", "bf", "aq-mode", "x264-params"));
  }

  private static EncoderKind openh264() {
    return new EncoderKind(
        "h264",
        "libopenh264",
        10,
        AV_PIX_FMT_YUV420P,
        2,
        0.12,
        Map.of("rc_mode", "bitrate", "profile", "high", "allow_skip_frames", "0"),
        Set.of("profile", "rc_mode", "coder", "loopfilter"));
  }

  private static EncoderKind vp8() {
    return new EncoderKind(
        "vp8",
        "libvpx",
        10,
        AV_PIX_FMT_YUV420P,
        1,
        0.12,
        Map.of("deadline", "realtime", "cpu-used", "8", "lag-in-frames", "0", "auto-alt-ref", "0"),
        Set.of("deadline", "cpu-used", "crf", "static-thresh", "noise-sensitivity"));
  }

  private static EncoderKind vp9() {
    return new EncoderKind(
        "vp9",
        "libvpx-vp9",
        10,
        AV_PIX_FMT_YUV420P,
        1,
        0.08,
        Map.of(
            "deadline", "realtime",
            "cpu-used", "8",
            "lag-in-frames", "0",
            "auto-alt-ref", "0",
            "row-mt", "1",
            "tile-columns", "2",
            "aq-mode", "3"),
        Set.of(
            "deadline",
            "cpu-used",
            "crf",
            "row-mt",
            "tile-columns",
            "aq-mode",
            "tune-content",
            "lossless"));
  }

  private static EncoderKind av1() {
    return new EncoderKind(
        "av1",
        "libsvtav1",
        10,
        AV_PIX_FMT_YUV420P,
        2,
        0.06,
        Map.of("preset", "10", "svtav1-params", "pred-struct=1:force-key-frames=1"),
        Set.of("preset", "crf", "qp", "svtav1-params"));
  }

  private static EncoderKind png() {
    return new EncoderKind(
        "png",
        "png",
        10,
        AV_PIX_FMT_RGB24,
        1,
        0,
        Map.of("compression_level", "6", "pred", "mixed"),
        Set.of("compression_level", "pred"));
  }

  private static EncoderKind mjpeg() {
    return new EncoderKind(
        "mjpeg",
        "mjpeg",
        10,
        AV_PIX_FMT_YUVJ420P,
        1,
        0,
        Map.of("flags", "+qscale", "global_quality", JPEG_QUALITY),
        Set.of("global_quality", "huffman"));
  }

  private static EncoderKind gif() {
    return new EncoderKind(
        "gif", "gif", 10, AV_PIX_FMT_RGBA, 1, 0, Map.of(), Set.of(GifEncoder.DITHER));
  }

  private static EncoderKind opus() {
    return sound(
        "opus",
        "libopus",
        AV_SAMPLE_FMT_FLT,
        Map.of("application", "audio"),
        Set.of("application", "vbr", "frame_duration", "compression_level", "fec", "packet_loss"));
  }

  private static EncoderKind aac() {
    return sound("aac", "aac", AV_SAMPLE_FMT_FLTP, Map.of(), Set.of("aac_coder"));
  }

  private static EncoderKind flac() {
    return sound("flac", "flac", AV_SAMPLE_FMT_S32, Map.of(), Set.of("compression_level"));
  }

  private static EncoderKind sound(
      String codec,
      String implementation,
      int format,
      Map<String, String> defaults,
      Set<String> options) {
    return new EncoderKind(codec, implementation, 10, format, 0, 0, defaults, options);
  }
}
