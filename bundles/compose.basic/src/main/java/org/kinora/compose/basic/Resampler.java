package org.kinora.compose.basic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.CompositorSettings.Quality;

/**
 * Scales a picture to any place, between pixels too, and blends its edges with what is there.
 * libswscale, which is quicker, only knows whole pixels: a slow zoom would jitter. Four pixels are
 * worked on at once in the 16-bit lanes of a {@code long}. One thread at a time.
 */
final class Resampler {
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Between the passes a number is kept plus this, so that lanes hold nothing negative. */
  private static final int OFFSET = 64;

  private static final long ACROSS_BIAS = (((long) OFFSET * Taps.ONE + Taps.ONE / 2) << 48);

  /** What the sums of the second pass have added, in each lane: room below, and a half. */
  private static final int ROOM = 32;

  private static final long DOWN_BIAS = (ROOM * Taps.ONE + Taps.ONE / 2) * 0x0001_0001_0001_0001L;

  private static final int NUMBERS = 512;
  private static final byte[] CLAMPED = clamped();

  private final Quality quality;
  private byte[] source = {};
  private byte[] line = {};
  private long[] sums = {};

  Resampler(Quality quality) {
    this.quality = quality;
  }

  private static byte[] clamped() {
    byte[] table = new byte[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      table[i] = (byte) Math.max(0, Math.min(255, i - OFFSET - ROOM));
    }
    return table;
  }

  /**
   * Draws part of a picture.
   *
   * @param from three planes of 8 bits, chroma halved, as the canvas has them
   * @param crop the part; nothing beyond it is shown
   * @param to where it goes
   * @param shape what of that is drawn, such as the same with rounded corners
   */
  void draw(VideoFrame from, PixelRect crop, Rect to, RoundedRect shape, VideoFrame canvas) {
    for (int i = 0; i < canvas.planes().size(); i++) {
      new Pass(from, crop, to, shape, canvas, i).run();
    }
  }

  /** The work on one plane. */
  private final class Pass {
    private final int pixel;
    private final RoundedRect shape;
    private final Plane from;
    private final Plane canvas;
    private final PixelRect known;
    private final PixelRect place;
    private final Taps across;
    private final Taps down;
    private final int[] starts;
    private final long[] weights;

    /** Rows after the first pass, where the source row modulo their number says. */
    private final long[][] rows;

    private final int[] rowNumbers;

    Pass(
        VideoFrame picture,
        PixelRect crop,
        Rect to,
        RoundedRect shape,
        VideoFrame canvas,
        int plane) {
      pixel = plane == 0 ? 1 : 2;
      this.shape = shape;
      from = picture.planes().get(plane);
      this.canvas = canvas.planes().get(plane);
      known =
          new PixelRect(
              crop.x() / pixel,
              crop.y() / pixel,
              (crop.right() - 1) / pixel - crop.x() / pixel + 1,
              (crop.bottom() - 1) / pixel - crop.y() / pixel + 1);
      Rect exact =
          new Rect(to.x() / pixel, to.y() / pixel, to.width() / pixel, to.height() / pixel);
      place =
          exact
              .outwards()
              .and(new PixelRect(0, 0, canvas.width() / pixel, canvas.height() / pixel));
      double scaleX = to.width() / crop.width();
      double scaleY = to.height() / crop.height();
      across =
          new Taps(
              quality,
              place.x(),
              -Math.floorDiv(-place.width(), Taps.GROUP) * Taps.GROUP,
              scaleX,
              exact.x() - scaleX * crop.x() / pixel);
      down =
          new Taps(
              quality, place.y(), place.height(), scaleY, exact.y() - scaleY * crop.y() / pixel);
      starts = new int[across.count()];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = across.start(i) - across.first();
      }
      weights = across.packed();
      rows = new long[down.groups() * Taps.GROUP][across.count() / Taps.GROUP];
      rowNumbers = new int[rows.length];
      Arrays.fill(rowNumbers, Integer.MIN_VALUE);
    }

    void run() {
      if (place.isEmpty()) {
        return;
      }
      source = atLeast(source, across.last() - across.first() + 1);
      line = atLeast(line, across.count());
      if (sums.length < across.count() / Taps.GROUP) {
        sums = new long[across.count() / Taps.GROUP];
      }
      for (int i = 0; i < place.height(); i++) {
        scaleDown(i);
        put(place.y() + i);
      }
    }

    private byte[] atLeast(byte[] array, int length) {
      return array.length < length ? new byte[length] : array;
    }

    /** Makes one output row from the rows that it lies between. */
    private void scaleDown(int i) {
      int length = across.count() / Taps.GROUP;
      for (int group = 0; group < down.groups(); group++) {
        int tap = group * Taps.GROUP;
        int start = down.start(i) + tap;
        long[] row0 = row(start);
        long[] row1 = row(start + 1);
        long[] row2 = row(start + 2);
        long[] row3 = row(start + 3);
        long weight0 = down.weight(i, tap);
        long weight1 = down.weight(i, tap + 1);
        long weight2 = down.weight(i, tap + 2);
        long weight3 = down.weight(i, tap + 3);
        long[] out = sums;
        if (group == 0) {
          Arrays.fill(out, 0, length, DOWN_BIAS);
        }
        for (int x = 0; x < length; x++) {
          out[x] += weight0 * row0[x] + weight1 * row1[x] + weight2 * row2[x] + weight3 * row3[x];
        }
      }
      byte[] bytes = line;
      for (int x = 0; x < length; x++) {
        long lanes = sums[x] >>> 7;
        bytes[4 * x] = CLAMPED[(int) lanes & (NUMBERS - 1)];
        bytes[4 * x + 1] = CLAMPED[(int) (lanes >>> 16) & (NUMBERS - 1)];
        bytes[4 * x + 2] = CLAMPED[(int) (lanes >>> 32) & (NUMBERS - 1)];
        bytes[4 * x + 3] = CLAMPED[(int) (lanes >>> 48) & (NUMBERS - 1)];
      }
    }

