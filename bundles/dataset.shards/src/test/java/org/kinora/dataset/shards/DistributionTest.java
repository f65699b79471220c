package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static Distribution of(double... values) {
    Distribution all = new Distribution();
    Arrays.stream(values).forEach(all::add);
    return all;
  }

  @Test
  void of_fewNumbers_isExact() {
    Distribution all = of(1, 2, 3, 4);
    assertEquals(2.5, all.mean());
    assertEquals(Math.sqrt(1.25), all.deviation(), 1e-15);
    assertEquals(1, all.min());
    assertEquals(4, all.max());
    assertEquals(0, of(0, 0, 5).quantile(0.5));
    assertEquals(-5, of(-5, -5, 5).quantile(0.1), 0.05);
  }

  @Test
  void quantile_ofManyNumbers_isRightToOnePercent() {
    long seed = new SplittableRandom().nextLong();
    double[] values = new SplittableRandom(seed).doubles(20_000, -100, 1000).toArray();
    Distribution all = of(values);
    Arrays.sort(values);
    for (double share : new double[] {0.001, 0.05, 0.09, 0.5, 0.95, 1}) {
      double exact = values[(int) Math.ceil(share * values.length) - 1];
      assertEquals(exact, all.quantile(share), Math.abs(exact) * 0.0101, "seed " + seed);
    }
  }

  @Test
  void add_parts_isTheWhole() {
    long seed = new SplittableRandom().nextLong();
    double[] values = new SplittableRandom(seed).doubles(999, -1, 1).toArray();
    Distribution parts = new Distribution();
    parts.add(of());
    parts.add(of(Arrays.copyOfRange(values, 0, 400)));
    parts.add(of(Arrays.copyOfRange(values, 400, 999)));
    Distribution whole = of(values);
    assertEquals(whole.count(), parts.count());
    assertEquals(whole.mean(), parts.mean(), 1e-12, "seed " + seed);
    assertEquals(whole.deviation(), parts.deviation(), 1e-12, "seed " + seed);
    assertEquals(whole.quantile(0.3), parts.quantile(0.3), "seed " + seed);
    assertTrue(parts.min() == whole.min() && parts.max() == whole.max(), "seed " + seed);
  }
}
