package org.kinora.compose.basic;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * Blends a video's corners with what lies behind them. Everything that does not change from picture
 * to picture is worked out beforehand: which pixels, how much of each the video covers, and what
 * the background adds.
 */
final class RoundedCorners {
  private static final int OPAQUE = 255;

  private final RoundedRect shape;
  private final PixelRect video;
  private final Blend[] planes;

  /**
   * Prepares the corners.
   *
   * @param shape the video with its corners
   * @param video where it is drawn; even
   * @param behind the background
   */
  RoundedCorners(RoundedRect shape, PixelRect video, VideoFrame behind) {
    this.shape = shape;
    this.video = video;
    planes = new Blend[behind.layout().planes()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = prepare(i == 0 ? 1 : 2, behind.planes().get(i));
    }
  }

  /** Draws the corners of the picture that now stands on a canvas. */
  void blend(VideoFrame canvas) {
    for (int i = 0; i < planes.length; i++) {
      planes[i].run(canvas.planes().get(i));
    }
  }

  private Blend prepare(int pixel, Plane behind) {
    Blend blend = new Blend();
    for (int y = video.y() / pixel; y < video.bottom() / pixel; y++) {
      RoundedRect.Columns whole = shape.wholeColumns(y, pixel);
      prepare(blend, pixel, y, video.x() / pixel, whole.from(), behind);
      prepare(blend, pixel, y, whole.to(), video.right() / pixel, behind);
    }
    return blend;
  }

  private void prepare(Blend blend, int pixel, int y, int from, int to, Plane behind) {
    for (int x = from; x < to; x++) {
      double covered = shape.coverage(x * pixel, y * pixel, pixel, pixel);
      int alpha = (int) Math.round(OPAQUE * covered);
      if (alpha < OPAQUE) {
        int place = behind.data().position() + y * behind.stride() + x;
        int under = behind.data().get(place) & 0xFF;
        blend.add(x, y, alpha, under);
      }
    }
  }

  /** The pixels of one plane that are blended. */
  private static final class Blend {
    private int count;
    private int[] columns = new int[256];
    private int[] rows = new int[256];
    private short[] alphas = new short[256];

    /** The background's share, already multiplied, with the half that rounds. */
    private int[] unders = new int[256];

    void add(int x, int y, int alpha, int under) {
      if (count == alphas.length) {
        columns = Arrays.copyOf(columns, 2 * count);
        rows = Arrays.copyOf(rows, 2 * count);
        alphas = Arrays.copyOf(alphas, 2 * count);
        unders = Arrays.copyOf(unders, 2 * count);
      }
      columns[count] = x;
      rows[count] = y;
      alphas[count] = (short) alpha;
      unders[count] = under * (OPAQUE - alpha) + OPAQUE / 2;
      count++;
    }

    void run(Plane plane) {
      ByteBuffer data = plane.data();
      for (int i = 0; i < count; i++) {
        int place = data.position() + rows[i] * plane.stride() + columns[i];
        int number = data.get(place) & 0xFF;
        data.put(place, (byte) ((number * alphas[i] + unders[i]) / OPAQUE));
      }
    }
  }
}
