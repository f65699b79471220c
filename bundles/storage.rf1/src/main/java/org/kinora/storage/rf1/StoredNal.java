package org.kinora.storage.rf1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * NAL units that were stored without the flag for Annex-B. Whether such a one has a start code, and
 * whether it has emulation prevention bytes (ITU-T H.264, section 7.4.1), are two questions: some
 * cameras send escaped NAL units without start codes.
 */
final class StoredNal {
  private static final int START_CODE_BYTES = 3;

  private StoredNal() {}

  /** The NAL unit behind a start code, escaped where it is not yet. */
  static byte[] toAnnexB(ByteBuffer stored) {
    int from = stored.position() + startCodeBytes(stored);
    boolean escaped = isEscaped(stored, from);
    byte[] out = new byte[START_CODE_BYTES + (stored.limit() - from) * 3 / 2 + 1];
    out[START_CODE_BYTES - 1] = 1;
    int size = START_CODE_BYTES;
    int zeros = 0;
    for (int i = from; i < stored.limit(); i++) {
      byte value = stored.get(i);
      if (!escaped && zeros >= 2 && (value & 0xFF) <= 3) {
        out[size++] = 3;
        zeros = 0;
      }
      out[size++] = value;
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return Arrays.copyOf(out, size);
  }

  /** The size of a start code of three or four bytes in front; 0 if there is none. */
  static int startCodeBytes(ByteBuffer stored) {
    int at = stored.position();
    int zeros = 0;
    while (zeros < 3 && at + zeros < stored.limit() && stored.get(at + zeros) == 0) {
      zeros++;
    }
    boolean found = zeros >= 2 && at + zeros < stored.limit() && stored.get(at + zeros) == 1;
    return found ? zeros + 1 : 0;
  }

  /**
   * Whether nothing in a NAL unit can be taken for a start code, and every 00 00 03 is followed by
   * what it must hide. Where that holds for an unescaped one, it has no such bytes at all or looks
   * as if escaped; data of the length of a picture hardly ever does.
   */
  private static boolean isEscaped(ByteBuffer nal, int from) {
    int zeros = 0;
    for (int i = from; i < nal.limit(); i++) {
      int value = nal.get(i) & 0xFF;
      if (zeros >= 2) {
        boolean hides = i + 1 == nal.limit() || (nal.get(i + 1) & 0xFF) <= 3;
        if (value < 3 || (value == 3 && !hides)) {
          return false;
        }
      }
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return true;
  }
}
