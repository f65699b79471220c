package org.kinora.lib.bitstream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaException;

/**
 * H.265: sequence parameter sets (ITU-T H.265, section 7.3.2.2) and the {@code hvcC} configuration
 * (ISO/IEC 14496-15, section 8.3.3).
 */
public final class H265 {
  /** NAL unit type of a video parameter set. */
  public static final int NAL_VPS = 32;

  /** NAL unit type of a sequence parameter set. */
  public static final int NAL_SPS = 33;

  /** NAL unit type of a picture parameter set. */
  public static final int NAL_PPS = 34;

  /** Bytes of general_profile_space to general_level_idc. */
  private static final int PROFILE_BYTES = 12;

  private static final int MOST_PIXELS = 65_536;

  private H265() {}

  /**
   * What a sequence parameter set says.
   *
   * @param profile the twelve bytes from general_profile_space to general_level_idc
   * @param subLayers temporal layers, 1 to 7
   * @param nested sps_temporal_id_nesting_flag
   * @param chromaFormat 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4
   * @param width visible width in pixels, after the conformance window
   * @param height visible height in pixels, after the conformance window
   */
  public record Sps(
      Blob profile,
      int subLayers,
      boolean nested,
      int chromaFormat,
      int lumaBits,
      int chromaBits,
      int width,
      int height,
      ColorInfo color) {}

  /**
   * Parses a sequence parameter set.
   *
   * @param nal the NAL unit, header included
   */
  public static Sps parseSps(ByteBuffer nal) throws MediaException {
    BitReader in = BitReader.ofRbsp(nal, 2, "H.265 sequence parameter set");
    in.skip(4);
    int subLayers = in.bits(3) + 1;
    boolean nested = in.flag();
    byte[] profile = new byte[PROFILE_BYTES];
    for (int i = 0; i < PROFILE_BYTES; i++) {
      profile[i] = (byte) in.bits(8);
    }
    skipSubLayerProfiles(in, subLayers);
    in.unsignedGolomb(15, "sps_seq_parameter_set_id");
    int chromaFormat = in.unsignedGolomb(3, "chroma_format_idc");
    boolean separatePlanes = chromaFormat == 3 && in.flag();
    int codedWidth = in.unsignedGolomb(MOST_PIXELS, "pic_width_in_luma_samples");
    int codedHeight = in.unsignedGolomb(MOST_PIXELS, "pic_height_in_luma_samples");
    boolean subsampledX = (chromaFormat == 1 || chromaFormat == 2) && !separatePlanes;
    boolean subsampledY = chromaFormat == 1;
    Cropping window = Cropping.read(in, subsampledX ? 2 : 1, subsampledY ? 2 : 1);
    int width = window.width(in, codedWidth);
    int height = window.height(in, codedHeight);
    int lumaBits = 8 + in.unsignedGolomb(8, "bit_depth_luma_minus8");
    int chromaBits = 8 + in.unsignedGolomb(8, "bit_depth_chroma_minus8");
    H265SpsTail.skipToVui(in, subLayers);
    ColorInfo color = in.flag() ? Vui.readColor(in) : ColorInfo.UNSPECIFIED;
    return new Sps(
        Blob.of(profile),
        subLayers,
        nested,
        chromaFormat,
        lumaBits,
        chromaBits,
        width,
        height,
        color);
  }

  private static void skipSubLayerProfiles(BitReader in, int subLayers) throws MediaException {
    int below = subLayers - 1;
    boolean[] hasProfile = new boolean[below];
    boolean[] hasLevel = new boolean[below];
    for (int i = 0; i < below; i++) {
      hasProfile[i] = in.flag();
      hasLevel[i] = in.flag();
    }
    if (below > 0) {
      in.skip(2 * (8 - below));
    }
    for (int i = 0; i < below; i++) {
      in.skip((hasProfile[i] ? 88 : 0) + (hasLevel[i] ? 8 : 0));
    }
  }

  /**
   * Builds an {@code hvcC} payload with lengths of four bytes and complete arrays.
   *
   * @param vps video parameter sets with their headers
   * @param sps sequence parameter sets with their headers, at least one
   * @param pps picture parameter sets with their headers
   */
  public static Blob hvcC(List<Blob> vps, List<Blob> sps, List<Blob> pps) throws MediaException {
    if (sps.isEmpty()) {
      throw BitReader.broken("hvcC", "it would hold no sequence parameter set");
    }
    Sps first = parseSps(sps.get(0).buffer());
    ConfigWriter out = new ConfigWriter("hvcC");
    out.u8(1).bytes(first.profile);
    out.u16(0xF000); // min_spatial_segmentation_idc: not known
    out.u8(0xFC); // parallelismType: not known
    out.u8(0xFC | first.chromaFormat)
        .u8(0xF8 | (first.lumaBits - 8))
        .u8(0xF8 | (first.chromaBits - 8));
    out.u16(0); // avgFrameRate: not known
    out.u8((first.subLayers << 3) | (first.nested ? 4 : 0) | 3);
    out.u8(3);
    array(out, NAL_VPS, vps);
    array(out, NAL_SPS, sps);
    array(out, NAL_PPS, pps);
    return out.blob();
  }

  private static void array(ConfigWriter out, int type, List<Blob> sets) throws MediaException {
    out.u8(0x80 | type).u16(sets.size()).sets(sets);
  }

  /** Parses an {@code hvcC} payload. Arrays of other NAL units are passed over. */
  public static ParameterSets parseHvcC(Blob hvcC) throws MediaException {
    ByteBuffer in = hvcC.buffer();
    List<Blob> vps = new ArrayList<>();
    List<Blob> sps = new ArrayList<>();
    List<Blob> pps = new ArrayList<>();
    try {
      int version = in.get();
      if (version != 1) {
        throw BitReader.broken("hvcC", "its version is " + version + ", expected 1");
      }
      in.position(1 + PROFILE_BYTES + 8);
      int lengthSize = (in.get() & 3) + 1;
      int arrays = in.get() & 0xFF;
      for (int i = 0; i < arrays; i++) {
        int type = in.get() & 0x3F;
        List<Blob> sets = H264.readSets(in, in.getShort() & 0xFFFF);
        switch (type) {
          case NAL_VPS -> vps.addAll(sets);
          case NAL_SPS -> sps.addAll(sets);
          case NAL_PPS -> pps.addAll(sets);
          default -> {} // SEI
        }
      }
      return new ParameterSets(NalCodec.HEVC, lengthSize, vps, sps, pps);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw ParameterSets.tooShort("hvcC", hvcC.size(), e);
    }
  }
}
