package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;

/**
 * The identification header of an Opus stream (RFC 7845, section 5.1).
 *
 * <pre>
 * "OpusHead" · u8 version · u8 channels · u16 pre-skip · u32 input rate · i16 gain · u8 family · mapping
 * </pre>
 *
 * @param channels at least 1
 * @param preSkip samples at 48 kHz to drop from the start
 * @param inputRateHz the rate of what was encoded, for information; 0 where not known
 * @param gain to apply to the output, in 1/256 dB
 * @param mappingFamily 0 for mono and stereo
 * @param mapping stream count, coupled count and a number for each channel; empty for family 0
 */
public record OpusHead(
    int channels, int preSkip, int inputRateHz, int gain, int mappingFamily, Blob mapping) {
  private static final Blob MAGIC = Blob.of("OpusHead".getBytes(StandardCharsets.US_ASCII));
  private static final int FIXED_BYTES = 19;

  /** What an audio format carries as its configuration; one of family 0 if it carries none. */
  public static OpusHead of(AudioFormat format) throws MediaException {
    if (!format.config().isEmpty()) {
      return parse(format.config());
    }
    if (format.channels() > 2) {
      throw BitReader.broken(
          "Opus track", format.channels() + " channels without an OpusHead to map them");
    }
    return new OpusHead(format.channels(), format.preSkip(), format.sampleRate(), 0, 0, Blob.EMPTY);
  }

  /**
   * Parses the header.
   *
   * @throws MediaException DECODE_ERROR
   */
  public static OpusHead parse(Blob head) throws MediaException {
    ByteBuffer in = head.buffer().order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < FIXED_BYTES
        || !Blob.of(in.duplicate().limit(MAGIC.size())).equals(MAGIC)) {
      throw BitReader.broken("OpusHead", "%d bytes: %s".formatted(head.size(), head));
    }
    in.position(MAGIC.size());
    int version = in.get() & 0xFF;
    int channels = in.get() & 0xFF;
    int preSkip = in.getShort() & 0xFFFF;
    int inputRateHz = in.getInt();
    int gain = in.getShort();
    int family = in.get() & 0xFF;
    int mappingBytes = family == 0 ? 0 : 2 + channels;
    if (version > 15 || channels == 0 || (family == 0 && channels > 2)) {
      throw BitReader.broken(
          "OpusHead",
          "version %d, %d channels, mapping family %d".formatted(version, channels, family));
    }
    if (in.remaining() < mappingBytes) {
      throw BitReader.broken("OpusHead", "its channel mapping is cut off");
    }
    Blob mapping = Blob.of(in.slice(in.position(), mappingBytes));
    return new OpusHead(channels, preSkip, inputRateHz, gain, family, mapping);
  }

  /** Builds the header. */
  public Blob toBlob() {
    ByteBuffer out =
        ByteBuffer.allocate(FIXED_BYTES + mapping.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC.buffer()).put((byte) 1).put((byte) channels).putShort((short) preSkip);
    out.putInt(inputRateHz).putShort((short) gain).put((byte) mappingFamily);
    return Blob.of(out.put(mapping.buffer()).flip());
  }

  /** Builds a {@code dOps} payload (Opus in ISO Base Media File Format, section 4.3.2). */
  public Blob toDOps() {
    return new ConfigWriter("dOps")
        .u8(0)
        .u8(channels)
        .u16(preSkip)
        .u16(inputRateHz >>> 16)
        .u16(inputRateHz)
        .u16(gain)
        .u8(mappingFamily)
        .bytes(mapping)
        .blob();
  }

  /** The audio format of a track with this header. */
  public AudioFormat toFormat() {
    return new AudioFormat("opus", Opus.RATE_HZ, channels, preSkip, toBlob());
  }
}
