package org.kinora.compose.basic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.CompositorSettings.Quality;

/**
 * Scales a picture to any place, between pixels too, and blends its edges with what is there.
 * libswscale, which is quicker, only knows whole pixels: a slow zoom would jitter. Pixels are
 * worked on in lanes of 16 bits: four of a {@code long} across; down two of an {@code int}, in
 * plain loops that Java's compiler turns into vectors. One thread at a time.
 */
final class Resampler {
  private static final int PLANES = 3;

  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle FOUR_LANES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LANE_BYTES = 2;
  private static final int BOTH_LANES = 0x0001_0001;

  /** Between the passes a number is kept plus this, so that lanes hold nothing negative. */
  private static final int OFFSET = 64;

  private static final long ACROSS_BIAS = (((long) OFFSET * Kernel.ONE + Kernel.ONE / 2) << 48);

  /** What the sums of the second pass have added, in each lane: room below, and a half. */
  private static final int ROOM = 32;

  private static final int DOWN_BIAS = (ROOM * Kernel.ONE + Kernel.ONE / 2) * BOTH_LANES;

  /** The bits of a lane's number once the sum is rounded. */
  private static final int NUMBERS = 511 * BOTH_LANES;

  private static final int ZERO = (OFFSET + ROOM) * BOTH_LANES;

  /** A bit above a lane's number, which is lost where less than zero is left. */
  private static final int SIGN_BIT = 10;

  private static final int SIGNS = (1 << SIGN_BIT) * BOTH_LANES;

  private final Quality quality;
  private byte[] source = {};

  /** The same, two bytes a pixel. */
  private byte[] lanes = {};

  private byte[] line = {};

  /** Puts numbers of four bytes into it. */
  private IntBuffer toLine = IntBuffer.allocate(0);

  private int[] fours = {};
  private int[] sums = {};

  Resampler(Quality quality) {
    this.quality = quality;
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
    double scaleX = to.width() / crop.width();
    double scaleY = to.height() / crop.height();
    Kernel across = new Kernel(quality, scaleX);
    Kernel down = scaleX == scaleY ? across : new Kernel(quality, scaleY);
    for (int i = 0; i < PLANES; i++) {
      int pixel = i == 0 ? 1 : 2;
      Rect exact =
          new Rect(to.x() / pixel, to.y() / pixel, to.width() / pixel, to.height() / pixel);
      PixelRect place =
          exact
              .outwards()
              .and(new PixelRect(0, 0, canvas.width() / pixel, canvas.height() / pixel));
      if (!place.isEmpty()) {
        int columns = -Math.floorDiv(-place.width(), Kernel.GROUP) * Kernel.GROUP;
        double left = exact.x() - scaleX * crop.x() / pixel;
        double top = exact.y() - scaleY * crop.y() / pixel;
        new Pass(
                from.planes().get(i),
                known(crop, pixel),
                new Taps(across, place.x(), columns, scaleX, left),
                new Taps(down, place.y(), place.height(), scaleY, top),
                new Target(canvas.planes().get(i), place, shape, pixel))
            .run();
      }
    }
  }

  private static PixelRect known(PixelRect crop, int pixel) {
    int left = crop.x() / pixel;
    int top = crop.y() / pixel;
    return new PixelRect(
        left, top, (crop.right() - 1) / pixel - left + 1, (crop.bottom() - 1) / pixel - top + 1);
  }

  /** The work on one plane. */
  private final class Pass {
    private final Plane from;
    private final PixelRect known;
    private final Taps across;
    private final Taps down;
    private final Target target;

    /** Where the pixels of each output place begin in {@link #lanes}. */
    private final int[] starts;

    private final long[] weights;

    /**
     * Rows after the first pass, where the source row modulo their number says: their even columns,
     * then their odd ones.
     */
    private final int[][][] rows;

    private final int[] rowNumbers;

    /** Those of the output row that is made. */
    private final int[][][] needed;

