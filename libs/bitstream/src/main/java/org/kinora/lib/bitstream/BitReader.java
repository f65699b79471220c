package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Reads bits, most significant first, and the variable-length numbers of H.264, H.265 and AV1. */
final class BitReader {
  private final ByteBuffer bytes;
  private final String what;
  private final long end;
  private long at;

  /**
   * Reads from position to limit.
   *
   * @param bytes not copied, left as it was
   * @param what names the structure in error messages
   */
  BitReader(ByteBuffer bytes, String what) {
    this.bytes = bytes;
    this.what = what;
    at = bytes.position() * 8L;
    end = bytes.limit() * 8L;
  }

  /**
   * Reads the payload of a NAL unit: the emulation prevention bytes (the 3 of every 00 00 03) are
   * taken out first (ITU-T H.264, section 7.4.1).
   */
  static BitReader ofRbsp(ByteBuffer nal, int headerBytes, String what) throws MediaException {
    if (nal.remaining() <= headerBytes) {
      throw broken(what, "it has " + nal.remaining() + " bytes");
    }
    ByteBuffer rbsp = ByteBuffer.allocate(nal.remaining());
    int zeros = 0;
    for (int i = nal.position() + headerBytes; i < nal.limit(); i++) {
      byte next = nal.get(i);
      if (zeros >= 2 && next == 3) {
        zeros = 0;
      } else {
        rbsp.put(next);
        zeros = next == 0 ? zeros + 1 : 0;
      }
    }
    return new BitReader(rbsp.flip(), what);
  }

  static MediaException broken(String what, String why) {
    return new MediaException(MediaError.DECODE_ERROR, what + " is broken: " + why);
  }

  MediaException broken(String why) {
    return broken(what, why);
  }

  /** Reads an unsigned number of 0 to 31 bits. */
  int bits(int count) throws MediaException {
    require(count);
    int value = 0;
    int left = count;
    while (left > 0) {
      int offset = (int) (at & 7);
      int taken = Math.min(left, 8 - offset);
      int rest = (bytes.get((int) (at >> 3)) & 0xFF) >> (8 - offset - taken);
      value = (value << taken) | (rest & ((1 << taken) - 1));
      at += taken;
      left -= taken;
    }
    return value;
  }

  boolean flag() throws MediaException {
    return bits(1) == 1;
  }

  void skip(int count) throws MediaException {
    require(count);
    at += count;
  }

  private void require(int count) throws MediaException {
    if (count > end - at) {
      throw broken("it ends where %d more bits should follow".formatted(count));
    }
  }

  /** Reads an Exp-Golomb number, {@code ue(v)} (ITU-T H.264, section 9.1). */
  int unsignedGolomb() throws MediaException {
    int zeros = 0;
    while (!flag()) {
      if (++zeros > 30) {
        throw broken("a number has more than 31 bits");
      }
    }
    return (1 << zeros) - 1 + bits(zeros);
  }

  /** Reads an Exp-Golomb number that must be within 0 to {@code most}. */
  int unsignedGolomb(int most, String name) throws MediaException {
    int value = unsignedGolomb();
    if (value > most) {
      throw broken("%s is %d, expected 0 to %d".formatted(name, value, most));
    }
    return value;
  }

  /** Reads a signed Exp-Golomb number, {@code se(v)} (ITU-T H.264, section 9.1.1). */
  int signedGolomb() throws MediaException {
    int code = unsignedGolomb();
    return (code & 1) == 1 ? (code >> 1) + 1 : -(code >> 1);
  }
}
