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
   * @param canvas what it is drawn on; its pixels are blended
   */
  RoundedCorners(RoundedRect shape, PixelRect video, VideoFrame behind, VideoFrame canvas) {
    this.shape = shape;
    this.video = video;
    planes = new Blend[canvas.layout().planes()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = prepare(i == 0 ? 1 : 2, behind.planes().get(i), canvas.planes().get(i));
    }
  }

  /** Draws the corners of the picture that now stands on the canvas. */
  void blend() {
    for (Blend plane : planes) {
      plane.run();
    }
  }

  private Blend prepare(int pixel, Plane behind, Plane canvas) {
    Blend blend = new Blend(canvas.data());
    for (int y = video.y() / pixel; y < video.bottom() / pixel; y++) {
      RoundedRect.Columns whole = shape.wholeColumns(y, pixel);
      prepare(blend, pixel, y, video.x() / pixel, whole.from(), behind, canvas);
      prepare(blend, pixel, y, whole.to(), video.right() / pixel, behind, canvas);
    }
    return blend;
  }

  private void prepare(
      Blend blend, int pixel, int y, int from, int to, Plane behind, Plane canvas) {
    for (int x = from; x < to; x++) {
      double covered = shape.coverage(x * pixel, y * pixel, pixel, pixel);
      int alpha = (int) Math.round(OPAQUE * covered);
      if (alpha < OPAQUE) {
        int place = behind.data().position() + y * behind.stride() + x;
        int under = behind.data().get(place) & 0xFF;
        blend.add(canvas.data().position() + y * canvas.stride() + x, alpha, under);
      }
    }
  }

  /** The pixels of one plane that are blended. */
  private static final class Blend {
    private final ByteBuffer data;
    private int count;
    private int[] places = new int[256];
    private short[] alphas = new short[256];

    /** The background's share, already multiplied, with the half that rounds. */
    private int[] unders = new int[256];

    Blend(ByteBuffer data) {
      this.data = data;
    }

    void add(int place, int alpha, int under) {
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
        alphas = Arrays.copyOf(alphas, 2 * count);
        unders = Arrays.copyOf(unders, 2 * count);
      }
      places[count] = place;
      alphas[count] = (short) alpha;
      unders[count] = under * (OPAQUE - alpha) + OPAQUE / 2;
      count++;
    }

    void run() {
      for (int i = 0; i < count; i++) {
        int number = data.get(places[i]) & 0xFF;
        data.put(places[i], (byte) ((number * alphas[i] + unders[i]) / OPAQUE));
      }
    }
  }
}
