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
    for (long farthest :
        new long[] {0, 1, 0xFF, 0x100, 0xFFFF, 0x1_0000, 0xFFFF_FFFFL, 0x1_0000_0000L, -1}) {
      PackedLongs.Builder builder = new PackedLongs.Builder();
      builder.add(Long.MIN_VALUE);
      builder.add(Long.MIN_VALUE + farthest);
      PackedLongs packed = builder.build();
      assertEquals(Long.MIN_VALUE, packed.get(0));
      assertEquals(Long.MIN_VALUE + farthest, packed.get(1));
    }
  }
}