    Pass(Plane from, PixelRect known, Taps across, Taps down, Target target) {
      this.from = from;
      this.known = known;
      this.across = across;
      this.down = down;
      this.target = target;
      starts = new int[across.count()];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = LANE_BYTES * (across.start(i) - across.first());
      }
      weights = across.packed();
      rows = new int[down.groups() * Kernel.GROUP][2][across.count() / Kernel.GROUP];
      rowNumbers = new int[rows.length];
      needed = new int[rows.length][][];
      Arrays.fill(rowNumbers, Integer.MIN_VALUE);
    }

    void run() {
      int pixels = -Math.floorDiv(-(across.last() - across.first() + 1), 4) * 4;
      source = atLeast(source, pixels);
      lanes = atLeast(lanes, LANE_BYTES * pixels);
      if (line.length < across.count()) {
        line = new byte[across.count()];
        toLine = ByteBuffer.wrap(line).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
      }
      if (sums.length < across.count() / Kernel.GROUP) {
        sums = new int[across.count() / Kernel.GROUP];
        fours = new int[sums.length];
      }
      for (int i = 0; i < down.count(); i++) {
        scaleDown(i);
        target.put(line, i);
      }
    }

    private byte[] atLeast(byte[] array, int length) {
      return array.length < length ? new byte[length] : array;
    }

    /** Makes one output row from the rows that it lies between. */
    private void scaleDown(int i) {
      for (int tap = 0; tap < needed.length; tap++) {
        needed[tap] = row(down.start(i) + tap);
      }
      int length = across.count() / Kernel.GROUP;
      Arrays.fill(fours, 0, length, 0);
      for (int odd = 0; odd < 2; odd++) {
        Arrays.fill(sums, 0, length, DOWN_BIAS);
        for (int tap = 0; tap < needed.length; tap += Kernel.GROUP) {
          addRows(needed, tap, odd, down, i, sums, length);
        }
        toBytes(sums, length, 8 * odd, fours);
      }
      toLine.put(0, fours, 0, length);
    }

    /** A source row after the first pass; beyond the crop its nearest row. */
    private int[][] row(int y) {
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
      toLanes(source, across.last() - across.first() + 1, lanes);
    }

