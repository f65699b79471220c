package org.kinora.lib.scale;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/** Memory of pictures: new ones, parts of them, copies. */
public final class Pictures {
  /** Rows of new pictures begin at multiples of this many bytes, a vector of AVX-512. */
  static final int ALIGNMENT_BYTES = 64;

  /**
   * Readable bytes behind the last row of a new picture's planes. FFmpeg's vector code reads whole
   * vectors, so up to one beyond the end.
   */
  static final int MARGIN_BYTES = 64;

  private Pictures() {}

  /**
   * Allocates a picture at time 0 whose bytes are all zero. Its rows are aligned, with room behind
   * the last one, so that the scaler works on it directly. The garbage collector gives the memory
   * back, so a plane that somebody still holds stays valid.
   */
  public static VideoFrame allocate(PixelLayout layout, int width, int height, ColorInfo color) {
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < layout.planes(); i++) {
      int row = rowBytes(layout, i, width);
      int stride = Math.multiplyExact(-Math.floorDiv(-row, ALIGNMENT_BYTES), ALIGNMENT_BYTES);
      int size = Math.multiplyExact(stride, layout.planeHeight(i, height)) + MARGIN_BYTES;
      ByteBuffer memory = ByteBuffer.allocateDirect(size + ALIGNMENT_BYTES);
      planes.add(new Plane(memory.alignedSlice(ALIGNMENT_BYTES), stride));
    }
    return new VideoFrame(0, 0, width, height, layout, color, planes);
  }

  /**
   * A rectangle of a picture as a picture of its own, in the same memory. The place is even, so
   * that it falls on whole pixels of halved planes.
   *
   * @throws IllegalArgumentException if the place is odd or the rectangle reaches beyond the
   *     picture
   */
  public static VideoFrame part(VideoFrame whole, int x, int y, int width, int height) {
    if (x < 0
        || y < 0
        || width < 1
        || height < 1
        || width > whole.width() - x
        || height > whole.height() - y
        || x % 2 != 0
        || y % 2 != 0) {
      throw new IllegalArgumentException(
          "part of %dx%d at %d,%d of a picture of %dx%d; it must lie within, at an even place"
              .formatted(width, height, x, y, whole.width(), whole.height()));
    }
    PixelLayout layout = whole.layout();
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < layout.planes(); i++) {
      Plane plane = whole.planes().get(i);
      ByteBuffer data = plane.data().duplicate();
      int offset = layout.planeHeight(i, y) * plane.stride() + rowBytes(layout, i, x);
      planes.add(new Plane(data.position(data.position() + offset), plane.stride()));
    }
    return new VideoFrame(
        whole.timeUs(), whole.durationUs(), width, height, layout, whole.color(), planes);
  }

  /**
   * Copies the pixels of a picture to another of the same size and layout; nothing is converted.
   *
   * @throws IllegalArgumentException if they differ in size or layout
   */
  public static void copy(VideoFrame from, VideoFrame to) {
    if (from.width() != to.width()
        || from.height() != to.height()
        || from.layout() != to.layout()) {
      throw new IllegalArgumentException(
          "copy of %s %dx%d to %s %dx%d"
              .formatted(
                  from.layout(),
                  from.width(),
                  from.height(),
                  to.layout(),
                  to.width(),
                  to.height()));
    }
    PixelLayout layout = from.layout();
    for (int i = 0; i < layout.planes(); i++) {
      copyRows(
          from.planes().get(i),
          to.planes().get(i),
          rowBytes(layout, i, from.width()),
          layout.planeHeight(i, from.height()));
    }
  }

  private static void copyRows(Plane from, Plane to, int rowBytes, int rows) {
    ByteBuffer source = from.data();
    ByteBuffer target = to.data();
    for (int y = 0; y < rows; y++) {
      target.put(
          target.position() + y * to.stride(),
          source,
          source.position() + y * from.stride(),
          rowBytes);
    }
  }

  /** The bytes of one row that hold pixels. */
  static int rowBytes(PixelLayout layout, int plane, int width) {
    return layout.planeWidth(plane, width) * layout.bytesPerPixel();
  }

  /**
   * The bytes behind the last row of the plane that has the fewest of them.
   *
   * @throws MediaException ARGUMENT_INVALID if a plane is too small for its picture
   */
  static long margin(VideoFrame frame) throws MediaException {
    PixelLayout layout = frame.layout();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < layout.planes(); i++) {
      Plane plane = frame.planes().get(i);
      int row = rowBytes(layout, i, frame.width());
      long needed = (layout.planeHeight(i, frame.height()) - 1L) * plane.stride() + row;
      long margin = plane.data().remaining() - needed;
      if (margin < 0 || plane.stride() < row) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID,
            "plane %d of a %s picture of %dx%d at %d us has %d bytes in rows of %d, expected %d in rows of %d or more"
                .formatted(
                    i,
                    layout,
                    frame.width(),
                    frame.height(),
                    frame.timeUs(),
                    plane.data().remaining(),
                    plane.stride(),
                    needed,
                    row));
      }
      least = Math.min(least, margin);
    }
    return least;
  }
}
