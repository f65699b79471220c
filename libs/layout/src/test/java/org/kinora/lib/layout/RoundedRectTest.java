package org.kinora.lib.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundedRectTest {
  /** Beside it: the share of 400 × 400 points of each pixel that lie within. */
  @Test
  void coverage_anyPlace_isTheShareOfPoints() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Rect rect =
          new Rect(random.nextDouble(), random.nextDouble(), 1 + 5 * random.nextDouble(), 3);
      double radius = 2.5 * random.nextDouble();
      RoundedRect shape = new RoundedRect(rect, radius);
      int x = random.nextInt(7) - 1;
      int y = random.nextInt(5) - 1;

      assertEquals(
          share(rect, Math.min(radius, Math.min(rect.width(), 3) / 2), x, y),
          shape.coverage(x, y, 1, 1),
          0.003,
          "seed %d: pixel %d,%d of %s radius %s".formatted(seed, x, y, rect, radius));
    }
  }

  private static double share(Rect rect, double radius, int x, int y) {
    int side = 400;
    int within = 0;
    for (int i = 0; i < side * side; i++) {
      int row = i / side;
      double atX = x + (i % side + 0.5) / side;
      double atY = y + (row + 0.5) / side;
      double cornerX = Math.max(rect.x() + radius, Math.min(rect.right() - radius, atX));
      double cornerY = Math.max(rect.y() + radius, Math.min(rect.bottom() - radius, atY));
      within += Math.hypot(atX - cornerX, atY - cornerY) <= radius ? 1 : 0;
    }
    return (double) within / (side * side);
  }

  @Test
  void columns_anyRow_areWhereCoverageSays() {
    RoundedRect shape = new RoundedRect(new Rect(3.3, 2.6, 40.2, 21.7), 9.4);
    for (int pixel = 1; pixel <= 2; pixel++) {
      for (int row = -2; row < 30; row++) {
        RoundedRect.Columns whole = shape.wholeColumns(row, pixel);
        RoundedRect.Columns touched = shape.touchedColumns(row, pixel);
        for (int x = -5; x < 60; x++) {
          double covered = shape.coverage(x * pixel, row * pixel, pixel, pixel);
          String where = "pixel %d,%d of side %d".formatted(x, row, pixel);
          assertEquals(x >= whole.from() && x < whole.to(), covered > 1 - 1e-9, where);
          assertEquals(x >= touched.from() && x < touched.to(), covered > 1e-9, where);
        }
      }
    }
  }

  @Test
  void contains_cornerPixel_isNotInside() {
    RoundedRect shape = new RoundedRect(new Rect(0, 0, 20, 20), 5);

    assertTrue(shape.contains(new Rect(5, 0, 10, 20)));
    assertTrue(!shape.contains(new Rect(0, 0, 20, 20)));
    assertTrue(new RoundedRect(new Rect(-1, -1, 22, 22), 0).contains(new Rect(0, 0, 20, 20)));
  }

  @Test
  void coverage_disc_sumsToItsArea() {
    RoundedRect disc = new RoundedRect(new Rect(2.6, 2.1, 15.4, 15.4), 7.7);
    double sum = 0;
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 20; x++) {
        sum += disc.coverage(x, y, 1, 1);
      }
    }
    assertEquals(Math.PI * 7.7 * 7.7, sum, 1e-6);
  }
}
