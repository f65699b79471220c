package org.kinora.lib.bitstream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaException;

/**
 * H.264: sequence parameter sets (ITU-T H.264, section 7.3.2.1) and the {@code avcC} configuration
 * (ISO/IEC 14496-15, section 5.3.3).
 */
public final class H264 {
  /** NAL unit type of a slice of an IDR picture. */
  public static final int NAL_IDR = 5;

  /** NAL unit type of supplemental enhancement information. */
  public static final int NAL_SEI = 6;

  /** NAL unit type of a sequence parameter set. */
  public static final int NAL_SPS = 7;

  /** NAL unit type of a picture parameter set. */
  public static final int NAL_PPS = 8;

  /** NAL unit type of an access unit delimiter. */
  public static final int NAL_AUD = 9;

  /** The profiles whose parameter sets state the chroma format (section 7.3.2.1.1). */
  private static final Set<Integer> HIGH_PROFILES =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

  private static final int MOST_MACROBLOCKS = 4096;

  private H264() {}

  /**
   * What a sequence parameter set says.
   *
   * @param profile profile_idc
   * @param constraints the byte of constraint flags
   * @param level level_idc
   * @param chromaFormat 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4
   * @param width visible width in pixels, after cropping
   * @param height visible height in pixels, after cropping
   */
  public record Sps(
      int profile,
      int constraints,
      int level,
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
    BitReader in = BitReader.ofRbsp(nal, 1, "H.264 sequence parameter set");
    int profile = in.bits(8);
    int constraints = in.bits(8);
    int level = in.bits(8);
    in.unsignedGolomb(31, "seq_parameter_set_id");
    int chromaFormat = 1;
    boolean separatePlanes = false;
    int lumaBits = 8;
    int chromaBits = 8;
    if (HIGH_PROFILES.contains(profile)) {
      chromaFormat = in.unsignedGolomb(3, "chroma_format_idc");
      separatePlanes = chromaFormat == 3 && in.flag();
      lumaBits += in.unsignedGolomb(6, "bit_depth_luma_minus8");
      chromaBits += in.unsignedGolomb(6, "bit_depth_chroma_minus8");
      in.skip(1);
      skipScalingMatrix(in, chromaFormat);
    }
    skipPictureOrder(in);
    in.unsignedGolomb(); // max_num_ref_frames
    in.skip(1);
    int columns = in.unsignedGolomb(MOST_MACROBLOCKS, "pic_width_in_mbs_minus1") + 1;
    int rows = in.unsignedGolomb(MOST_MACROBLOCKS, "pic_height_in_map_units_minus1") + 1;
    boolean framesOnly = in.flag();
    if (!framesOnly) {
      in.skip(1);
    }
    in.skip(1);
    boolean planar = chromaFormat == 0 || separatePlanes;
    int unitX = planar || chromaFormat == 3 ? 1 : 2;
    int unitY = (planar || chromaFormat != 1 ? 1 : 2) * (framesOnly ? 1 : 2);
    Cropping cropping = Cropping.read(in, unitX, unitY);
    int width = cropping.width(in, columns * 16);
    int height = cropping.height(in, rows * 16 * (framesOnly ? 1 : 2));
    ColorInfo color = in.flag() ? Vui.readColor(in) : ColorInfo.UNSPECIFIED;
    return new Sps(
        profile, constraints, level, chromaFormat, lumaBits, chromaBits, width, height, color);
  }

  private static void skipScalingMatrix(BitReader in, int chromaFormat) throws MediaException {
    if (!in.flag()) {
      return;
    }
    int lists = chromaFormat == 3 ? 12 : 8;
    for (int list = 0; list < lists; list++) {
      if (in.flag()) {
        int size = list < 6 ? 16 : 64;
        int next = 8;
        for (int i = 0; i < size && next != 0; i++) {
          next = (next + in.signedGolomb()) & 0xFF;
        }
      }
    }
  }

  private static void skipPictureOrder(BitReader in) throws MediaException {
    in.unsignedGolomb(); // log2_max_frame_num_minus4
    int type = in.unsignedGolomb(2, "pic_order_cnt_type");
    if (type == 0) {
      in.unsignedGolomb();
    } else if (type == 1) {
      in.skip(1);
      in.signedGolomb();
      in.signedGolomb();
      int cycle = in.unsignedGolomb(255, "num_ref_frames_in_pic_order_cnt_cycle");
      for (int i = 0; i < cycle; i++) {
        in.signedGolomb();
      }
    }
  }

  /**
   * Builds an {@code avcC} payload with lengths of four bytes.
   *
   * @param sps sequence parameter sets with their headers, at least one
   * @param pps picture parameter sets with their headers
   */
  public static Blob avcC(List<Blob> sps, List<Blob> pps) throws MediaException {
    if (sps.isEmpty() || sps.size() > 31 || pps.size() > 255) {
      throw BitReader.broken(
          "avcC",
          "it would hold %d sequence and %d picture parameter sets"
              .formatted(sps.size(), pps.size()));
    }
    Sps first = parseSps(sps.get(0).buffer());
    ConfigWriter out = new ConfigWriter("avcC");
    out.u8(1).u8(first.profile).u8(first.constraints).u8(first.level);
    out.u8(0xFC | 3).u8(0xE0 | sps.size()).sets(sps).u8(pps.size()).sets(pps);
    if (hasHighFields(first.profile)) {
      out.u8(0xFC | first.chromaFormat)
          .u8(0xF8 | (first.lumaBits - 8))
          .u8(0xF8 | (first.chromaBits - 8))
          .u8(0);
    }
    return out.blob();
  }

  private static boolean hasHighFields(int profile) {
    return profile == 100 || profile == 110 || profile == 122 || profile == 144 || profile == 244;
  }

  /** Parses an {@code avcC} payload. Fields behind the picture parameter sets are passed over. */
  public static ParameterSets parseAvcC(Blob avcC) throws MediaException {
    ByteBuffer in = avcC.buffer();
    try {
      if (in.get() != 1) {
        throw BitReader.broken("avcC", "its version is " + avcC.buffer().get() + ", expected 1");
      }
      in.position(4);
      int lengthSize = (in.get() & 3) + 1;
      List<Blob> sps = readSets(in, in.get() & 0x1F);
      List<Blob> pps = readSets(in, in.get() & 0xFF);
      return new ParameterSets(NalCodec.AVC, lengthSize, List.of(), sps, pps);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw ParameterSets.tooShort("avcC", avcC.size(), e);
    }
  }

  /** Reads parameter sets behind their lengths of two bytes. */
  static List<Blob> readSets(ByteBuffer in, int count) {
    List<Blob> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] set = new byte[in.getShort() & 0xFFFF];
      in.get(set);
      sets.add(Blob.of(set));
    }
    return sets;
  }
}
