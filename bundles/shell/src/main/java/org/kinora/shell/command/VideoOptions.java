package org.kinora.shell.command;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.shell.text.Sizes;
import picocli.CommandLine.Option;

/** The options that say how composed pictures are encoded. */
final class VideoOptions {
  private static final Pattern RATE =
      Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)|(\\d{1,6})/(\\d{1,6})");

  /** Rates of television as people round them. */
  private static final Map<String, FrameRate> ROUNDED =
      Map.of(
          "23.976", new FrameRate(24_000, 1001),
          "23.98", new FrameRate(24_000, 1001),
          "29.97", new FrameRate(30_000, 1001),
          "59.94", new FrameRate(60_000, 1001));

  @Option(
      names = "--preset",
      paramLabel = "PRESET",
      defaultValue = "balanced",
      description = "How much work is spent: draft, balanced, high, best; default: balanced.")
  String preset = "balanced";

  @Option(
      names = "--codec",
      paramLabel = "CODEC",
      description = "The video codec; default: what the container prefers.")
  @Nullable String codec;

  @Option(
      names = "--bitrate",
      paramLabel = "RATE",
      description = "Bits a second, such as 4M or 800k; default: what suits size and preset.")
  @Nullable String bitrate;

  @Option(
      names = "--quality",
      paramLabel = "0..100",
      description = "Constant quality instead of a bit rate.")
  @Nullable Integer quality;

  @Option(
      names = "--fps",
      paramLabel = "FPS",
      description =
          "A constant rate, such as 30, 29.97 or 30000/1001; default: each picture at its own"
              + " time.")
  @Nullable String fps;

  /**
   * The settings that are meant.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  VideoSettings settings() throws MediaException {
    OptionalLong bits =
        bitrate == null ? OptionalLong.empty() : OptionalLong.of(Sizes.parseRate(bitrate));
    try {
      return new VideoSettings(
          Optional.ofNullable(codec),
          effort(preset),
          bits,
          quality == null ? OptionalInt.empty() : OptionalInt.of(quality),
          fps == null ? Optional.empty() : Optional.of(frameRate(fps)));
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private static Effort effort(String preset) throws MediaException {
    for (Effort effort : Effort.values()) {
      if (effort.name().toLowerCase(Locale.ROOT).equals(preset)) {
        return effort;
      }
    }
    throw new MediaException(
        MediaError.ARGUMENT_INVALID,
        "'" + preset + "' is not a preset; write draft, balanced, high or best");
  }

  /**
   * Reads a constant rate.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  static FrameRate frameRate(String text) throws MediaException {
    FrameRate rounded = ROUNDED.get(text);
    Matcher matcher = RATE.matcher(text);
    try {
      if (rounded != null) {
        return rounded;
      } else if (matcher.matches() && matcher.group(1) == null) {
        return new FrameRate(
            Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
      } else if (matcher.matches()) {
        BigDecimal rate = new BigDecimal(matcher.group(1));
        int seconds = BigDecimal.TEN.pow(rate.scale()).intValueExact();
        return new FrameRate(rate.movePointRight(rate.scale()).intValueExact(), seconds);
      }
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, String.valueOf(e.getMessage()), e);
    }
    throw new MediaException(
        MediaError.ARGUMENT_INVALID,
        "'" + text + "' is not a frame rate; write 30, 29.97 or 30000/1001");
  }
}
