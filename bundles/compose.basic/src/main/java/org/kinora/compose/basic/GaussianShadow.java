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

  private static final double NOTHING = 1e-5;
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

  /** Draws a row of it over what is there; see {@link Paint#row} for planes. */
  void over(int plane, int y, int from, float[] row, int count) {
    Grid grid = grids.get(Math.min(plane, 1));
    float[] shade = grid.row(y);
    if (shade.length > 0) {
      float number = (float) color.component(plane);
      for (int i = 0; i < count; i++) {
        row[i] += shade[from + i] * (number - row[i]);
      }
    }
  }

  private static float[] integral() {
    float[] table = new float[2 * REACH * PER_UNIT + 2];
    double step = 1.0 / PER_UNIT;
    double sum = 0;
    for (int i = 1; i < table.length; i++) {
      double z = -REACH + (i - 0.5) * step;
      sum += Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * step;
      table[i] = (float) sum;
    }
    return table;
  }

  private static float integral(double z) {
    double place = (Math.max(-REACH, Math.min(REACH, z)) + REACH) * PER_UNIT;
    int entry = (int) place;
    return INTEGRAL[entry] + (float) (place - entry) * (INTEGRAL[entry + 1] - INTEGRAL[entry]);
  }

  /** The shadow on the pixels of one plane size. */
  private final class Grid {
    private static final float[] NONE = {};

    private final int pixel;
    private final int columns;

    /** The Gaussian's own deviation together with that of the luma pixels in one of chroma. */
    private final double spread;

    private final float[] row;

    /** How dark each slice alone is in each column; no columns while nobody has asked. */
    private final float[][] across;

    private int rowY = -1;
    private boolean isRowEmpty;

    Grid(int pixel, int columns) {
      this.pixel = pixel;
      this.columns = columns;
      double own = Math.max(deviation, SHARPEST);
      spread = Math.sqrt(own * own + (pixel * pixel - 1) / 12.0);
      row = new float[columns];
      across = new float[slices.size()][];
      Arrays.fill(across, NONE);
    }

    /** How dark it is in each column of a row; no columns if it is not there. */
    float[] row(int y) {
      if (y != rowY) {
        rowY = y;
        isRowEmpty = true;
        double distance = (y + 0.5) * pixel - shape.centerY();
        for (int i = 0; i < slices.size(); i++) {
          float weight = (float) (alpha * weight(slices.get(i), distance));
          if (weight > NOTHING) {
            add(weight, across(i));
          }
        }
      }
      return isRowEmpty ? NONE : row;
    }

    private double weight(Slice slice, double y) {
      double once = integral((slice.bottom - y) / spread) - integral((slice.top - y) / spread);
      return slice.isTwice
          ? once + integral((-slice.top - y) / spread) - integral((-slice.bottom - y) / spread)
          : once;
    }

    private void add(float weight, float[] slice) {
      if (isRowEmpty) {
        isRowEmpty = false;
        for (int x = 0; x < columns; x++) {
          row[x] = weight * slice[x];
        }
      } else {
        for (int x = 0; x < columns; x++) {
          row[x] += weight * slice[x];
        }
      }
    }

    private float[] across(int index) {
      float[] made = across[index];
      if (made.length == 0) {
        made = new float[columns];
        double reach = slices.get(index).reach;
        for (int x = 0; x < columns; x++) {
          double distance = (x + 0.5) * pixel - shape.centerX();
          made[x] = integral((reach - distance) / spread) - integral((-reach - distance) / spread);
        }
        across[index] = made;
      }
      return made;
    }
  }
}
