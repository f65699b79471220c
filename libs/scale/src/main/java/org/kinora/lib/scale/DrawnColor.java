package org.kinora.lib.scale;

import org.kinora.media.ColorInfo;
import org.kinora.media.VideoFormat;

/**
 * The colour that compositors draw in: BT.709 in the limited range, with the matrix of BT.601 where
 * that is the recording's own, so that its pictures are not converted.
 */
public final class DrawnColor {
  private static final int UNSPECIFIED = 2;
  private static final int BT470BG = 5;
  private static final int SMPTE170M = 6;

  private static final ColorInfo BT601_MATRIX =
      new ColorInfo(
          ColorInfo.Range.LIMITED,
          ColorInfo.BT709.primaries(),
          ColorInfo.BT709.transfer(),
          SMPTE170M);

  private DrawnColor() {}

  /** The colour for a recording; VP8 knows no other matrix (RFC 6386 §9.2). */
  public static ColorInfo of(VideoFormat screen) {
    int matrix = screen.color().matrix();
    boolean isBt601 =
        matrix == UNSPECIFIED
            ? screen.codec().equals("vp8")
            : matrix == BT470BG || matrix == SMPTE170M;
    return isBt601 ? BT601_MATRIX : ColorInfo.BT709;
  }
}
