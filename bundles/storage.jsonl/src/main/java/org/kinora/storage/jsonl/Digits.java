package org.kinora.storage.jsonl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads decimal digits eight at a time: the bytes of a word are added up in pairs, not in turn. */
final class Digits {
  /** Numbers of up to so many digits fit a browser's number; longer ones are for the parser. */
  static final int MOST = 15;

  /** Bytes behind the first digit that are looked at, whatever stands there. */
  static final int LOOK_AHEAD_BYTES = 16;

  static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WORD = Long.BYTES;
  private static final long ZEROS = 0x3030_3030_3030_3030L;
  private static final long ABOVE_NINE = 0x0606_0606_0606_0606L;
  private static final long HIGH_HALVES = 0xF0F0_F0F0_F0F0_F0F0L;
  private static final long EVERY_FOURTH = 0x0000_00FF_0000_00FFL;

  private static final long[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private Digits() {}

  /** How many digits stand here, up to 16. */
  static int count(byte[] bytes, int at) {
    int first = countInWord(bytes, at);
    return first < WORD ? first : WORD + countInWord(bytes, at + WORD);
  }

  private static int countInWord(byte[] bytes, int at) {
    long word = values(bytes, at);
    // A carry out of a byte reaches only those behind it, and the first other byte is looked for.
    long others = (word | (word + ABOVE_NINE)) & HIGH_HALVES;
    return Long.numberOfTrailingZeros(others) / Byte.SIZE;
  }

  private static long values(byte[] bytes, int at) {
    return (long) WORDS.get(bytes, at) ^ ZEROS;
  }

  /** The number that so many digits make, 1 to 16. */
  static long value(byte[] bytes, int at, int count) {
    if (count <= WORD) {
      return value(values(bytes, at), count);
    }
    int more = count - WORD;
    return value(values(bytes, at), WORD) * TENS[more] + value(values(bytes, at + WORD), more);
  }

  /** The first digit lies in the lowest byte: moved up, those behind the last one fall off. */
  private static long value(long word, int count) {
    long digits = word << ((WORD - count) * Byte.SIZE);
    long pairs = digits * 10 + (digits >>> 8);
    long outer = (pairs & EVERY_FOURTH) * (100 + (1_000_000L << 32));
    long inner = ((pairs >>> 16) & EVERY_FOURTH) * (1 + (10_000L << 32));
    return (outer + inner) >>> 32;
  }
}
