package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFormat;

/** Finds out from a first sample what a video track is. */
public final class Sniffer {
  private Sniffer() {}

  /** How the NAL units of a sample lie; the other codecs have no such choice. */
  public enum Framing {
    /** Behind start codes. */
    ANNEX_B,
    /** Behind lengths of four bytes; decoding needs a configuration from elsewhere. */
    LENGTH_PREFIXED,
    /** No NAL units. */
    NONE
  }

  /**
   * What a sample seems to be.
   *
   * @param codec see {@link org.kinora.media.TrackFormat#codec()}
   */
  public record Guess(String codec, Framing framing) {}

  /**
   * Tells the codec of a key frame. The strongest signs are asked first: lengths that fill the
   * sample exactly, start codes, the start codes of VP8 and VP9, the sequence header of AV1.
   */
  public static Optional<Guess> sniff(ByteBuffer keyframe) {
    Optional<NalCodec> prefixed = codecOf(lengthPrefixedHeaders(keyframe));
    if (prefixed.isPresent()) {
      return prefixed.map(codec -> new Guess(codec.word(), Framing.LENGTH_PREFIXED));
    }
    if (AnnexB.startsWithStartCode(keyframe)) {
      return codecOf(annexBHeaders(keyframe))
          .map(codec -> new Guess(codec.word(), Framing.ANNEX_B));
    }
    if (Vp8.parse(keyframe).isPresent()) {
      return Optional.of(new Guess("vp8", Framing.NONE));
    }
    if (Vp9.parse(keyframe).isPresent()) {
      return Optional.of(new Guess("vp9", Framing.NONE));
    }
    return Av1.parse(keyframe).map(header -> new Guess("av1", Framing.NONE));
  }

  /**
   * Tells the format of a track from a key frame: the visible size and the colour that the stream
   * itself states. The configuration is empty for H.264 and H.265, and {@code vpcC} or {@code av1C}
   * for VP9 and AV1.
   *
   * @param codec see {@link org.kinora.media.TrackFormat#codec()}
   * @param keyframe H.264 and H.265: an Annex-B sample with its parameter sets
   * @return empty if the sample does not tell
   */
  public static Optional<VideoFormat> format(String codec, ByteBuffer keyframe) {
    return switch (codec) {
      case "h264", "h265" -> nalFormat(codec, keyframe);
      case "vp8" ->
          Vp8.parse(keyframe)
              .map(
                  h ->
                      new VideoFormat(
                          codec, h.width(), h.height(), ColorInfo.UNSPECIFIED, Blob.EMPTY));
      case "vp9" ->
          Vp9.parse(keyframe)
              .map(h -> new VideoFormat(codec, h.width(), h.height(), h.color(), Vp9.vpcC(h)));
      case "av1" ->
          Av1.parse(keyframe)
              .map(
                  h ->
                      new VideoFormat(
                          codec,
                          h.width(),
                          h.height(),
                          h.color(),
                          Av1.av1C(keyframe).orElse(Blob.EMPTY)));
      default -> Optional.empty();
    };
  }

  private static Optional<VideoFormat> nalFormat(String codec, ByteBuffer keyframe) {
    NalCodec nalCodec = NalCodec.of(codec).orElseThrow();
    List<Blob> sps = ParameterSets.fromAnnexB(nalCodec, keyframe).sps();
    if (sps.isEmpty()) {
      return Optional.empty();
    }
    try {
      ByteBuffer first = sps.get(0).buffer();
      if (nalCodec == NalCodec.AVC) {
        H264.Sps set = H264.parseSps(first);
        return Optional.of(
            new VideoFormat(codec, set.width(), set.height(), set.color(), Blob.EMPTY));
      }
      H265.Sps set = H265.parseSps(first);
      return Optional.of(
          new VideoFormat(codec, set.width(), set.height(), set.color(), Blob.EMPTY));
    } catch (MediaException broken) {
      return Optional.empty();
    }
  }

  /** The first two bytes of each NAL unit, or nothing if the lengths do not fill the sample. */
  private static List<Integer> lengthPrefixedHeaders(ByteBuffer sample) {
    List<Integer> headers = new ArrayList<>();
    try {
      LengthPrefixed.forEachNal(sample, Integer.BYTES, nal -> headers.add(header(nal)));
      return headers;
    } catch (MediaException notPrefixed) {
      return List.of();
    }
  }

  private static List<Integer> annexBHeaders(ByteBuffer sample) {
    List<Integer> headers = new ArrayList<>();
    AnnexB.forEachNal(sample, nal -> headers.add(header(nal)));
    return headers;
  }

  private static int header(ByteBuffer nal) {
    int at = nal.position();
    return ((nal.get(at) & 0xFF) << 8) | (nal.remaining() > 1 ? nal.get(at + 1) & 0xFF : 0);
  }

  /**
   * H.265 shows itself by headers of its base layer that H.264 does not use in key frames: 40 01
   * (video), 42 01 (sequence) and 44 01 (picture parameter set), 26 01 to 2A 01 (random access).
   * H.264 shows itself by a sequence parameter set or an IDR slice.
   */
  private static Optional<NalCodec> codecOf(List<Integer> headers) {
    if (headers.stream().anyMatch(header -> (header & 0x8000) != 0)) { // forbidden_zero_bit
      return Optional.empty();
    }
    if (headers.stream().anyMatch(Sniffer::isH265)) {
      return Optional.of(NalCodec.HEVC);
    }
    boolean h264 =
        headers.stream()
            .map(header -> NalCodec.AVC.typeOf(header >> 8))
            .anyMatch(type -> type == H264.NAL_SPS || type == H264.NAL_IDR);
    return h264 ? Optional.of(NalCodec.AVC) : Optional.empty();
  }

  private static boolean isH265(int header) {
    boolean baseLayer = (header & 0x1FF) == 1;
    int first = header >> 8;
    return baseLayer && (NalCodec.HEVC.isParameterSet(first) || NalCodec.HEVC.isKeySlice(first));
  }
}
