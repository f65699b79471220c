package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.Frame;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;

/** Pictures made for a test, lent the hard way, and pictures looked at. */
final class Pictures {
  private static final int MARGIN = 16;
  private static final int CANVAS_MARGIN = 64;

  private Pictures() {}

  /** Borrows a frame for the length of one call. */
  @FunctionalInterface
  interface Borrower {
    void borrow(VideoFrame frame) throws IOException;
  }

  /** A grey picture in I420, limited range, whose rows have room behind them. */
  static VideoFrame grey(int width, int height, long timeUs, long durationUs, int luma) {
    List<Plane> planes = new ArrayList<>();
    for (int plane = 0; plane < PixelLayout.I420.planes(); plane++) {
      int stride = PixelLayout.I420.planeWidth(plane, width) + MARGIN;
      int rows = PixelLayout.I420.planeHeight(plane, height);
      ByteBuffer data = ByteBuffer.allocateDirect(stride * rows + 2 * MARGIN);
      byte value = (byte) (plane == 0 ? luma : 128);
      for (int i = 0; i < data.capacity(); i++) {
        data.put(i, value);
      }
      planes.add(new Plane(data.position(MARGIN).limit(MARGIN + stride * rows), stride));
    }
    return new VideoFrame(
        timeUs, durationUs, width, height, PixelLayout.I420, ColorInfo.BT709, planes);
  }

  /** A picture at 0 that is lighter from pixel to pixel, to the right and downwards. */
  static VideoFrame ramp(int width, int height) {
    VideoFrame frame = grey(width, height, 0, 0, 0);
    Plane luma = frame.planes().get(0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = luma.data().position() + y * luma.stride() + x;
        luma.data().put(at, (byte) (30 + 90 * x / width + 90 * y / height));
      }
    }
    return frame;
  }

  /** Memory to draw into, as the engine lends it. */
  static VideoFrame canvas(VideoFormat output) {
    PixelLayout layout = PixelLayout.I420;
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < layout.planes(); i++) {
      int stride = layout.planeWidth(i, output.width()) + MARGIN;
      int bytes = stride * layout.planeHeight(i, output.height()) + CANVAS_MARGIN;
      planes.add(new Plane(ByteBuffer.allocateDirect(bytes), stride));
    }
    return new VideoFrame(0, 0, output.width(), output.height(), layout, output.color(), planes);
  }

  /** Lends a picture and overwrites it as soon as the call returns. */
  static void lend(VideoFrame frame, Borrower borrower) throws IOException {
    try {
      borrower.borrow(frame);
    } finally {
      frame.planes().forEach(plane -> Lent.scribble(plane.data()));
    }
  }

  /** The frame as a picture. */
  static VideoFrame picture(Frame frame) {
    assertTrue(frame instanceof VideoFrame, () -> "not a picture: " + frame.getClass());
    return (VideoFrame) frame;
  }

  /** The pixels of all planes without what lies behind the rows. */
  static Blob pixels(VideoFrame frame) {
    int size = 0;
    for (int plane = 0; plane < frame.planes().size(); plane++) {
      size += rowBytes(frame, plane) * frame.layout().planeHeight(plane, frame.height());
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (int plane = 0; plane < frame.planes().size(); plane++) {
      copyRows(frame, plane, out);
    }
    return Blob.of(out.flip());
  }

  /** How bright a pixel is, 0 to 255. */
  static int luma(VideoFrame frame, int x, int y) {
    Plane plane = frame.planes().get(0);
    int bytes = frame.layout().bytesPerPixel();
    int at = plane.data().position() + y * plane.stride() + x * bytes;
    return switch (frame.layout()) {
      case RGBA ->
          (2 * unsigned(plane, at) + 5 * unsigned(plane, at + 1) + unsigned(plane, at + 2)) / 8;
      case I420_10 -> (unsigned(plane, at) | unsigned(plane, at + 1) << 8) >> 2;
      default -> unsigned(plane, at);
    };
  }

  private static int unsigned(Plane plane, int at) {
    return plane.data().get(at) & 0xFF;
  }

  private static void copyRows(VideoFrame frame, int number, ByteBuffer out) {
    Plane plane = frame.planes().get(number);
    int rowBytes = rowBytes(frame, number);
    int rows = frame.layout().planeHeight(number, frame.height());
    assertTrue(plane.stride() >= rowBytes, () -> "rows of " + rowBytes + " overlap: " + plane);
    int needed = (rows - 1) * plane.stride() + rowBytes;
    assertTrue(plane.data().remaining() >= needed, () -> plane + " is shorter than " + needed);
    for (int y = 0; y < rows; y++) {
      out.put(plane.data().slice(plane.data().position() + y * plane.stride(), rowBytes));
    }
  }

  private static int rowBytes(VideoFrame frame, int plane) {
    return frame.layout().planeWidth(plane, frame.width()) * frame.layout().bytesPerPixel();
  }
}
