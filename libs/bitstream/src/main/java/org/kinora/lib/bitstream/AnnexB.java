package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;
import org.kinora.media.MediaException;

/**
 * NAL units behind start codes: {@code [00] 00 00 01, NAL unit, [00 …]}, again and again (ITU-T
 * H.264 and H.265, annex B).
 */
public final class AnnexB {
  private static final int START_CODE_BYTES = 3;
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private AnnexB() {}

  /** Whether the bytes begin with a start code of three or four bytes. */
  public static boolean startsWithStartCode(ByteBuffer data) {
    int at = data.position();
    if (data.remaining() > START_CODE_BYTES && data.get(at) == 0 && data.get(at + 1) == 0) {
      return data.get(at + 2) == 1 || (data.get(at + 2) == 0 && data.get(at + 3) == 1);
    }
    return false;
  }

  /**
   * Hands over each NAL unit, without the zeros behind it. Bytes before the first start code belong
   * to none and are passed over.
   */
  public static <E extends Exception> void forEachNal(ByteBuffer data, NalSink<E> sink) throws E {
    ByteBuffer nal = data.duplicate();
    int limit = data.limit();
    int code = nextStartCode(data, data.position());
    while (code < limit) {
      int start = code + START_CODE_BYTES;
      code = nextStartCode(data, start);
      int end = withoutZeros(data, start, code);
      if (end > start) {
        sink.accept(nal.clear().position(start).limit(end));
      }
    }
  }

  /**
   * Writes the NAL units of a sample with four bytes of length before each, as MP4 and Matroska
   * hold them (ISO/IEC 14496-15, section 5.3.2). Allocates nothing but a larger buffer.
   *
   * @param keep asked with the first byte of each NAL unit's header whether to keep it; {@link
   *     NalCodec#isParameterSet} tells what a configuration holds already
   * @param reuse where to write, from 0; its content is lost
   * @return {@code reuse}, or a larger buffer of its kind to pass next time; from position to limit
   *     the sample, empty if nothing was kept
   * @throws MediaException DECODE_ERROR if the sample holds no start code
   */
  public static ByteBuffer toLengthPrefixed(ByteBuffer data, IntPredicate keep, ByteBuffer reuse)
      throws MediaException {
    int limit = data.limit();
    int code = nextStartCode(data, data.position());
    if (code == limit) {
      throw BitReader.broken("sample", "it holds no Annex-B start code");
    }
    // Each NAL unit of at least one byte behind a 3-byte start code grows by one byte.
    ByteBuffer out = Buffers.withRoom(reuse, data.remaining() * 5L / 4 + 4);
    out.order(ByteOrder.BIG_ENDIAN);
    while (code < limit) {
      int start = code + START_CODE_BYTES;
      code = nextStartCode(data, start);
      int size = withoutZeros(data, start, code) - start;
      if (size > 0 && keep.test(data.get(start) & 0xFF)) {
        out.putInt(size);
        out.put(out.position(), data, start, size).position(out.position() + size);
      }
    }
    return out.flip();
  }

  /**
   * Finds the next 00 00 01, and the buffer's limit if there is none. Eight bytes without a zero
   * among them are passed over in one step; in encoded video that is nearly all of them.
   */
  private static int nextStartCode(ByteBuffer data, int from) {
    int limit = data.limit();
    int last = limit - START_CODE_BYTES;
    int i = from;
    while (i <= last) {
      if (i + Long.BYTES <= limit && !hasZeroByte(data.getLong(i))) {
        i += Long.BYTES;
        continue;
      }
      for (int stop = Math.min(i + Long.BYTES, last + 1); i < stop; i++) {
        if (data.get(i) == 0 && data.get(i + 1) == 0 && data.get(i + 2) == 1) {
          return i;
        }
      }
    }
    return limit;
  }

  private static boolean hasZeroByte(long word) {
    return ((word - LOW_BITS) & ~word & HIGH_BITS) != 0;
  }

  private static int withoutZeros(ByteBuffer data, int start, int end) {
    int last = end;
    while (last > start && data.get(last - 1) == 0) {
      last--;
    }
    return last;
  }
}
