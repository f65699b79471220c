package org.kinora.spi.dataset;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;

/**
 * A video file to be made of a part of a recording.
 *
 * @param track the video track's id
 * @param startUs the first picture is the one shown at this time
 * @param endUs the last picture is the one before this time
 * @param container of the file
 * @param making how pictures get into it
 */
public record VideoCut(int track, long startUs, long endUs, String container, Making making) {
  /** Checks the order. */
  public VideoCut {
    Objects.requireNonNull(container);
    Objects.requireNonNull(making);
    if (startUs >= endUs) {
      throw new IllegalArgumentException("cut from %d to %d us".formatted(startUs, endUs));
    }
  }

  /** How pictures get into a file. */
  public sealed interface Making permits Copied, Encoded {}

  /** As they are; both ends of the range are where closed groups begin, or the end of the track. */
  public record Copied() implements Making {}

  /**
   * Encoded again, in closed groups, without B-frames.
   *
   * @param codecs those that will do, best first; the first that an encoder is there for is taken
   * @param rate a constant rate: picture n shows what the recording shows at {@code startUs} plus
   *     its time; absent for the recording's own pictures and times
   * @param width in pixels, even; absent for the source's; the height follows
   * @param groupUs the longest time from one key frame to the next
   * @param quality 0 to 100, as for exports
   * @param effort how much work the encoder spends
   */
  public record Encoded(
      List<String> codecs,
      Optional<FrameRate> rate,
      OptionalInt width,
      long groupUs,
      int quality,
      Effort effort)
      implements Making {
    /** Copies the list. */
    public Encoded {
      codecs = List.copyOf(codecs);
      Objects.requireNonNull(rate);
      Objects.requireNonNull(width);
      Objects.requireNonNull(effort);
    }
  }

  /**
   * The file that was made.
   *
   * @param codec of its pictures
   * @param width in pixels
   * @param height in pixels
   * @param encoder its name, or {@code copy}
   */
  public record Made(String codec, int width, int height, String encoder) {
    /** Checks for null. */
    public Made {
      Objects.requireNonNull(codec);
      Objects.requireNonNull(encoder);
    }
  }

  /** Hears of the pictures of a file, on the caller's thread. */
  @FunctionalInterface
  public interface Frames {
    /**
     * The next picture.
     *
     * @param timeUs when the file shows it, from 0
     * @param durationUs for how long
     * @param sourceUs the recording's time of the picture that it is made of
     * @param keyframe whether decoding can begin with it
     */
    void accept(long timeUs, long durationUs, long sourceUs, boolean keyframe);
  }
}
