package org.kinora.lib.bitstream;

import org.kinora.media.ColorInfo;
import org.kinora.media.ColorInfo.Range;
import org.kinora.media.MediaException;

/** The front part of the video usability information, the same in H.264 and H.265 (annex E). */
final class Vui {
  private static final int EXTENDED_ASPECT_RATIO = 255;

  private Vui() {}

  /** Reads up to the colour description; what is not said stays unspecified. */
  static ColorInfo readColor(BitReader in) throws MediaException {
    if (in.flag() && in.bits(8) == EXTENDED_ASPECT_RATIO) {
      in.skip(32);
    }
    if (in.flag()) { // overscan_info_present_flag
      in.skip(1);
    }
    if (!in.flag()) { // video_signal_type_present_flag
      return ColorInfo.UNSPECIFIED;
    }
    in.skip(3);
    Range range = in.flag() ? Range.FULL : Range.LIMITED;
    return in.flag()
        ? new ColorInfo(range, in.bits(8), in.bits(8), in.bits(8))
        : new ColorInfo(range, 2, 2, 2);
  }
}
