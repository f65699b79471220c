package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The codecs whose samples are NAL units. */
public enum NalCodec {
  /** ITU-T H.264: one byte of header, the type in its low five bits (section 7.3.1). */
  AVC("h264"),
  /** ITU-T H.265: two bytes of header, the type in six bits of the first (section 7.3.1.2). */
  HEVC("h265");

  private final String word;

  NalCodec(String word) {
    this.word = word;
  }

  /** The codec of this word, if its samples are NAL units. */
  public static Optional<NalCodec> of(String codec) {
    for (NalCodec one : values()) {
      if (one.word.equals(codec)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Kinora's word for the codec. */
  public String word() {
    return word;
  }

  /** The type of a NAL unit. */
  public int typeOf(ByteBuffer nal) {
    return typeOf(nal.get(nal.position()));
  }

  /** The type of a NAL unit whose header begins with this byte. */
  public int typeOf(int firstByte) {
    return this == AVC ? firstByte & 0x1F : (firstByte >> 1) & 0x3F;
  }

  /** Whether a NAL unit whose header begins with this byte is a parameter set. */
  public boolean isParameterSet(int firstByte) {
    int type = typeOf(firstByte);
    return this == AVC
        ? type == H264.NAL_SPS || type == H264.NAL_PPS
        : type >= H265.NAL_VPS && type <= H265.NAL_PPS;
  }

  /** Whether a NAL unit whose header begins with this byte is a slice where decoding can start. */
  public boolean isKeySlice(int firstByte) {
    int type = typeOf(firstByte);
    return this == AVC ? type == H264.NAL_IDR : type >= 16 && type <= 23;
  }
}
