package org.kinora.lib.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PackedLongsTest {
  @Test
  void get_blocksOfEveryWidth_givesWhatWasAdded() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long[] values = new long[20_000];
    PackedLongs.Builder builder = new PackedLongs.Builder();
    for (int i = 0; i < values.length; i++) {
      values[i] = -12_345 + (random.nextLong() >>> (i / 1_000 * 3));
      builder.add(values[i]);
    }
    PackedLongs packed = builder.build();
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], packed.get(i), "number " + i + ", seed " + seed);
    }
  }

  @Test
  void get_widestDistances_areKept() {
    for (int bits = 0; bits <= Long.SIZE; bits++) {
      long farthest = bits == 0 ? 0 : -1L >>> (Long.SIZE - bits);
      PackedLongs.Builder builder = new PackedLongs.Builder();
      builder.add(Long.MIN_VALUE);
      builder.add(Long.MIN_VALUE + farthest);
      PackedLongs packed = builder.build();
      assertEquals(Long.MIN_VALUE, packed.get(0), bits + " bits");
      assertEquals(Long.MIN_VALUE + farthest, packed.get(1), bits + " bits");
    }
  }
}
