package org.kinora.lib.scale;

import java.nio.ByteBuffer;
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

  private final int lumaOfCb;
  private final int lumaOfCr;
  private final int cbOfCb;
  private final int cbOfCr;
  private final int crOfCb;
  private final int crOfCr;
  private byte[] cb = {};
  private byte[] cr = {};
  private byte[] luma = {};
  private int[] shift = {};

  /**
   * Prepares a change.
   *
   * @param from matrix coefficients, H.273 table 4
   * @param to matrix coefficients, H.273 table 4
   * @param isFullRange whether luma and chroma use all numbers; else 219 and 224 of them
   */
  MatrixChange(int from, int to, boolean isFullRange) {
    Weights old = Weights.of(from);
    Weights now = Weights.of(to);
    // R' = Y + redOfCr Cr, B' = Y + blueOfCb Cb, and G' is what is left of Y
    double redOfCr = 2 * (1 - old.red);
    double blueOfCb = 2 * (1 - old.blue);
    double luminanceOfCr = redOfCr * (now.red - now.green() * old.red / old.green());
    double luminanceOfCb = blueOfCb * (now.blue - now.green() * old.blue / old.green());
    double lumaPerChroma = isFullRange ? 1 : 219.0 / 224;
    lumaOfCb = fixed(luminanceOfCb * lumaPerChroma);
    lumaOfCr = fixed(luminanceOfCr * lumaPerChroma);
    cbOfCb = fixed((blueOfCb - luminanceOfCb) / (2 * (1 - now.blue)));
    cbOfCr = fixed(-luminanceOfCr / (2 * (1 - now.blue)));
    crOfCb = fixed(-luminanceOfCb / (2 * (1 - now.red)));
    crOfCr = fixed((redOfCr - luminanceOfCr) / (2 * (1 - now.red)));
  }

  /** The shares of red and blue in luma: KR and KB of H.273. */
  private record Weights(double red, double blue) {
    static Weights of(int matrix) {
      return switch (matrix) {
        case 1 -> new Weights(0.2126, 0.0722);
        case 4 -> new Weights(0.30, 0.11);
        case 5, 6 -> new Weights(0.299, 0.114);
        case 7 -> new Weights(0.212, 0.087);
        case 9 -> new Weights(0.2627, 0.0593);
        default -> throw new IllegalArgumentException("matrix " + matrix);
      };
    }

    double green() {
      return 1 - red - blue;
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
    cb = new byte[columns];
    cr = new byte[columns];
    shift = new int[frame.width()];
    luma = new byte[frame.width()];
    for (int y = 0; y < rows; y++) {
      chromaRow(frame.planes().get(1), frame.planes().get(2), y, columns != frame.width());
      int end = Math.min(frame.height(), (y + 1) * down);
      for (int row = y * down; row < end; row++) {
        lumaRow(frame.planes().get(0), row);
      }
    }
  }

  /** Changes one row of both chroma planes and notes by how much luma moves. */
  private void chromaRow(Plane cbPlane, Plane crPlane, int row, boolean isHalved) {
    int cbStart = cbPlane.data().position() + row * cbPlane.stride();
    int crStart = crPlane.data().position() + row * crPlane.stride();
    cbPlane.data().get(cbStart, cb);
    crPlane.data().get(crStart, cr);
    for (int x = 0; x < cb.length; x++) {
      int blue = (cb[x] & 0xFF) - NEUTRAL;
      int red = (cr[x] & 0xFF) - NEUTRAL;
      int moved = rounded(lumaOfCb * blue + lumaOfCr * red);
      if (isHalved) {
        shift[2 * x] = moved;
        shift[Math.min(2 * x + 1, shift.length - 1)] = moved;
      } else {
        shift[x] = moved;
      }
      cb[x] = clamped(NEUTRAL + rounded(cbOfCb * blue + cbOfCr * red));
      cr[x] = clamped(NEUTRAL + rounded(crOfCb * blue + crOfCr * red));
    }
    cbPlane.data().put(cbStart, cb);
    crPlane.data().put(crStart, cr);
  }

  private void lumaRow(Plane plane, int row) {
    ByteBuffer data = plane.data();
    int start = data.position() + row * plane.stride();
    data.get(start, luma);
    for (int x = 0; x < luma.length; x++) {
      luma[x] = clamped((luma[x] & 0xFF) + shift[x]);
    }
    data.put(start, luma);
  }

  private static int rounded(int fixed) {
    return (fixed + HALF) >> FRACTION_BITS;
  }

  private static byte clamped(int number) {
    return (byte) Math.max(0, Math.min(255, number));
  }
}
