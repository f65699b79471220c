package org.kinora.lib.bitstream;

import org.kinora.media.ColorInfo;
import org.kinora.media.ColorInfo.Range;
import org.kinora.media.MediaException;

/** Reads sequence_header_obu (AV1 Bitstream Specification, section 5.5). */
final class Av1SequenceParser {
  private static final int SELECT = 2;

  private final BitReader in;
  private int profile;
  private int level;
  private boolean highTier;
  private int width;
  private int height;

  Av1SequenceParser(BitReader in) {
    this.in = in;
  }

  Av1.SequenceHeader parse() throws MediaException {
    profile = in.bits(3);
    if (profile > 2) {
      throw in.broken("seq_profile is " + profile + ", expected 0 to 2");
    }
    in.skip(1); // still_picture
    boolean reduced = in.flag();
    if (reduced) {
      level = in.bits(5);
    } else {
      readOperatingPoints();
    }
    readSize(reduced);
    skipTools(reduced);
    return readColor();
  }

  private void readOperatingPoints() throws MediaException {
    int delayBits = 0;
    if (in.flag()) { // timing_info_present_flag
      in.skip(64);
      if (in.flag()) {
        in.unsignedGolomb(); // num_ticks_per_picture_minus_1: uvlc() is ue(v)
      }
      if (in.flag()) { // decoder_model_info_present_flag
        delayBits = in.bits(5) + 1;
        in.skip(32 + 5 + 5);
      }
    }
    boolean hasDisplayDelay = in.flag();
    int points = in.bits(5) + 1;
    for (int i = 0; i < points; i++) {
      in.skip(12);
      int pointLevel = in.bits(5);
      boolean pointTier = pointLevel > 7 && in.flag();
      if (i == 0) {
        level = pointLevel;
        highTier = pointTier;
      }
      if (delayBits > 0 && in.flag()) {
        in.skip(2 * delayBits + 1);
      }
      if (hasDisplayDelay && in.flag()) {
        in.skip(4);
      }
    }
  }

  private void readSize(boolean reduced) throws MediaException {
    int widthBits = in.bits(4) + 1;
    int heightBits = in.bits(4) + 1;
    width = in.bits(widthBits) + 1;
    height = in.bits(heightBits) + 1;
    if (!reduced && in.flag()) { // frame_id_numbers_present_flag
      in.skip(7);
    }
  }

  private void skipTools(boolean reduced) throws MediaException {
    in.skip(3); // superblock size, filter intra, intra edge filter
    if (!reduced) {
      in.skip(4); // interintra, masked, warped, dual filter
      boolean orderHint = in.flag();
      if (orderHint) {
        in.skip(2);
      }
      int screenContent = in.flag() ? SELECT : in.bits(1);
      if (screenContent > 0 && !in.flag()) { // seq_choose_integer_mv
        in.skip(1);
      }
      if (orderHint) {
        in.skip(3);
      }
    }
    in.skip(3); // superres, cdef, restoration
  }

  /** Section 5.5.2. */
  private Av1.SequenceHeader readColor() throws MediaException {
    boolean high = in.flag();
    int bits = !high ? 8 : profile == 2 && in.flag() ? 12 : 10;
    boolean monochrome = profile != 1 && in.flag();
    boolean described = in.flag();
    int primaries = described ? in.bits(8) : 2;
    int transfer = described ? in.bits(8) : 2;
    int matrix = described ? in.bits(8) : 2;
    boolean rgb = !monochrome && primaries == 1 && transfer == 13 && matrix == 0;
    Range range = (rgb || in.flag()) ? Range.FULL : Range.LIMITED;
    boolean subsampledX = monochrome || (!rgb && profile == 0);
    boolean subsampledY = subsampledX;
    if (!monochrome && !rgb && profile == 2) {
      subsampledX = bits < 12 || in.flag();
      subsampledY = bits == 12 && subsampledX && in.flag();
    }
    int position = !monochrome && subsampledX && subsampledY ? in.bits(2) : 0;
    ColorInfo color = new ColorInfo(range, primaries, transfer, matrix);
    return new Av1.SequenceHeader(
        profile,
        level,
        highTier,
        bits,
        monochrome,
        subsampledX,
        subsampledY,
        position,
        color,
        width,
        height);
  }
}
