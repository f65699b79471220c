package org.kinora.compose.basic;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Mask;

/**
 * Makes parts of a picture unreadable, in place, in all planes. What is hidden only comes from
 * within the mask, and nothing of it is left there.
 */
final class Hiding {
  /** How far libswscale's bicubic filter reaches when it halves, in pixels; even. */
  private static final int CHROMA_REACH = 4;

  private Hiding() {}

  /**
   * Applies a mask to a picture of three planes of 8 bits with halved chroma.
   *
   * @param original what the picture was made of: halving chroma takes some across the mask's edge,
   *     so that as much more is hidden
   */
  static void apply(Mask mask, VideoFrame picture, PixelLayout original) {
    PixelRect exact = SceneLayout.mask(mask, picture.width(), picture.height());
    int more =
        switch (original) {
          case I420, I420_10, GRAY -> 0;
          case I422, I444, RGBA -> CHROMA_REACH;
        };
    PixelRect rect =
        new PixelRect(
                exact.x() - more,
                exact.y() - more,
                exact.width() + 2 * more,
                exact.height() + 2 * more)
            .and(new PixelRect(0, 0, picture.width(), picture.height()));
    for (int i = 0; i < picture.planes().size(); i++) {
      int pixel = i == 0 ? 1 : 2;
      Plane plane = picture.planes().get(i);
      Area area =
          new Area(
              plane,
              plane.data().position() + rect.y() / pixel * plane.stride() + rect.x() / pixel,
              -Math.floorDiv(-rect.right(), pixel) - rect.x() / pixel,
              -Math.floorDiv(-rect.bottom(), pixel) - rect.y() / pixel);
      switch (mask.kind()) {
        case COVER -> area.fill((byte) Ycbcr.BLACK.component(i));
        case PIXELATE -> area.pixelate(evenBlock(mask.strength()) / pixel);
        case BLUR -> area.blur(mask.strength() / pixel);
      }
    }
  }

  /** A block's side such that blocks of chroma are those of luma. */
  private static int evenBlock(double strength) {
    return 2 * (int) Math.ceil(strength / 2);
  }

  /** Part of a plane. */
  private record Area(Plane plane, int start, int width, int height) {
    private void fill(byte number) {
      byte[] row = new byte[width];
      Arrays.fill(row, number);
      for (int y = 0; y < height; y++) {
        plane.data().put(start + y * plane.stride(), row);
      }
    }

    private void pixelate(int block) {
      for (int y = 0; y < height; y += block) {
        for (int x = 0; x < width; x += block) {
          new Area(
                  plane,
                  start + y * plane.stride() + x,
                  Math.min(block, width - x),
                  Math.min(block, height - y))
              .fillWithMean();
        }
      }
    }

    private void fillWithMean() {
      long sum = 0;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          sum += plane.data().get(start + y * plane.stride() + x) & 0xFF;
        }
      }
      fill((byte) Math.round((double) sum / (width * height)));
    }

    private void blur(double deviation) {
      ByteBuffer data = plane.data();
      float[] numbers = new float[width * height];
      byte[] row = new byte[width];
      for (int y = 0; y < height; y++) {
        data.get(start + y * plane.stride(), row);
        for (int x = 0; x < width; x++) {
          numbers[y * width + x] = row[x] & 0xFF;
        }
      }
      new GaussianBlur(deviation).run(numbers, width, height);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          row[x] = (byte) Math.round(numbers[y * width + x]);
        }
        data.put(start + y * plane.stride(), row);
      }
    }
  }
}
