package org.kinora.codec.ffmpeg.encode;

import java.util.Map;
import org.kinora.media.Effort;
import org.kinora.spi.codec.EncoderSettings;

/**
 * What effort and quality mean to each encoder, in FFmpeg's words. The bit rate that an encoder
 * gets where none is asked for grows with the effort too: 0.5, 1, 1.5 and 2 times the usual. An
 * encoder that knows bit rates only doubles it with every 20 of quality; 50 is the usual.
 *
 * <pre>
 *            draft          balanced       high            best           quality 100 … 0
 * libx264    ultrafast      veryfast       medium          slow           crf 12 … 42
 * libvpx     rt, cpu 16     rt, cpu 8      good, cpu 4     good, cpu 1    crf 4 … 54
 * libvpx-vp9 rt, cpu 8      rt, cpu 8      good, cpu 5     good, cpu 3    crf 10 … 60
 * libsvtav1  preset 12      10             8               6              crf 14 … 63
 * mjpeg      —              —              —               —              q 2 … 31
 * </pre>
 */
final class EffortTable {
  private static final int QUALITY_UNIT = 118;

  private EffortTable() {}

  /** By how much the usual bit rate is multiplied. */
  static double rate(EncoderSettings settings) {
    return settings.quality().isPresent()
        ? Math.pow(2, (settings.quality().getAsInt() - 50) / 20.0)
        : choose(settings.effort(), 0.5, 1.0, 1.5, 2.0);
  }

  /** The options of an effort; empty where the encoder knows one way only. */
  static Map<String, String> effort(String implementation, Effort effort) {
    return switch (implementation) {
      case "libx264" -> Map.of("preset", choose(effort, "ultrafast", "veryfast", "medium", "slow"));
      case "libvpx" ->
          Map.of(
              "deadline", choose(effort, "realtime", "realtime", "good", "good"),
              "cpu-used", choose(effort, "16", "8", "4", "1"));
      case "libvpx-vp9" ->
          Map.of(
              "deadline", choose(effort, "realtime", "realtime", "good", "good"),
              "cpu-used", choose(effort, "8", "8", "5", "3"));
      case "libsvtav1" -> Map.of("preset", choose(effort, "12", "10", "8", "6"));
      default -> Map.of();
    };
  }

  private static <T> T choose(Effort effort, T draft, T balanced, T high, T best) {
    return switch (effort) {
      case DRAFT -> draft;
      case BALANCED -> balanced;
      case HIGH -> high;
      case BEST -> best;
    };
  }

  /** Whether an encoder can hold a quality. */
  static boolean knowsQuality(String implementation) {
    return !quality(implementation, 0).isEmpty();
  }

  /** The options of a quality, 0 to 100; empty where the encoder knows bit rates only. */
  static Map<String, String> quality(String implementation, int quality) {
    return switch (implementation) {
      case "libx264" -> Map.of("crf", between(quality, 42, 12));
      case "libvpx" -> Map.of("crf", between(quality, 54, 4));
      case "libvpx-vp9" -> Map.of("crf", between(quality, 60, 10));
      case "libsvtav1" -> Map.of("crf", between(quality, 63, 14));
      case "mjpeg" ->
          Map.of(
              "global_quality",
              Integer.toString(Integer.parseInt(between(quality, 31, 2)) * QUALITY_UNIT));
      default -> Map.of();
    };
  }

  private static String between(int quality, int worst, int best) {
    return Long.toString(Math.round(worst + (best - worst) * quality / 100.0));
  }
}
