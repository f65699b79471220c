package org.kinora.compose.basic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.media.VideoFrame;

/**
 * A rounded rectangle blurred by a Gaussian, without a picture of it: cut into slices that are as
 * wide as the shape is there, each of which a Gaussian blurs into a product of two differences of
 * its integral. Exact up to the thickness of the slices, at any size and place.
 */
final class GaussianShadow {
  /** The integral of the Gaussian from −∞ to z, for z of −5 to 5. */
  private static final int PER_UNIT = 256;

  private static final int REACH = 5;
  private static final float[] INTEGRAL = integral();

  /** Beyond as many deviations a shadow darkens by less than a hundredth of a level. */
  private static final double VISIBLE_REACH = 4;

  /**
   * Parts of what is wholly dark have so many bits behind the point, and products of two twice as
   * many; a part times a {@link Paint}'s number fits.
   */
  private static final int BITS = 15;

  private static final int ONE = 1 << BITS;
  private static final int SLICES_PER_DEVIATION = 4;
  private static final double THINNEST = 0.5;

  /** A shadow without blur still has smooth edges. */
  private static final double SHARPEST = 0.35;

  private final RoundedRect shape;
  private final double deviation;
  private final double alpha;
  private final Ycbcr color;
  private final List<Slice> slices = new ArrayList<>();
  private final List<Grid> grids = new ArrayList<>();

  /**
   * Rows of the shape that are equally wide.
   *
   * @param top the upper edge, from the shape's middle
   * @param bottom the lower edge, from the shape's middle
   * @param reach to either side of the middle
   * @param isTwice whether it is there once more, mirrored at the middle
   */
  private record Slice(double top, double bottom, double reach, boolean isTwice) {}

  /**
   * Makes the shadow of a shape.
   *
   * @param deviation the Gaussian's standard deviation in pixels, from 0
   * @param canvas what it falls on
   */
  GaussianShadow(RoundedRect shape, double deviation, int argb, VideoFrame canvas) {
    this.shape = shape;
    this.deviation = deviation;
    alpha = Ycbcr.alpha(argb);
    color = Ycbcr.opaque(argb, canvas.color());
    double straight = shape.halfHeight() - shape.radius();
    if (straight > 0) {
      slices.add(new Slice(-straight, straight, shape.bounds().width() / 2, false));
    }
    cutCorners(straight);
    grids.add(new Grid(1, canvas.width()));
    grids.add(new Grid(2, (canvas.width() + 1) / 2));
  }

  private void cutCorners(double straight) {
    double thickness = Math.max(THINNEST, deviation / SLICES_PER_DEVIATION);
    int count = (int) Math.ceil(shape.radius() / thickness);
    double halfWidth = shape.bounds().width() / 2;
    for (int i = 0; i < count; i++) {
      double near = straight + shape.radius() * i / count;
      double far = straight + shape.radius() * (i + 1) / count;
      double covered =
          shape.coverage(
              shape.centerX(), shape.centerY() + near, Math.max(halfWidth, 1e-9), far - near);
      slices.add(new Slice(near, far, covered * halfWidth, true));
    }
  }

  /** Whether nothing would be seen. */
  boolean isInvisible() {
    return alpha == 0;
  }

  /** The columns of a row of square pixels in which it may be seen; none of them before 0. */
  RoundedRect.Columns columns(int row, int pixel) {
    double reach = VISIBLE_REACH * grids.get(pixel - 1).spread;
    Rect bounds = shape.bounds();
    double center = (row + 0.5) * pixel;
    if (center < bounds.y() - reach || center > bounds.bottom() + reach) {
      return new RoundedRect.Columns(0, 0);
    }
    int from = (int) Math.max(0, Math.floor((bounds.x() - reach) / pixel));
    int to = (int) Math.ceil((bounds.right() + reach) / pixel);
    return new RoundedRect.Columns(from, Math.max(from, to));
  }

  /** Draws part of a row of it over what is there; see {@link Paint#row}. */
  void over(int plane, int y, int[] row, int from, int to) {
    Grid grid = grids.get(Math.min(plane, 1));
    if (grid.shade(y, from, to)) {
      int number = (int) Math.round(Paint.LEVEL * color.component(plane));
      int[] shade = grid.shade;
      for (int x = from; x < to; x++) {
        row[x] += ((shade[x] >> BITS) * (number - row[x]) + ONE / 2) >> BITS;
      }
    }
  }

