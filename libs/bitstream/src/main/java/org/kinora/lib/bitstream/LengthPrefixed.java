package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.kinora.media.MediaException;

/**
 * NAL units behind their length of 1 to 4 bytes, big-endian: {@code length, NAL unit}, again and
 * again (ISO/IEC 14496-15, section 5.3.2). The configuration states the size of the length field.
 */
public final class LengthPrefixed {
  private static final int START_CODE = 1;

  private LengthPrefixed() {}

  /**
   * Hands over each NAL unit; empty ones are passed over.
   *
   * @param lengthSize bytes of the length field, 1 to 4
   * @throws MediaException DECODE_ERROR if a length reaches over the end of the sample
   */
  public static <E extends Exception> void forEachNal(
      ByteBuffer data, int lengthSize, NalSink<E> sink) throws MediaException, E {
    ByteBuffer nal = data.duplicate();
    for (int at = data.position(); at < data.limit(); ) {
      int start = at + lengthSize;
      int end = endOfNal(data, at, lengthSize);
      if (end > start) {
        sink.accept(nal.clear().position(start).limit(end));
      }
      at = end;
    }
  }

  /**
   * Writes the NAL units of a sample behind start codes of four bytes. Allocates nothing but a
   * larger buffer.
   *
   * @param lengthSize bytes of the length field, 1 to 4
   * @param before put in front as it is: {@link ParameterSets#annexB()} before a key frame, else
   *     empty
   * @param reuse where to write, from 0; its content is lost
   * @return {@code reuse}, or a larger buffer of its kind to pass next time; from position to limit
   *     the sample
   * @throws MediaException DECODE_ERROR if a length reaches over the end of the sample
   */
  public static ByteBuffer toAnnexB(
      ByteBuffer data, int lengthSize, ByteBuffer before, ByteBuffer reuse) throws MediaException {
    int count = 0;
    for (int at = data.position(); at < data.limit(); at = endOfNal(data, at, lengthSize)) {
      count++;
    }
    long growth = (long) count * (Integer.BYTES - lengthSize);
    ByteBuffer out =
        Buffers.withRoom(reuse, before.remaining() + data.remaining() + growth)
            .order(ByteOrder.BIG_ENDIAN);
    copy(before, before.position(), before.remaining(), out);
    for (int at = data.position(); at < data.limit(); ) {
      int start = at + lengthSize;
      at = endOfNal(data, at, lengthSize);
      if (at > start) {
        out.putInt(START_CODE);
        copy(data, start, at - start, out);
      }
    }
    return out.flip();
  }

  private static void copy(ByteBuffer from, int at, int size, ByteBuffer to) {
    to.put(to.position(), from, at, size).position(to.position() + size);
  }

  private static int endOfNal(ByteBuffer data, int at, int lengthSize) throws MediaException {
    int left = data.limit() - at - lengthSize;
    if (left < 0) {
      throw BitReader.broken("sample", "it ends within the length of a NAL unit");
    }
    long size = 0;
    for (int i = 0; i < lengthSize; i++) {
      size = (size << 8) | (data.get(at + i) & 0xFF);
    }
    if (size > left) {
      throw BitReader.broken(
          "sample",
          "NAL unit at byte %d has length %d, expected at most %d"
              .formatted(at - data.position(), size, left));
    }
    return at + lengthSize + (int) size;
  }
}
