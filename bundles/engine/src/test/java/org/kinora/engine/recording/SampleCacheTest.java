package org.kinora.engine.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kinora.media.SampleRange;

final class SampleCacheTest {
  private static final long COST = SampleCache.costOf(0, 100);

  private final Object owner = new Object();
  private final SampleCache cache = new SampleCache(3 * COST);

  @Test
  void reserve_noRoom_dropsWhatWasUsedLeastRecently() {
    put(1);
    put(2);
    put(3);
    assertFound(1);
    put(4);
    assertFound(1);
    assertNull(cache.find(key(2)));
    assertFound(3);
    assertEquals(3 * COST, cache.usedBytes());
  }

  @Test
  void reserve_everythingInUse_isRefusedAndNothingDropped() {
    put(1);
    SampleCache.Lease used = Objects.requireNonNull(cache.find(key(1)));
    SampleCache.Lease reserved = Objects.requireNonNull(cache.reserve(key(2), 2 * COST));
    assertNull(cache.reserve(key(3), COST));
    reserved.close();
    used.close();
    assertEquals(COST, cache.usedBytes());
    assertFound(1);
  }

  @Test
  void reserve_moreThanTheBound_isRefusedAndNothingDropped() {
    put(1);
    assertNull(cache.reserve(key(2), 3 * COST + 1));
    assertFound(1);
  }

  @Test
  void removeAll_runInUse_countsUntilItIsGivenBack() {
    put(1);
    put(2);
    SampleCache.Lease used = Objects.requireNonNull(cache.find(key(1)));
    cache.removeAll(owner);
    assertNull(cache.find(key(1)));
    assertEquals(COST, cache.usedBytes());
    used.close();
    assertEquals(0, cache.usedBytes());
  }

  @Test
  void removeAll_otherOwner_staysThere() {
    put(1);
    cache.removeAll(new Object());
    assertFound(1);
  }

  @Test
  void fill_sameName_replaces() {
    put(1);
    put(1);
    assertEquals(COST, cache.usedBytes());
    assertFound(1);
  }

  @Test
  void setMostBytes_less_dropsWhatWasUsedLeastRecently() {
    put(1);
    put(2);
    put(3);
    assertFound(1);
    cache.setMostBytes(2 * COST);
    assertNull(cache.find(key(2)));
    assertFound(1);
    assertFound(3);
    assertEquals(2 * COST, cache.usedBytes());
    put(4);
    assertEquals(2 * COST, cache.usedBytes());
  }

  @Test
  void setMostBytes_runInUse_goesWhenItIsGivenBack() {
    put(1);
    SampleCache.Lease used = Objects.requireNonNull(cache.find(key(1)));
    cache.setMostBytes(0);
    assertNull(cache.find(key(1)));
    assertEquals(COST, cache.usedBytes());
    assertNull(cache.reserve(key(2), 1));
    used.close();
    assertEquals(0, cache.usedBytes());
  }

  @Test
  void setMostBytes_more_makesRoom() {
    put(1);
    put(2);
    put(3);
    cache.setMostBytes(4 * COST);
    put(4);
    assertFound(1);
    assertEquals(4 * COST, cache.usedBytes());
  }

  private void put(int first) {
    try (SampleCache.Lease room = Objects.requireNonNull(cache.reserve(key(first), COST))) {
      room.fill(new CachedSamples(new SampleRange(1, first, 0), 100));
    }
  }

  private void assertFound(int first) {
    try (SampleCache.Lease found = Objects.requireNonNull(cache.find(key(first)))) {
      assertNotNull(found.samples());
    }
  }

  private SampleCache.Key key(int first) {
    return new SampleCache.Key(owner, 1, first);
  }
}