  private static float[] integral() {
    float[] table = new float[2 * REACH * PER_UNIT + 1];
    double step = 1.0 / PER_UNIT;
    double sum = 0;
    for (int i = 1; i < table.length; i++) {
      double z = -REACH + (i - 0.5) * step;
      sum += Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * step;
      table[i] = (float) sum;
    }
    return table;
  }

  private static double integral(double z) {
    if (z <= -REACH || z >= REACH) {
      return z < 0 ? 0 : 1;
    }
    double place = (z + REACH) * PER_UNIT;
    int entry = (int) place;
    return INTEGRAL[entry] + (place - entry) * (INTEGRAL[entry + 1] - INTEGRAL[entry]);
  }

  /** The shadow on the pixels of one plane size. */
  private final class Grid {
    private static final int[] NONE = {};

    private final int pixel;
    private final int columns;

    /** The Gaussian's own deviation together with that of the luma pixels in one of chroma. */
    private final double spread;

    private final double perSpread;

    /** How dark it is in the columns that were last asked for. */
    private final int[] shade;

    /** How dark each slice alone is in each column; no columns while nobody has asked. */
    private final int[][] across;

    /** How dark each slice alone is in the row that was last asked for. */
    private final int[] weights;

    private int weighed = -1;

    Grid(int pixel, int columns) {
      this.pixel = pixel;
      this.columns = columns;
      double own = Math.max(deviation, SHARPEST);
      spread = Math.sqrt(own * own + (pixel * pixel - 1) / 12.0);
      perSpread = 1 / spread;
      shade = new int[columns];
      across = new int[slices.size()][];
      Arrays.fill(across, NONE);
      weights = new int[slices.size()];
    }

    /** Works out how dark it is in some columns of a row; false if it is not there. */
    boolean shade(int y, int from, int to) {
      weigh(y);
      boolean isThere = false;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] > 0) {
          add(weights[i], across(i), isThere, from, to);
          isThere = true;
        }
      }
      return isThere;
    }

    private void weigh(int y) {
      if (y != weighed) {
        weighed = y;
        double distance = Math.abs((y + 0.5) * pixel - shape.centerY());
        for (int i = 0; i < weights.length; i++) {
          Slice slice = slices.get(i);
          double weight = between(slice.top, slice.bottom, distance);
          if (slice.isTwice) {
            weight += between(-slice.bottom, -slice.top, distance);
          }
          weights[i] = (int) Math.round(ONE * alpha * weight);
        }
      }
    }

    /** How much of a Gaussian around a place lies between two others. */
    private double between(double from, double to, double place) {
      return integral((to - place) * perSpread) - integral((from - place) * perSpread);
    }

    private void add(int weight, int[] slice, boolean isThere, int from, int to) {
      if (isThere) {
        for (int x = from; x < to; x++) {
          shade[x] += weight * slice[x];
        }
      } else {
        for (int x = from; x < to; x++) {
          shade[x] = weight * slice[x];
        }
      }
    }

    private int[] across(int index) {
      int[] made = across[index];
      if (made.length == 0) {
        made = new int[columns];
        double reach = slices.get(index).reach;
        double soft = REACH * spread;
        RoundedRect.Columns touched = around(reach + soft);
        RoundedRect.Columns dark = around(reach - soft);
        edge(made, reach, touched.from(), dark.from());
        Arrays.fill(made, dark.from(), dark.to(), ONE);
        edge(made, reach, dark.to(), touched.to());
        across[index] = made;
      }
      return made;
    }

    /** The columns whose middle is no further from the shape's than this. */
    private RoundedRect.Columns around(double reach) {
      int from = (int) Math.ceil((shape.centerX() - reach) / pixel - 0.5);
      int to = (int) Math.floor((shape.centerX() + reach) / pixel + 0.5);
      return new RoundedRect.Columns(from, Math.max(from, to)).within(0, columns);
    }

    private void edge(int[] slice, double reach, int from, int to) {
      for (int x = from; x < to; x++) {
        double distance = (x + 0.5) * pixel - shape.centerX();
        slice[x] = (int) Math.round(ONE * between(-reach, reach, distance));
      }
    }
  }
}
