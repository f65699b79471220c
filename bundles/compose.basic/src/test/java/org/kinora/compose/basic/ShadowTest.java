package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Background;
import org.kinora.scene.Scene;

/** Beside the shadow: the shape's coverage, convolved with the Gaussian in double precision. */
class ShadowTest {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 180;

  @ParameterizedTest
  @CsvSource({"12,0,8,16", "24,5,-3,32", "0,0,0,6", "40,-4,10,60", "3,1,1,4"})
  void draw_shadow_isTheExactGaussianOfTheShape(
      double radius, double offsetX, double offsetY, double blur) throws Exception {
    Scene scene =
        SceneBuilder.of(WIDTH, HEIGHT)
            .background(0xFFFFFFFF)
            .padding(50)
            .radius(radius)
            .shadow(offsetX, offsetY, blur, 0xC0000000)
            .build();
    VideoFrame white = Drawings.white(160, 90);
    PixelRect video = SceneLayout.of(scene, 160, 90).video();
    RoundedRect shape = new RoundedRect(video.exact().moved(offsetX, offsetY), radius);
    double[][] dark = blurred(shape, blur / 2);

    VideoFrame drawn = Drawings.draw(scene, white);

    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (video.and(new PixelRect(x, y, 1, 1)).isEmpty()) {
          double exact = 235 + (16 - 235) * dark[y][x] * 0xC0 / 255;
          assertEquals(exact, Drawings.luma(drawn, x, y), 1.4, "pixel " + x + "," + y);
        }
      }
    }
  }

  /** Numbers beyond the canvas are 0: the shape lies within it. */
  private static double[][] blurred(RoundedRect shape, double deviation) {
    double[][] covered = new double[HEIGHT][WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        covered[y][x] = shape.coverage(x, y, 1, 1);
      }
    }
    double[][] across = new double[HEIGHT][WIDTH];
    double[][] both = new double[HEIGHT][WIDTH];
    int reach = (int) Math.ceil(6 * deviation);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int i = Math.max(0, x - reach); i <= Math.min(WIDTH - 1, x + reach); i++) {
          across[y][x] += covered[y][i] * gauss(i - x, deviation);
        }
      }
    }
    for (int y = 0; y < HEIGHT; y++) {
      for (int i = Math.max(0, y - reach); i <= Math.min(HEIGHT - 1, y + reach); i++) {
        for (int x = 0; x < WIDTH; x++) {
          both[y][x] += across[i][x] * gauss(i - y, deviation);
        }
      }
    }
    return both;
  }

  private static double gauss(int distance, double deviation) {
    return Math.exp(-distance * distance / (2 * deviation * deviation))
        / (deviation * Math.sqrt(2 * Math.PI));
  }

  @Test
  void draw_wideShadow_hasNoBands() throws Exception {
    Scene scene =
        SceneBuilder.of(640, 640)
            .background(new Background.Solid(0xFF808080))
            .padding(300)
            .shadow(0, 0, 400, 0x30000000)
            .build();

    VideoFrame drawn = Drawings.draw(scene, Drawings.white(64, 64));

    double before = 0;
    for (int x = 8; x < 280; x += 8) {
      double mean = 0;
      for (int i = 0; i < 64; i++) {
        mean += Drawings.luma(drawn, x + i % 8, 320 + i / 8 % 8) / 64.0;
      }
      assertTrue(before == 0 || before - mean < 0.2, "a step of " + (before - mean) + " at " + x);
      before = mean;
    }
  }
}
