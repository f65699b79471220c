package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.Background;
import org.kinora.media.Scene;

class VideoAreaTest {
  private static final Background BLACK = new Background.Solid(0xFF000000);

  @ParameterizedTest
  @CsvSource({
    // scene, padding, picture, expected place
    "1920,1080,90,1920,1080,160,90,1600,900",
    "1920,1080,0,1920,1080,0,0,1920,1080",
    "1920,1080,60,1366,768,106,60,1708,960",
    "1920,1080,60,1080,1920,690,60,540,960",
    "1080,1920,60,1920,1080,60,690,960,540",
    "1922,1080,61,640,480,322,62,1278,956",
    "1280,720,100,1,1,380,100,520,520",
    "640,360,10,4000,1,10,178,620,4",
    "640,360,10,1,4000,318,10,4,340"
  })
  void fit_picture_isLargestInTheMiddle(
      int width,
      int height,
      int padding,
      int pictureWidth,
      int pictureHeight,
      int x,
      int y,
      int videoWidth,
      int videoHeight) {
    Scene scene = new Scene(width, height, BLACK, padding, 0);

    assertEquals(
        new VideoArea(x, y, videoWidth, videoHeight),
        VideoArea.fit(scene, pictureWidth, pictureHeight));
  }

  @Test
  void fit_anyPicture_keepsShapePaddingAndCentre() {
    long seed = 20260917;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int width = 2 * (8 + random.nextInt(2000));
      int height = 2 * (8 + random.nextInt(2000));
      int padding = random.nextInt((Math.min(width, height) - 16) / 2 + 1);
      int pictureWidth = 1 + random.nextInt(5000);
      int pictureHeight = 1 + random.nextInt(5000);
      String what =
          "seed %d: %dx%d in %dx%d, padding %d"
              .formatted(seed, pictureWidth, pictureHeight, width, height, padding);

      VideoArea area =
          VideoArea.fit(new Scene(width, height, BLACK, padding, 0), pictureWidth, pictureHeight);

      assertEquals(0, area.x() % 2 + area.y() % 2, what);
      assertEquals(0, area.width() % 2 + area.height() % 2, what);
      assertEquals(width, area.width() + 2 * area.x(), what);
      assertEquals(height, area.height() + 2 * area.y(), what);
      assertTrue(area.x() >= padding && area.y() >= padding, what);
      double exactWidth =
          Math.min(width - 2.0 * padding, (height - 2.0 * padding) * pictureWidth / pictureHeight);
      double exactHeight = exactWidth * pictureHeight / pictureWidth;
      assertEquals(exactWidth, area.width(), 4, what);
      assertEquals(exactHeight, area.height(), 4, what);
    }
  }
}
