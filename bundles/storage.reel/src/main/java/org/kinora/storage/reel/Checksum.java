package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** CRC32C (RFC 3720, section 12.1) over a buffer from position to limit, which stay as they are. */
final class Checksum {
  private Checksum() {}

  static int of(ByteBuffer data) {
    CRC32C crc = new CRC32C();
    crc.update(data.duplicate());
    return (int) crc.getValue();
  }

  /** The same over the recording's salt and then the buffer. */
  static int salted(long salt, ByteBuffer data) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, salt));
    crc.update(data.duplicate());
    return (int) crc.getValue();
  }
}
