package org.kinora.storage.rf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EntryTest {
  @Test
  void of_smallAndLargestFields_comeApartAgain() {
    for (int[] fields : new int[][] {{3, 7, 1}, {Entry.MOST_TICKS, Entry.MOST_BYTES, 2048}}) {
      long entry = Entry.of(fields[0], fields[1], fields[2]);
      assertEquals(fields[0], Entry.ticks(entry));
      assertEquals(fields[1], Entry.location(entry));
      assertEquals(fields[2], Entry.flags(entry));
      assertFalse(Entry.isSentinel(entry));
    }
    assertEquals(-1L, Entry.of(Entry.MOST_TICKS, Entry.MOST_BYTES, 0xFFF));
  }

  @Test
  void sentinel_keepsItsLocation() {
    long sentinel = Entry.sentinel(270_996);
    assertEquals(0x0000_0000_4229_4000L, sentinel);
    assertEquals(270_996, Entry.location(sentinel));
    assertTrue(Entry.isSentinel(sentinel));
  }

  @Test
  void timeUs_everyTick_isItsFirstMicrosecond() {
    for (int ticks = 0; ticks <= Entry.MOST_TICKS; ticks++) {
      long timeUs = Entry.timeUs(ticks);
      assertEquals(ticks, Entry.ticksAt(timeUs));
      assertEquals(ticks - 1L, Entry.ticksAt(timeUs - 1));
    }
    assertEquals(409, Entry.ticksAt(100_000));
    assertEquals(1_023_999_756, Entry.timeUs(Entry.MOST_TICKS));
  }
}
