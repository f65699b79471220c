package org.kinora.lib.scale;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * Turns Y′CbCr of one matrix into that of another, in place. Both are linear in R′G′B′ and agree on
 * grey, so chroma follows from chroma alone, and luma moves by an amount that chroma gives: no
 * picture in RGB is needed, which is the slow way that swscale takes. One thread at a time.
 */
final class MatrixChange {
  private static final int FRACTION_BITS = 16;
  private static final int HALF = 1 << (FRACTION_BITS - 1);
  private static final int NEUTRAL = 128;

  private static final int NUMBERS = 256;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  /** By Cb and Cr, from the lowest byte: the new Cb, the new Cr, and what luma gains and loses. */
  private final int[] changes = new int[NUMBERS * NUMBERS];

  private byte[] cb = {};
  private byte[] cr = {};
  private byte[] luma = {};
  private byte[] gains = {};
  private byte[] losses = {};

  /**
   * Prepares a change.
   *
   * @param from matrix coefficients, H.273 table 4
   * @param to matrix coefficients, H.273 table 4
   * @param isFullRange whether luma and chroma use all numbers; else 219 and 224 of them
   */
  MatrixChange(int from, int to, boolean isFullRange) {
    LumaWeights old = LumaWeights.of(from);
    LumaWeights now = LumaWeights.of(to);
    // R' = Y + redOfCr Cr, B' = Y + blueOfCb Cb, and G' is what is left of Y
    double redOfCr = 2 * (1 - old.red());
    double blueOfCb = 2 * (1 - old.blue());
    double luminanceOfCr = redOfCr * (now.red() - now.green() * old.red() / old.green());
    double luminanceOfCb = blueOfCb * (now.blue() - now.green() * old.blue() / old.green());
    double lumaPerChroma = isFullRange ? 1 : 219.0 / 224;
    int lumaOfCb = fixed(luminanceOfCb * lumaPerChroma);
    int lumaOfCr = fixed(luminanceOfCr * lumaPerChroma);
    int cbOfCb = fixed((blueOfCb - luminanceOfCb) / (2 * (1 - now.blue())));
    int cbOfCr = fixed(-luminanceOfCr / (2 * (1 - now.blue())));
    int crOfCb = fixed(-luminanceOfCb / (2 * (1 - now.red())));
    int crOfCr = fixed((redOfCr - luminanceOfCr) / (2 * (1 - now.red())));
    for (int i = 0; i < changes.length; i++) {
      int blue = i / NUMBERS - NEUTRAL;
      int red = i % NUMBERS - NEUTRAL;
      int moved = rounded(lumaOfCb * blue + lumaOfCr * red);
      changes[i] =
          clamped(NEUTRAL + rounded(cbOfCb * blue + cbOfCr * red))
              | clamped(NEUTRAL + rounded(crOfCb * blue + crOfCr * red)) << 8
              | clamped(moved) << 16
              | clamped(-moved) << 24;
    }
  }

  private static int fixed(double number) {
    return (int) Math.round(number * (1 << FRACTION_BITS));
  }

  /** Whether pictures of this layout can be changed: three planes of 8 bits. */
  static boolean supports(PixelLayout layout) {
    return layout.planes() == 3 && layout.bytesPerPixel() == 1;
  }

  /** Changes one picture of a supported layout. */
  void apply(VideoFrame frame) {
    PixelLayout layout = frame.layout();
    int columns = layout.planeWidth(1, frame.width());
    int rows = layout.planeHeight(1, frame.height());
    int down = rows == frame.height() ? 1 : 2;
    if (luma.length != wholeLongs(frame.width()) || cb.length != columns) {
      cb = new byte[columns];
      cr = new byte[columns];
      luma = new byte[wholeLongs(frame.width())];
      gains = new byte[luma.length];
      losses = new byte[luma.length];
    }
    for (int y = 0; y < rows; y++) {
      chromaRow(frame.planes().get(1), frame.planes().get(2), y, columns != frame.width());
      int end = Math.min(frame.height(), (y + 1) * down);
      for (int row = y * down; row < end; row++) {
        lumaRow(frame.planes().get(0), row, frame.width());
      }
    }
  }

  private static int wholeLongs(int bytes) {
    return -Math.floorDiv(-bytes, Long.BYTES) * Long.BYTES;
  }

  /** Changes one row of both chroma planes and notes by how much luma moves. */
  private void chromaRow(Plane cbPlane, Plane crPlane, int row, boolean isHalved) {
    int cbStart = cbPlane.data().position() + row * cbPlane.stride();
    int crStart = crPlane.data().position() + row * crPlane.stride();
    cbPlane.data().get(cbStart, cb);
    crPlane.data().get(crStart, cr);
    for (int x = 0; x < cb.length; x++) {
      int change = changes[(cb[x] & 0xFF) * NUMBERS + (cr[x] & 0xFF)];
      cb[x] = (byte) change;
      cr[x] = (byte) (change >> 8);
      byte gain = (byte) (change >> 16);
      byte loss = (byte) (change >> 24);
      if (isHalved) {
        gains[2 * x] = gain;
        gains[2 * x + 1] = gain;
        losses[2 * x] = loss;
        losses[2 * x + 1] = loss;
      } else {
        gains[x] = gain;
        losses[x] = loss;
      }
    }
    cbPlane.data().put(cbStart, cb);
    crPlane.data().put(crStart, cr);
  }

  private void lumaRow(Plane plane, int row, int width) {
    ByteBuffer data = plane.data();
    int start = data.position() + row * plane.stride();
    data.get(start, luma, 0, width);
    for (int x = 0; x < luma.length; x += Long.BYTES) {
      long before = (long) EIGHT_BYTES.get(luma, x);
      long gained = sum(before, (long) EIGHT_BYTES.get(gains, x));
      // a difference is the complement of the complement's sum
      EIGHT_BYTES.set(luma, x, ~sum(~gained, (long) EIGHT_BYTES.get(losses, x)));
    }
    data.put(start, luma, 0, width);
  }

  /** The sums of eight numbers each, at most 255. */
  private static long sum(long some, long others) {
    long low = (some & ~HIGHEST_BITS) + (others & ~HIGHEST_BITS);
    long sum = low ^ ((some ^ others) & HIGHEST_BITS);
    long carried = ((some & others) | ((some | others) & ~sum)) & HIGHEST_BITS;
    return sum | (carried >>> 7) * 0xFF;
  }

  private static int rounded(int fixed) {
    return (fixed + HALF) >> FRACTION_BITS;
  }

  private static int clamped(int number) {
    return Math.max(0, Math.min(0xFF, number));
  }
}
