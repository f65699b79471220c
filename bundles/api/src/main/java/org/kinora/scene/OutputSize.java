package org.kinora.scene;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The size of composed pictures.
 *
 * @param width even, 16 to 16,384; absent with the height for that of the cropped video
 * @param height even, 16 to 16,384
 */
public record OutputSize(OptionalInt width, OptionalInt height) {
  /** The size of the cropped video, an odd column or row left out. */
  public static final OutputSize SOURCE = new OutputSize(OptionalInt.empty(), OptionalInt.empty());

  private static final int LEAST = 16;
  private static final int MOST = 16_384;

  /** Shapes that have a name, at their usual full size. */
  public enum Ratio {
    /** 1920 × 1080. */
    WIDE("16:9", 1920, 1080),
    /** 1080 × 1080. */
    SQUARE("1:1", 1080, 1080),
    /** 1080 × 1920. */
    TALL("9:16", 1080, 1920),
    /** 1080 × 1350. */
    PORTRAIT("4:5", 1080, 1350);

    private final String text;
    private final int width;
    private final int height;

    Ratio(String text, int width, int height) {
      this.text = text;
      this.width = width;
      this.height = height;
    }

    /** As people write it, such as {@code 16:9}. */
    public String text() {
      return text;
    }

    /** Its usual full size. */
    public OutputSize size() {
      return OutputSize.of(width, height);
    }

    /** The ratio of that text. */
    public static Optional<Ratio> of(String text) {
      for (Ratio ratio : values()) {
        if (ratio.text.equals(text)) {
          return Optional.of(ratio);
        }
      }
      return Optional.empty();
    }
  }

  /** Checks the sides. */
  public OutputSize {
    if (width.isPresent() != height.isPresent()) {
      throw new IllegalArgumentException("an output needs both sides or none");
    }
    if (width.isPresent() && !(isSide(width.getAsInt()) && isSide(height.getAsInt()))) {
      throw new IllegalArgumentException(
          "output of %dx%d; both must be even and within %d to %d"
              .formatted(width.getAsInt(), height.getAsInt(), LEAST, MOST));
    }
  }

  /** A size. */
  public static OutputSize of(int width, int height) {
    return new OutputSize(OptionalInt.of(width), OptionalInt.of(height));
  }

  /** Whether it is that of the cropped video. */
  public boolean isSource() {
    return width.isEmpty();
  }

  private static boolean isSide(int pixels) {
    return pixels >= LEAST && pixels <= MOST && pixels % 2 == 0;
  }
}