    /** A source row after the first pass; beyond the crop its nearest row. */
    private long[] row(int y) {
      int number = Math.max(known.y(), Math.min(known.bottom() - 1, y));
      int slot = Math.floorMod(number, rows.length);
      if (rowNumbers[slot] != number) {
        rowNumbers[slot] = number;
        load(number);
        scaleAcross(rows[slot]);
      }
      return rows[slot];
    }

    /** Fetches what is needed of a source row; beyond the crop its nearest pixel. */
    private void load(int y) {
      int left = Math.max(known.x(), Math.min(known.right() - 1, across.first()));
      int right = Math.max(known.x(), Math.min(known.right() - 1, across.last()));
      int at = Math.max(0, Math.min(left - across.first(), across.last() - across.first()));
      int count = right - left + 1;
      from.data().get(from.data().position() + y * from.stride() + left, source, at, count);
      Arrays.fill(source, 0, at, source[at]);
      Arrays.fill(source, at + count, across.last() - across.first() + 1, source[at + count - 1]);
    }

    private void scaleAcross(long[] out) {
      switch (across.groups()) {
        case 1 -> fourTaps(source, starts, weights, out);
        case 2 -> eightTaps(source, starts, weights, out);
        default -> manyTaps(source, starts, weights, out);
      }
    }

    /** Blends the row's partly covered pixels, and writes it. */
    private void put(int y) {
      ByteBuffer data = canvas.data();
      int at = data.position() + y * canvas.stride();
      RoundedRect.Columns touched = shape.touchedColumns(y, pixel);
      RoundedRect.Columns whole = shape.wholeColumns(y, pixel);
      int left = Math.max(place.x(), touched.from());
      int right = Math.min(place.right(), touched.to());
      if (left < right) {
        blend(y, left, Math.min(right, whole.to() > whole.from() ? whole.from() : right));
        blend(y, Math.max(left, whole.to() > whole.from() ? whole.to() : right), right);
        data.put(at + left, line, left - place.x(), right - left);
      }
    }

    private void blend(int y, int left, int right) {
      ByteBuffer data = canvas.data();
      int at = data.position() + y * canvas.stride();
      for (int x = left; x < right; x++) {
        double covered = shape.coverage((double) x * pixel, (double) y * pixel, pixel, pixel);
        int behind = data.get(at + x) & 0xFF;
        int here = line[x - place.x()] & 0xFF;
        line[x - place.x()] = (byte) Math.round(behind + covered * (here - behind));
      }
    }
  }

  /** The first pass where pictures do not get smaller. */
  private static void fourTaps(byte[] source, int[] starts, long[] weights, long[] out) {
    for (int x = 0; x < out.length; x++) {
      int i = 4 * x;
      out[x] =
          number(product(source, starts[i], weights[i]))
              | number(product(source, starts[i + 1], weights[i + 1])) << 16
              | number(product(source, starts[i + 2], weights[i + 2])) << 32
              | number(product(source, starts[i + 3], weights[i + 3])) << 48;
    }
  }

  /** The first pass where they get smaller by no more than half. */
  private static void eightTaps(byte[] source, int[] starts, long[] weights, long[] out) {
    for (int x = 0; x < out.length; x++) {
      int i = 4 * x;
      out[x] =
          number(twoProducts(source, starts[i], weights, 2 * i))
              | number(twoProducts(source, starts[i + 1], weights, 2 * i + 2)) << 16
              | number(twoProducts(source, starts[i + 2], weights, 2 * i + 4)) << 32
              | number(twoProducts(source, starts[i + 3], weights, 2 * i + 6)) << 48;
    }
  }

  private static void manyTaps(byte[] source, int[] starts, long[] weights, long[] out) {
    int groups = weights.length / starts.length;
    Arrays.fill(out, 0);
    for (int i = 0; i < starts.length; i++) {
      long sum = 0;
      for (int group = 0; group < groups; group++) {
        sum += product(source, starts[i] + Taps.GROUP * group, weights[i * groups + group]);
      }
      out[i / Taps.GROUP] |= number(sum) << (16 * (i % Taps.GROUP));
    }
  }

  /** What the highest lane says, rounded, plus {@link #OFFSET}. */
  private static long number(long product) {
    return (product + ACROSS_BIAS) >>> 55;
  }

  private static long twoProducts(byte[] source, int at, long[] weights, int group) {
    return product(source, at, weights[group])
        + product(source, at + Taps.GROUP, weights[group + 1]);
  }

  /** Four pixels times their weights; the sum is in the highest lane. */
  private static long product(byte[] source, int at, long weights) {
    long pixels = (int) FOUR_BYTES.get(source, at) & 0xFFFF_FFFFL;
    pixels = (pixels | pixels << 16) & 0x0000_FFFF_0000_FFFFL;
    pixels = (pixels | pixels << 8) & 0x00FF_00FF_00FF_00FFL;
    return pixels * weights;
  }
}
