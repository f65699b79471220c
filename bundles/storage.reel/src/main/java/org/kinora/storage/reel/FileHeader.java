package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The first 32 bytes of every file.
 *
 * @param role which file it is
 * @param version of the format
 * @param track the track's id, 0 in the log
 * @param salt what all checksums of the recording begin with
 */
record FileHeader(Role role, int version, int track, long salt) {
  static final int BYTES = 32;
  static final int VERSION = 1;

  private static final int CRC_AT = 28;

  /** The files of a recording. */
  enum Role {
    LOG(0x4C),
    INDEX(0x49);

    private final long magic;

    /** 89 "REE" letter 0D 0A 1A, as a little-endian number. */
    Role(long letter) {
      magic = 0x1A0A_0D00_4545_5289L | letter << 32;
    }
  }

  /** A header of the version that is written here. */
  FileHeader(Role role, int track, long salt) {
    this(role, VERSION, track, salt);
  }

  /** The header as bytes, from position 0. */
  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(role.magic).putInt(version).putInt(track).putLong(salt).putInt(0);
    return bytes.putInt(Checksum.of(bytes.slice(0, CRC_AT))).flip();
  }

  /** Reads a header; empty if these bytes are none, or are damaged. */
  static Optional<FileHeader> decode(Role role, ByteBuffer bytes) {
    if (bytes.remaining() < BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = bytes.slice(bytes.position(), BYTES).order(ByteOrder.LITTLE_ENDIAN);
    boolean valid =
        in.getLong(0) == role.magic && in.getInt(CRC_AT) == Checksum.of(in.slice(0, CRC_AT));
    return valid
        ? Optional.of(new FileHeader(role, in.getInt(8), in.getInt(12), in.getLong(16)))
        : Optional.empty();
  }
}
