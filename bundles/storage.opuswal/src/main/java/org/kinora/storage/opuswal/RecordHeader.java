package org.kinora.storage.opuswal;

import java.nio.ByteBuffer;

/**
 * The first four fields of a record's header, in postcard's encoding; what follows differs between
 * generations of the application and stays opaque.
 *
 * <pre>
 * varint kind (0 input, 1 output) · varint rate · varint channels ·
 *   input: 00 | 01 varint ms; output: varint ms · emitter …
 * </pre>
 */
final class RecordHeader {
  /** The header has no timestamp that makes sense. */
  static final long NO_STAMP = -1;

  /** 2^32 - 1 ms are 49 days. */
  static final long MOST_MS = 0xFFFF_FFFFL;

  /** Magic aside, the longest header written here: 1 + 3 + 1 + 1 + 5 + 3 bytes. */
  static final int MOST_WRITTEN_BYTES = 14;

  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int RATE_HZ = 48_000;

  private RecordHeader() {}

  /** The capture time in ms from the start of the session, or {@link #NO_STAMP}. */
  static long stampMs(ByteBuffer header) {
    ByteBuffer in = header.duplicate();
    long kind = varint(in);
    if ((kind != INPUT && kind != OUTPUT) || varint(in) < 0 || varint(in) < 0) {
      return NO_STAMP;
    }
    if (kind == INPUT && varint(in) != 1) {
      return NO_STAMP;
    }
    long ms = varint(in);
    return ms <= MOST_MS ? ms : NO_STAMP;
  }

  /** Seven bits a byte, lowest first; -1 if it is cut off or longer than 63 bits. */
  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 63 && in.hasRemaining(); shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    return -1;
  }

  /** Puts the header of a microphone's packet without emitter data. */
  static void put(ByteBuffer out, int channels, long stampMs) {
    putVarint(out, INPUT);
    putVarint(out, RATE_HZ);
    putVarint(out, channels);
    putVarint(out, 1);
    putVarint(out, stampMs);
    out.put((byte) 0).put((byte) 0).put((byte) 0); // no player data, no spatial flag, no gain
  }

  private static void putVarint(ByteBuffer out, long value) {
    long rest = value;
    while (rest > 0x7F) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }
}
