package org.kinora.lib.bitstream;

import org.kinora.media.MediaException;

/** The long middle of an H.265 sequence parameter set, which must be read to reach its end. */
final class H265SpsTail {
  private static final int MOST_REFERENCES = 16;

  private H265SpsTail() {}

  /** Passes over all from log2_max_pic_order_cnt_lsb_minus4 to vui_parameters_present_flag. */
  static void skipToVui(BitReader in, int subLayers) throws MediaException {
    int orderBits = 4 + in.unsignedGolomb(12, "log2_max_pic_order_cnt_lsb_minus4");
    int orderings = in.flag() ? subLayers : 1;
    for (int i = 0; i < orderings * 3; i++) {
      in.unsignedGolomb();
    }
    for (int i = 0; i < 6; i++) { // block sizes and transform depths
      in.unsignedGolomb();
    }
    boolean scalingLists = in.flag();
    if (scalingLists && in.flag()) { // sps_scaling_list_data_present_flag
      skipScalingLists(in);
    }
    in.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
    if (in.flag()) { // pcm_enabled_flag
      in.skip(8);
      in.unsignedGolomb();
      in.unsignedGolomb();
      in.skip(1);
    }
    skipShortTermSets(in);
    if (in.flag()) { // long_term_ref_pics_present_flag
      int count = in.unsignedGolomb(32, "num_long_term_ref_pics_sps");
      in.skip(count * (orderBits + 1));
    }
    in.skip(2); // temporal motion vectors, intra smoothing
  }

  /** Section 7.3.4. */
  private static void skipScalingLists(BitReader in) throws MediaException {
    for (int size = 0; size < 4; size++) {
      for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
        if (!in.flag()) {
          in.unsignedGolomb();
          continue;
        }
        if (size > 1) {
          in.signedGolomb();
        }
        int coefficients = Math.min(64, 1 << (4 + (size << 1)));
        for (int i = 0; i < coefficients; i++) {
          in.signedGolomb();
        }
      }
    }
  }

  /** Section 7.3.7: a set is listed, or told as changes to the one before it. */
  private static void skipShortTermSets(BitReader in) throws MediaException {
    int count = in.unsignedGolomb(64, "num_short_term_ref_pic_sets");
    int before = 0;
    for (int set = 0; set < count; set++) {
      boolean predicted = set > 0 && in.flag();
      before = predicted ? skipPredictedSet(in, before) : skipListedSet(in);
    }
  }

  private static int skipPredictedSet(BitReader in, int before) throws MediaException {
    in.skip(1);
    in.unsignedGolomb();
    int kept = 0;
    for (int i = 0; i <= before; i++) {
      boolean used = in.flag();
      if (used || in.flag()) {
        kept++;
      }
    }
    return kept;
  }

  private static int skipListedSet(BitReader in) throws MediaException {
    int negative = in.unsignedGolomb(MOST_REFERENCES, "num_negative_pics");
    int positive = in.unsignedGolomb(MOST_REFERENCES, "num_positive_pics");
    for (int i = 0; i < negative + positive; i++) {
      in.unsignedGolomb();
      in.skip(1);
    }
    return negative + positive;
  }
}
