package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.tck.support.RawPictures;

/** Those nearest to the position stay, and the bound is kept. */
final class PictureWindowTest {
  private static final int SIDE = 32;
  private static final long BYTES = PictureWindow.sizeBytes(picture(0));

  /** A grey picture of one number. */
  private static VideoFrame picture(int grey) {
    VideoFrame picture =
        RawPictures.of(new byte[SIDE * SIDE], PixelLayout.GRAY, SIDE, SIDE, ColorInfo.UNSPECIFIED);
    RawPictures.fill(picture, 0, grey);
    return picture;
  }

  private static List<Long> held(PictureWindow window) {
    return LongStream.range(0, 100).filter(i -> window.at(i).isPresent()).boxed().toList();
  }

  @Test
  void put_more_keepsTheNearest() {
    PictureWindow window = new PictureWindow(4 * BYTES);
    window.moveTo(50);
    for (int i : new int[] {10, 90, 48, 49, 51, 60, 50}) {
      window.put(i, picture(i));
    }
    assertEquals(List.of(48L, 49L, 50L, 51L), held(window));
    assertFalse(window.accepts(60, BYTES));
    assertFalse(window.accepts(49, BYTES), "is here");
    window.moveTo(59);
    assertTrue(window.accepts(60, BYTES));
    window.put(60, picture(60));
    assertEquals(List.of(49L, 50L, 51L, 60L), held(window));
  }

  @Test
  void at_afterManyChanges_isThePictureThatWasPut() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    PictureWindow window = new PictureWindow(7 * BYTES + 5);
    for (int i = 0; i < 2000; i++) {
      int time = random.nextInt(100);
      if (random.nextInt(4) == 0) {
        window.moveTo(random.nextInt(100));
      }
      if (random.nextInt(200) == 0) {
        window.forget();
      }
      window.put(time, picture(time));
      assertTrue(window.heldBytes() <= 7 * BYTES, "seed " + seed);
      for (long there : held(window)) {
        VideoFrame found = window.at(there).orElseThrow();
        assertEquals((byte) there, found.planes().get(0).data().get(0), "seed " + seed);
      }
    }
    assertEquals(7 * BYTES, window.heldBytes());
  }

  @Test
  void put_withoutRoomForOne_keepsNone() {
    PictureWindow window = new PictureWindow(BYTES - 1);
    window.put(1, picture(1));
    assertEquals(List.of(), held(window));
    assertEquals(0, window.heldBytes());
  }
}
