package org.kinora.storage.rf1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The first 32 bytes of an index file, little-endian; {@code docs/formats/rf1.md}, "Header".
 *
 * <pre>
 *  0 magic[4]  "rf1v" video, "rf1a" audio     16 u64 time base, µs since 1970 UTC
 *  4 codec[4]  "h264", "h265"                 24 u16 entries without the sentinel; 0: not closed
 *  8 u32 flags, 0                             26 u16 width  ┐ video;
 * 12 u32 codec flags, 0                       28 u16 height ┘ audio: 0
 * </pre>
 *
 * @param audio whether it is a track of sound
 * @param codec four characters
 * @param reserved the two words of flags, which mean nothing yet
 * @param timeBaseUs the wall clock at tick 0
 * @param count entries without the sentinel, 0 to 65,534; 0 also while the file is being written
 * @param width in pixels; 0 in audio
 * @param height in pixels; 0 in audio
 */
record Header(
    boolean audio, String codec, long reserved, long timeBaseUs, int count, int width, int height) {
  static final int SIZE_BYTES = 32;
  static final int VERSION = 1;
  static final int MOST_PIXELS = 0xFFFF;

  /** Where there is no magic number of this format. */
  static final int NO_VERSION = -1;

  private static final int COUNT_AT = 24;
  private static final long YEAR_10000_US = 253_402_300_800_000_000L;

  /** The header of a video track that is being written. */
  static Header ofVideo(String codec, long timeBaseUs, int width, int height) {
    return new Header(false, codec, 0, timeBaseUs, 0, width, height);
  }

  /**
   * The version that the magic number names, or {@link #NO_VERSION}.
   *
   * @param bytes at least four, from the position
   */
  static int version(ByteBuffer bytes) {
    int at = bytes.position();
    int version = bytes.get(at + 2) - '0';
    boolean known = bytes.get(at + 3) == 'v' || bytes.get(at + 3) == 'a';
    boolean magic = bytes.get(at) == 'r' && bytes.get(at + 1) == 'f' && known;
    return magic && version >= 0 && version <= 9 ? version : NO_VERSION;
  }

  /**
   * Parses a header of this version.
   *
   * @param where names the file, for people
   * @throws MediaException INDEX_PARSE_ERROR, FORMAT_TOO_OLD, FORMAT_TOO_NEW
   */
  static Header parse(ByteBuffer bytes, Object where) throws MediaException {
    if (bytes.remaining() < SIZE_BYTES) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR,
          "%s: its header has %d bytes, expected %d"
              .formatted(where, bytes.remaining(), SIZE_BYTES));
    }
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    checkVersion(in, where);
    return new Header(
        in.get(3) == 'a',
        text(in, 4),
        in.getLong(8),
        in.getLong(16),
        in.getShort(COUNT_AT) & 0xFFFF,
        in.getShort(26) & 0xFFFF,
        in.getShort(28) & 0xFFFF);
  }

  private static void checkVersion(ByteBuffer in, Object where) throws MediaException {
    int version = version(in);
    if (version == VERSION) {
      return;
    }
    if (version != NO_VERSION) {
      throw new MediaException(
          version > VERSION ? MediaError.FORMAT_TOO_NEW : MediaError.FORMAT_TOO_OLD,
          "%s is Recording Format %d; version %d is read".formatted(where, version, VERSION));
    }
    throw new MediaException(
        MediaError.INDEX_PARSE_ERROR,
        "%s, offset 0: found %08x, expected the magic number rf1v or rf1a"
            .formatted(where, in.duplicate().getInt(0)));
  }

  private static String text(ByteBuffer bytes, int at) {
    byte[] four = new byte[4];
    bytes.get(at, four);
    return new String(four, ISO_8859_1);
  }

  /** Writes the header of a video track at offset 0 of a little-endian buffer. */
  void put(ByteBuffer out) {
    out.put(0, "rf1v".getBytes(ISO_8859_1)).put(4, codec.getBytes(ISO_8859_1));
    out.putLong(8, reserved).putLong(16, timeBaseUs);
    putCount(out, count);
    out.putShort(26, (short) width).putShort(28, (short) height).putShort(30, (short) 0);
  }

  /** Writes the number of entries into a header. */
  static void putCount(ByteBuffer out, int count) {
    out.putShort(COUNT_AT, (short) count);
  }

  /** Whether the time base is a wall clock, before the year 10,000. */
  boolean hasTimeBase() {
    return timeBaseUs > 0 && timeBaseUs < YEAR_10000_US;
  }

  /** The wall clock at tick 0; 0 where it is not known. */
  long startUs() {
    return hasTimeBase() ? timeBaseUs : 0;
  }

  /** The size of an index file that was closed with this header. */
  long closedBytes() {
    return SIZE_BYTES + (count + 1L) * Entry.SIZE_BYTES;
  }
}
