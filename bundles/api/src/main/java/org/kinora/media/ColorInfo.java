package org.kinora.media;

import java.util.Objects;

/**
 * How the numbers of a picture become light, in the code points of ISO/IEC 23091-2 (the same as
 * ITU-T H.273), where 2 means unspecified. It is carried along as found, never guessed.
 *
 * @param range which of the numbers are used
 * @param primaries H.273 table 2
 * @param transfer H.273 table 3
 * @param matrix H.273 table 4
 */
public record ColorInfo(Range range, int primaries, int transfer, int matrix) {
  /** Nothing is known. */
  public static final ColorInfo UNSPECIFIED = new ColorInfo(Range.UNSPECIFIED, 2, 2, 2);

  /** BT.709 in the limited range: the usual high-definition video. */
  public static final ColorInfo BT709 = new ColorInfo(Range.LIMITED, 1, 1, 1);

  /** Which numbers a component uses. */
  public enum Range {
    /** Not known. */
    UNSPECIFIED,
    /** Luma 16 to 235, chroma 16 to 240 (at 8 bits). */
    LIMITED,
    /** All numbers. */
    FULL
  }

  /** Checks for null. */
  public ColorInfo {
    Objects.requireNonNull(range);
  }
}
