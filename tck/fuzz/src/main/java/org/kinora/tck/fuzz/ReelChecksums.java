package org.kinora.tck.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Makes the checksums of a reel right, as far as its bytes are understood: a fuzzer would never
 * guess one. The places are those of docs/formats/reel.md.
 */
final class ReelChecksums {
  private static final int FILE_HEADER_BYTES = 32;
  private static final int SALT_OFFSET = 16;
  private static final int SALT_BYTES = 8;
  private static final int BLOCK_HEADER_BYTES = 48;
  private static final int ENTRY_BYTES = 64;

  private ReelChecksums() {}

  /** A log: the file header, the heads, the block headers. */
  static byte[] ofLog(byte[] log) {
    ByteBuffer data = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
    if (log.length < FILE_HEADER_BYTES) {
      return log;
    }
    data.putInt(28, crc(log, -1, 0, 28));
    long at = FILE_HEADER_BYTES;
    while (at + BLOCK_HEADER_BYTES <= log.length) {
      int block = (int) at;
      long headBytes = Integer.toUnsignedLong(data.getInt(block + 12));
      long payloadBytes = data.getLong(block + 16);
      if (block + BLOCK_HEADER_BYTES + headBytes <= log.length) {
        data.putInt(block + 40, crc(log, -1, block + BLOCK_HEADER_BYTES, (int) headBytes));
      }
      data.putInt(block + 44, crc(log, SALT_OFFSET, block, 44));
      if (payloadBytes < 0 || payloadBytes > log.length) {
        break;
      }
      at += BLOCK_HEADER_BYTES + headBytes + payloadBytes;
    }
    return log;
  }

  /** An index: the file header and the entries. */
  static byte[] ofIndex(byte[] index) {
    ByteBuffer data = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
    if (index.length < FILE_HEADER_BYTES) {
      return index;
    }
    data.putInt(28, crc(index, -1, 0, 28));
    for (int at = FILE_HEADER_BYTES; at + ENTRY_BYTES <= index.length; at += ENTRY_BYTES) {
      data.putInt(at + 60, crc(index, SALT_OFFSET, at, 60));
    }
    return index;
  }

  private static int crc(byte[] bytes, int saltAt, int from, int count) {
    CRC32C crc = new CRC32C();
    if (saltAt >= 0) {
      crc.update(bytes, saltAt, SALT_BYTES);
    }
    crc.update(bytes, from, count);
    return (int) crc.getValue();
  }
}
