package org.kinora.lib.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.kinora.media.MediaTime;

final class SampleTableTest {
  @Test
  void floor_variableFrameRate_findsLastAtOrBefore() {
    SampleTable table = table(0, 10, 10, 500);
    assertEquals(-1, table.floor(-1));
    assertEquals(0, table.floor(0));
    assertEquals(0, table.floor(9));
    assertEquals(2, table.floor(10));
    assertEquals(2, table.floor(499));
    assertEquals(3, table.floor(Long.MAX_VALUE));
  }

  @Test
  void unknownDurations_reachToTheNextPicture() {
    SampleTable table = table(0, 10, 500);
    assertEquals(10, table.durationUs(0));
    assertEquals(490, table.durationUs(1));
    assertEquals(490, table.durationUs(2));
    assertEquals(990, table.endUs());
  }

  @Test
  void reorderedPictures_floorAndDurationsFollowPresentation() {
    SampleTable table =
        SampleTable.builder()
            .add(0, -20, MediaTime.UNKNOWN, 0, 1, true)
            .add(30, -10, MediaTime.UNKNOWN, 1, 1, false)
            .add(10, 0, MediaTime.UNKNOWN, 2, 1, false)
            .add(20, 10, MediaTime.UNKNOWN, 3, 1, false)
            .build();
    assertEquals(2, table.floor(19));
    assertEquals(1, table.floor(31));
    assertEquals(10, table.durationUs(0));
    assertEquals(10, table.durationUs(1));
    assertEquals(-10, table.decodeTimeUs(1));
  }

  @Test
  void keyframeBefore_leadingPictureOfAnOpenGop_startsOneGopEarlier() {
    SampleTable table =
        SampleTable.builder()
            .add(0, 0, 10, 0, 1, true)
            .add(40, 10, 10, 1, 1, true)
            .add(30, 20, 10, 2, 1, false)
            .add(50, 30, 10, 3, 1, false)
            .build();
    assertEquals(0, table.keyframeBefore(2));
    assertEquals(1, table.keyframeBefore(3));
    assertEquals(1, table.keyframeBefore(1));
  }

  @Test
  void keyframeBefore_noKeyframe_isMinusOne() {
    SampleTable table = SampleTable.builder().add(0, 0, 10, 0, 1, false).build();
    assertEquals(-1, table.keyframeBefore(0));
    assertThrows(IndexOutOfBoundsException.class, () -> table.isKeyframe(1));
  }

  private static SampleTable table(long... times) {
    SampleTable.Builder builder = SampleTable.builder();
    for (long time : times) {
      builder.add(time, time, MediaTime.UNKNOWN, 0, 1, true);
    }
    return builder.build();
  }
}
