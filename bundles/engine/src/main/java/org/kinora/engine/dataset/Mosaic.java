package org.kinora.engine.dataset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/** A picture of pictures of one size, row by row, about as many across as down. */
final class Mosaic {
  /** The scaler reads a little beyond the last pixel. */
  private static final int MARGIN_BYTES = 64;

  private static final int CROSS = 12;

  private final VideoFrame whole;
  private final int columns;
  private final int cellWidth;
  private final int cellHeight;

  /**
   * An empty one.
   *
   * @param first says how its pictures are
   * @param count how many there are
   */
  Mosaic(VideoFrame first, int count) {
    columns = columns(count);
    cellWidth = even(first.width());
    cellHeight = even(first.height());
    int rows = -Math.floorDiv(-count, columns);
    PixelLayout layout = first.layout();
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < layout.planes(); i++) {
      int stride = layout.planeWidth(i, columns * cellWidth) * layout.bytesPerPixel();
      int height = layout.planeHeight(i, rows * cellHeight);
      ByteBuffer data = ByteBuffer.allocateDirect(stride * height + MARGIN_BYTES);
      fill(data, i > 0 ? (byte) 128 : 0); // black, where chroma has planes of its own
      planes.add(new Plane(data, stride));
    }
    whole =
        new VideoFrame(0, 0, columns * cellWidth, rows * cellHeight, layout, first.color(), planes);
  }

  /** How many lie side by side. */
  static int columns(int count) {
    return (int) Math.ceil(Math.sqrt(count));
  }

  private static int even(int side) {
    return side + side % 2;
  }

  private static void fill(ByteBuffer data, byte value) {
    for (int i = 0; value != 0 && i < data.capacity(); i++) {
      data.put(i, value);
    }
  }

  VideoFrame whole() {
    return whole;
  }

  /** Copies a picture to its place. */
  void put(int cell, VideoFrame picture) {
    PixelLayout layout = whole.layout();
    for (int i = 0; i < layout.planes(); i++) {
      Plane from = picture.planes().get(i);
      Plane to = whole.planes().get(i);
      int row = layout.planeWidth(i, picture.width()) * layout.bytesPerPixel();
      int left = layout.planeWidth(i, left(cell)) * layout.bytesPerPixel();
      int top = layout.planeHeight(i, top(cell));
      for (int y = 0; y < layout.planeHeight(i, picture.height()); y++) {
        to.data()
            .put(
                (top + y) * to.stride() + left,
                from.data(),
                from.data().position() + y * from.stride(),
                row);
      }
    }
  }

  private int left(int cell) {
    return cell % columns * cellWidth;
  }

  private int top(int cell) {
    return cell / columns * cellHeight;
  }

  /** Marks a place within a picture, white on black; what lies outside is left out. */
  void cross(int cell, double x, double y) {
    int centerX = (int) Math.floor(x);
    int centerY = (int) Math.floor(y);
    for (int width = 1; width >= 0; width--) {
      for (int along = -CROSS - width; along <= CROSS + width; along++) {
        for (int beside = -width; beside <= width; beside++) {
          dot(cell, centerX + along, centerY + beside, width == 0);
          dot(cell, centerX + beside, centerY + along, width == 0);
        }
      }
    }
  }

  private void dot(int cell, int x, int y, boolean isWhite) {
    if (x < 0 || y < 0 || x >= cellWidth || y >= cellHeight) {
      return;
    }
    PixelLayout layout = whole.layout();
    for (int i = 0; i < layout.planes(); i++) {
      Plane plane = whole.planes().get(i);
      int column = (left(cell) + x) * layout.planeWidth(i, whole.width()) / whole.width();
      int row = (top(cell) + y) * layout.planeHeight(i, whole.height()) / whole.height();
      int at = row * plane.stride() + column * layout.bytesPerPixel();
      switch (layout) {
        case RGBA -> plane.data().putInt(at, isWhite ? 0xFFFFFFFF : 0x000000FF);
        case I420_10 -> {} // is not drawn on
        default -> plane.data().put(at, (byte) (i > 0 ? 128 : isWhite ? 235 : 16));
      }
    }
  }
}
