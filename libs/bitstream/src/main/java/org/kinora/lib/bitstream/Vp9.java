package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.ColorInfo.Range;
import org.kinora.media.MediaException;

/**
 * VP9 frame headers (VP9 Bitstream Specification, section 6.2) and the {@code vpcC} configuration
 * (VP Codec ISO Media File Format Binding, version 1.0).
 */
public final class Vp9 {
  private static final int FRAME_MARKER = 2;
  private static final int SYNC_CODE = 0x49_8342;
  private static final int RGB = 7;

  /** H.273 matrix code points of color_space 0 to 7 (section 7.2.2). */
  private static final int[] MATRIX = {2, 5, 1, 6, 7, 9, 2, 0};

  /** The most pixels and pixels a side of levels 1, 1.1 … 6.2 that differ in them (annex A). */
  private static final int[][] LEVELS = {
    {10, 36_864, 512},
    {11, 73_728, 768},
    {20, 122_880, 960},
    {21, 245_760, 1344},
    {30, 552_960, 2048},
    {31, 983_040, 2752},
    {40, 2_228_224, 4160},
    {50, 8_912_896, 8384},
  };

  private static final int LARGEST_LEVEL = 60;

  private Vp9() {}

  /**
   * What the uncompressed header of a key frame says.
   *
   * @param profile 0 to 3
   * @param bits of a component: 8, 10 or 12
   * @param subsampledX whether chroma is halved across
   * @param subsampledY whether chroma is halved down
   * @param color range and matrix; VP9 says nothing of primaries and transfer
   */
  public record KeyframeHeader(
      int profile,
      int bits,
      boolean subsampledX,
      boolean subsampledY,
      ColorInfo color,
      int width,
      int height) {}

  /** Parses the uncompressed header of a key frame; empty if it is none. */
  public static Optional<KeyframeHeader> parse(ByteBuffer frame) {
    try {
      return parse(new BitReader(frame, "VP9 frame"));
    } catch (MediaException tooShort) {
      return Optional.empty();
    }
  }

  private static Optional<KeyframeHeader> parse(BitReader in) throws MediaException {
    if (in.bits(2) != FRAME_MARKER) {
      return Optional.empty();
    }
    int profile = in.bits(1) | (in.bits(1) << 1);
    if (profile == 3 && in.flag()) {
      return Optional.empty();
    }
    boolean showsExisting = in.flag();
    boolean delta = in.flag();
    in.skip(2); // show_frame, error_resilient_mode
    if (showsExisting || delta || in.bits(24) != SYNC_CODE) {
      return Optional.empty();
    }
    int bits = profile < 2 ? 8 : in.flag() ? 12 : 10;
    int colorSpace = in.bits(3);
    boolean full = true;
    boolean subsampledX = profile == 0 || profile == 2;
    boolean subsampledY = subsampledX;
    if (colorSpace != RGB) {
      full = in.flag();
      if (!subsampledX) {
        subsampledX = in.flag();
        subsampledY = in.flag();
        in.skip(1);
      }
    } else if (!subsampledX) {
      in.skip(1);
    } else {
      return Optional.empty(); // RGB is for profiles 1 and 3
    }
    ColorInfo color = new ColorInfo(full ? Range.FULL : Range.LIMITED, 2, 2, MATRIX[colorSpace]);
    int width = in.bits(16) + 1;
    int height = in.bits(16) + 1;
    return Optional.of(
        new KeyframeHeader(profile, bits, subsampledX, subsampledY, color, width, height));
  }

  /**
   * Builds a {@code vpcC} payload: version and flags of the box, then its fields, 12 bytes. The
   * stream does not tell its level; it gets the lowest that allows pictures of this size.
   */
  public static Blob vpcC(KeyframeHeader header) {
    int chroma = header.subsampledX ? header.subsampledY ? 1 : 2 : 3;
    int range = header.color.range() == Range.FULL ? 1 : 0;
    return new ConfigWriter("vpcC")
        .u8(1)
        .u8(0)
        .u16(0)
        .u8(header.profile)
        .u8(levelOf(header.width, header.height))
        .u8((header.bits << 4) | (chroma << 1) | range)
        .u8(header.color.primaries())
        .u8(header.color.transfer())
        .u8(header.color.matrix())
        .u16(0)
        .blob();
  }

  private static int levelOf(int width, int height) {
    for (int[] level : LEVELS) {
      if ((long) width * height <= level[1] && Math.max(width, height) <= level[2]) {
        return level[0];
      }
    }
    return LARGEST_LEVEL;
  }
}
