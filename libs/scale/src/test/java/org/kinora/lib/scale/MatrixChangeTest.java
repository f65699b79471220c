package org.kinora.lib.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * Every pixel beside the way through R′G′B′; the numbers are random, impossible ones among them.
 */
class MatrixChangeTest {
  private static final double[] BT601 = {0.299, 0.114};
  private static final double[] BT709 = {0.2126, 0.0722};

  @ParameterizedTest
  @CsvSource({"I420,35,19", "I420,64,2", "I422,17,5", "I444,23,7", "I420,1,1"})
  void apply_randomNumbers_isTheWayThroughRgb(PixelLayout layout, int width, int height) {
    VideoFrame frame = Pictures.allocate(layout, width, height, ColorInfo.BT709);
    Random random = new Random(20261122);
    for (Plane plane : frame.planes()) {
      for (int i = 0; i < plane.data().remaining(); i++) {
        plane.data().put(i, (byte) random.nextInt(256));
      }
    }
    VideoFrame before = Pictures.allocate(layout, width, height, ColorInfo.BT709);
    Pictures.copy(frame, before);

    new MatrixChange(6, 1, false).apply(frame);

    int across = layout.planeWidth(1, width) == width ? 1 : 2;
    int down = layout.planeHeight(1, height) == height ? 1 : 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] expected =
            changed(
                number(before, 0, x, y),
                number(before, 1, x / across, y / down),
                number(before, 2, x / across, y / down));
        assertNear(number(frame, 0, x, y), expected[0], 0, x, y);
        assertNear(number(frame, 1, x / across, y / down), expected[1], 1, x, y);
        assertNear(number(frame, 2, x / across, y / down), expected[2], 2, x, y);
      }
    }
  }

  /** From BT.601 to BT.709, both limited. */
  private static double[] changed(int y, int cb, int cr) {
    double luma = (y - 16) / 219.0;
    double red = luma + 2 * (1 - BT601[0]) * (cr - 128) / 224.0;
    double blue = luma + 2 * (1 - BT601[1]) * (cb - 128) / 224.0;
    double green = (luma - BT601[0] * red - BT601[1] * blue) / (1 - BT601[0] - BT601[1]);
    double now = BT709[0] * red + (1 - BT709[0] - BT709[1]) * green + BT709[1] * blue;
    return new double[] {
      16 + 219 * now,
      128 + 224 * (blue - now) / (2 * (1 - BT709[1])),
      128 + 224 * (red - now) / (2 * (1 - BT709[0]))
    };
  }

  private static int number(VideoFrame frame, int plane, int x, int y) {
    ByteBuffer data = frame.planes().get(plane).data();
    return data.get(y * frame.planes().get(plane).stride() + x) & 0xFF;
  }

  private static void assertNear(int found, double exact, int plane, int x, int y) {
    double expected = Math.max(0, Math.min(255, exact));
    assertEquals(expected, found, 0.51, "plane " + plane + " at " + x + "," + y);
  }
}
