package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The 48 bytes in front of every block of the log.
 *
 * @param kind what the block is; others than those named here are skipped
 * @param track the track's id, or 0
 * @param headBytes bytes of the head, which follows this header
 * @param payloadBytes bytes of the payload, which follows the head
 * @param firstSample the number of the first sample within its track
 * @param checkpoint log and index entries before this offset were durable when this was written
 * @param headCrc of the head
 */
record BlockHeader(
    int kind,
    int track,
    int headBytes,
    long payloadBytes,
    long firstSample,
    long checkpoint,
    int headCrc) {
  static final int BYTES = 48;
  static final int DESCRIPTION = 1;
  static final int SAMPLES = 2;
  static final int END = 3;

  /** "RBLK", as a little-endian number. */
  static final int MAGIC = 0x4B4C_4252;

  private static final int MOST_HEAD_BYTES = 16 << 20;
  private static final long MOST_PAYLOAD_BYTES = 1L << 48;
  private static final int CRC_AT = 44;

  /** A header of a block without payload that belongs to no track. */
  static BlockHeader of(int kind, ByteBuffer head, long checkpoint) {
    return new BlockHeader(kind, 0, head.remaining(), 0, 0, checkpoint, Checksum.of(head));
  }

  /** Bytes of header, head and payload. */
  long blockBytes() {
    return BYTES + headBytes + payloadBytes;
  }

  /** Writes the header at index 0 of a little-endian buffer. */
  void encode(long salt, ByteBuffer into) {
    into.putInt(0, MAGIC).putInt(4, kind).putInt(8, track).putInt(12, headBytes);
    into.putLong(16, payloadBytes).putLong(24, firstSample).putLong(32, checkpoint);
    into.putInt(40, headCrc).putInt(CRC_AT, Checksum.salted(salt, into.slice(0, CRC_AT)));
  }

  /** Reads the header at the buffer's position; empty if there is none, or it is damaged. */
  static Optional<BlockHeader> decode(long salt, ByteBuffer bytes) {
    if (bytes.remaining() < BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = bytes.slice(bytes.position(), BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != MAGIC || in.getInt(CRC_AT) != Checksum.salted(salt, in.slice(0, CRC_AT))) {
      return Optional.empty();
    }
    BlockHeader header =
        new BlockHeader(
            in.getInt(4),
            in.getInt(8),
            in.getInt(12),
            in.getLong(16),
            in.getLong(24),
            in.getLong(32),
            in.getInt(40));
    return header.isWithinLimits() ? Optional.of(header) : Optional.empty();
  }

  private boolean isWithinLimits() {
    return headBytes >= 0
        && headBytes <= MOST_HEAD_BYTES
        && payloadBytes >= 0
        && payloadBytes <= MOST_PAYLOAD_BYTES
        && firstSample >= 0
        && checkpoint >= FileHeader.BYTES;
  }
}
