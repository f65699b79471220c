package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The parameter sets of an H.264 or H.265 stream, each a NAL unit with its header, in stream order.
 *
 * @param lengthSize bytes of the length before each NAL unit of a sample: what a configuration
 *     states, 4 for sets that come from a byte stream
 * @param vps video parameter sets, none in H.264
 * @param sps sequence parameter sets
 * @param pps picture parameter sets
 */
public record ParameterSets(
    NalCodec codec, int lengthSize, List<Blob> vps, List<Blob> sps, List<Blob> pps) {
  private static final int OUR_LENGTH_SIZE = 4;

  /** Copies the lists. */
  public ParameterSets {
    vps = List.copyOf(vps);
    sps = List.copyOf(sps);
    pps = List.copyOf(pps);
  }

  /**
   * Collects the parameter sets of an Annex-B key frame, repeated ones once. The lists are empty
   * where the sample holds none.
   */
  public static ParameterSets fromAnnexB(NalCodec codec, ByteBuffer sample) {
    List<Blob> sets = new ArrayList<>();
    AnnexB.forEachNal(
        sample,
        nal -> {
          if (codec.isParameterSet(nal.get(nal.position()) & 0xFF)) {
            sets.add(Blob.of(nal));
          }
        });
    boolean h264 = codec == NalCodec.AVC;
    return new ParameterSets(
        codec,
        OUR_LENGTH_SIZE,
        h264 ? List.of() : ofType(codec, H265.NAL_VPS, sets),
        ofType(codec, h264 ? H264.NAL_SPS : H265.NAL_SPS, sets),
        ofType(codec, h264 ? H264.NAL_PPS : H265.NAL_PPS, sets));
  }

  private static List<Blob> ofType(NalCodec codec, int type, List<Blob> sets) {
    return sets.stream().filter(set -> codec.typeOf(set.buffer()) == type).distinct().toList();
  }

  /**
   * Parses a decoder configuration: an {@code avcC} or {@code hvcC} payload.
   *
   * @throws MediaException DECODE_ERROR
   */
  public static ParameterSets fromConfig(NalCodec codec, Blob config) throws MediaException {
    return codec == NalCodec.AVC ? H264.parseAvcC(config) : H265.parseHvcC(config);
  }

  /** Whether a decoder can start with them: one of each kind that the codec has. */
  public boolean isComplete() {
    return !sps.isEmpty() && !pps.isEmpty() && (codec == NalCodec.AVC || !vps.isEmpty());
  }

  /**
   * Builds the decoder configuration, for samples with lengths of four bytes.
   *
   * @throws MediaException DECODE_ERROR if there is no sequence parameter set, or a broken one
   */
  public Blob config() throws MediaException {
    return codec == NalCodec.AVC ? H264.avcC(sps, pps) : H265.hvcC(vps, sps, pps);
  }

  /** The sets behind start codes of four bytes, to put before a key frame. */
  public Blob annexB() {
    ConfigWriter out = new ConfigWriter("parameter sets");
    Stream.of(vps, sps, pps).flatMap(List::stream).forEach(set -> out.u16(0).u16(1).bytes(set));
    return out.blob();
  }

  static MediaException tooShort(String what, int sizeBytes, Throwable cause) {
    return new MediaException(
        MediaError.DECODE_ERROR,
        what + " is broken: it ends early, after " + sizeBytes + " bytes",
        cause);
  }
}
