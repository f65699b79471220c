package org.kinora.compose.basic;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * Blends a video's corners with what lies behind them. Everything that does not change from picture
 * to picture is worked out beforehand: which pixels, how much of each the video covers, and what
 * the background adds.
 */
final class RoundedCorners {
  private static final int OPAQUE = 255;

  private final int radius;
  private final int width;
  private final int height;
  private final Blend[] planes;

  /**
   * Prepares the corners.
   *
   * @param behind the background where the video lies
   * @param video where the video is drawn; its pixels are blended
   * @param radius in pixels, of luma; at most half the video's shorter side is used
   */
  RoundedCorners(VideoFrame behind, VideoFrame video, int radius) {
    width = video.width();
    height = video.height();
    this.radius = Math.min(radius, Math.min(width, height) / 2);
    planes = new Blend[video.layout().planes()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = prepare(video.layout(), i, behind.planes().get(i), video.planes().get(i));
    }
  }

  /** Draws the corners of the picture that now stands on the canvas. */
  void blend() {
    for (Blend plane : planes) {
      plane.run();
    }
  }

  private Blend prepare(PixelLayout layout, int index, Plane behind, Plane video) {
    int columns = layout.planeWidth(index, width);
    int rows = layout.planeHeight(index, height);
    int across = width / columns;
    int down = height / rows;
    Blend blend = new Blend(video.data());
    for (int y = 0; y < rows; y++) {
      if (fold(y * down, height) >= radius && fold(y * down + down - 1, height) >= radius) {
        continue;
      }
      for (int x = 0; x < columns; x++) {
        int alpha = (int) Math.round(OPAQUE * coverage(x * across, y * down, across, down));
        if (alpha < OPAQUE) {
          int under = behind.data().get(behind.data().position() + y * behind.stride() + x) & 0xFF;
          blend.add(video.data().position() + y * video.stride() + x, alpha, under);
        }
      }
    }
    return blend;
  }

  /** The mean over the luma pixels that one pixel of a plane stands for. */
  private double coverage(int left, int top, int across, int down) {
    double sum = 0;
    for (int y = top; y < top + down; y++) {
      for (int x = left; x < left + across; x++) {
        sum += coverage(fold(x, width), fold(y, height));
      }
    }
    return sum / (across * down);
  }

  /** The distance in pixels from the nearer end. */
  private static int fold(int place, int length) {
    return Math.min(place, length - 1 - place);
  }

  /**
   * How much of a pixel, counted from the corner, the rounded video covers: the area under the arc
   * within the pixel, seen from the arc's centre.
   */
  private double coverage(int x, int y) {
    int near = radius - 1 - x;
    int low = radius - 1 - y;
    if (near < 0 || low < 0 || Math.hypot(near + 1, low + 1) <= radius) {
      return 1;
    }
    if (Math.hypot(near, low) >= radius) {
      return 0;
    }
    double arcMeetsTop = Math.max(near, chord(low + 1));
    double arcMeetsFloor = Math.min(near + 1, chord(low));
    return arcMeetsTop
        - near
        + areaUnderArc(arcMeetsFloor)
        - areaUnderArc(arcMeetsTop)
        - low * (arcMeetsFloor - arcMeetsTop);
  }

  /** How far the arc is from the centre's axis at this distance along it; 0 beyond the arc. */
  private double chord(double along) {
    return Math.sqrt(Math.max(0, (double) radius * radius - along * along));
  }

  /** The area between the axis and the arc from the centre to {@code x}. */
  private double areaUnderArc(double x) {
    return (x * chord(x) + (double) radius * radius * Math.asin(x / radius)) / 2;
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