    private void scaleAcross(int[][] out) {
      switch (across.groups()) {
        case 1 -> fourTaps(lanes, starts, weights, out[0], out[1]);
        case 2 -> eightTaps(lanes, starts, weights, out[0], out[1]);
        default -> manyTaps(lanes, starts, weights, out);
      }
    }
  }

  /**
   * Where a plane is drawn.
   *
   * @param place the pixels that are given
   * @param shape those of them that are drawn
   * @param pixel how many pixels of luma are one of the plane, across and down
   */
  private record Target(Plane canvas, PixelRect place, RoundedRect shape, int pixel) {
    /** Blends a row's partly covered pixels, and writes it. */
    void put(byte[] line, int row) {
      int y = place.y() + row;
      RoundedRect.Columns touched = shape.touchedColumns(y, pixel);
      RoundedRect.Columns whole = shape.wholeColumns(y, pixel);
      int left = Math.max(place.x(), touched.from());
      int right = Math.min(place.right(), touched.to());
      if (left < right) {
        boolean hasWhole = whole.to() > whole.from();
        blend(line, y, left, Math.min(right, hasWhole ? whole.from() : right));
        blend(line, y, Math.max(left, hasWhole ? whole.to() : right), right);
        canvas.data().put(start(y) + left, line, left - place.x(), right - left);
      }
    }

    private int start(int y) {
      return canvas.data().position() + y * canvas.stride();
    }

    private void blend(byte[] line, int y, int left, int right) {
      ByteBuffer data = canvas.data();
      for (int x = left; x < right; x++) {
        double covered = shape.coverage((double) x * pixel, (double) y * pixel, pixel, pixel);
        int behind = data.get(start(y) + x) & 0xFF;
        int here = line[x - place.x()] & 0xFF;
        line[x - place.x()] = (byte) Math.round(behind + covered * (here - behind));
      }
    }
  }

  /** Bytes as lanes; up to three more than are asked for. */
  private static void toLanes(byte[] bytes, int count, byte[] out) {
    for (int i = 0; i < count; i += 4) {
      long four = (int) FOUR_BYTES.get(bytes, i) & 0xFFFF_FFFFL;
      four = (four | four << 16) & 0x0000_FFFF_0000_FFFFL;
      FOUR_LANES.set(out, LANE_BYTES * i, (four | four << 8) & 0x00FF_00FF_00FF_00FFL);
    }
  }

  /** The second pass for four of the rows. */
  private static void addRows(
      int[][][] rows, int tap, int odd, Taps taps, int i, int[] sums, int length) {
    int[] row0 = rows[tap][odd];
    int[] row1 = rows[tap + 1][odd];
    int[] row2 = rows[tap + 2][odd];
    int[] row3 = rows[tap + 3][odd];
    int weight0 = taps.weight(i, tap);
    int weight1 = taps.weight(i, tap + 1);
    int weight2 = taps.weight(i, tap + 2);
    int weight3 = taps.weight(i, tap + 3);
    for (int x = 0; x < length; x++) {
      sums[x] += weight0 * row0[x] + weight1 * row1[x] + weight2 * row2[x] + weight3 * row3[x];
    }
  }

  /**
   * Adds the rounded sums of the second pass to numbers of four bytes; those beyond a byte's
   * numbers become its ends.
   */
  private static void toBytes(int[] sums, int length, int shift, int[] fours) {
    for (int x = 0; x < length; x++) {
      int numbers = (((sums[x] >>> 7) & NUMBERS) | SIGNS) - ZERO;
      int positive = (numbers >>> SIGN_BIT) & BOTH_LANES;
      int large = (numbers >>> 8) & BOTH_LANES;
      int bytes = (numbers | (large << 8) - large) & ((positive << 8) - positive);
      fours[x] |= bytes << shift;
    }
  }

  /** The first pass where pictures do not get smaller. */
  private static void fourTaps(
      byte[] lanes, int[] starts, long[] weights, int[] evens, int[] odds) {
    for (int x = 0; x < evens.length; x++) {
      int i = 4 * x;
      evens[x] =
          number(product(lanes, starts[i], weights[i]))
              | number(product(lanes, starts[i + 2], weights[i + 2])) << 16;
      odds[x] =
          number(product(lanes, starts[i + 1], weights[i + 1]))
              | number(product(lanes, starts[i + 3], weights[i + 3])) << 16;
    }
  }

  /** The first pass where they get smaller by no more than half. */
  private static void eightTaps(
      byte[] lanes, int[] starts, long[] weights, int[] evens, int[] odds) {
    for (int x = 0; x < evens.length; x++) {
      int i = 4 * x;
      evens[x] =
          number(twoProducts(lanes, starts[i], weights, 2 * i))
              | number(twoProducts(lanes, starts[i + 2], weights, 2 * i + 4)) << 16;
      odds[x] =
          number(twoProducts(lanes, starts[i + 1], weights, 2 * i + 2))
              | number(twoProducts(lanes, starts[i + 3], weights, 2 * i + 6)) << 16;
    }
  }

  private static void manyTaps(byte[] lanes, int[] starts, long[] weights, int[][] out) {
    int groups = weights.length / starts.length;
    Arrays.fill(out[0], 0);
    Arrays.fill(out[1], 0);
    for (int i = 0; i < starts.length; i++) {
      long sum = 0;
      for (int group = 0; group < groups; group++) {
        sum += product(lanes, starts[i] + Long.BYTES * group, weights[i * groups + group]);
      }
      out[i % 2][i / 4] |= number(sum) << (i % 4 < 2 ? 0 : 16);
    }
  }

  /** What the highest lane says, rounded, plus {@link #OFFSET}. */
  private static int number(long product) {
    return (int) ((product + ACROSS_BIAS) >>> 55);
  }

  private static long twoProducts(byte[] lanes, int at, long[] weights, int group) {
    return product(lanes, at, weights[group]) + product(lanes, at + Long.BYTES, weights[group + 1]);
  }

  /** Four pixels times their weights; the sum is in the highest lane. */
  private static long product(byte[] lanes, int at, long weights) {
    return (long) FOUR_LANES.get(lanes, at) * weights;
  }
}
