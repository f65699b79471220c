package org.kinora.lib.scale;

/**
 * The shares of red and blue in luma, KR and KB of H.273; green has the rest.
 *
 * @param red from 0 to 1
 * @param blue from 0 to 1
 */
public record LumaWeights(double red, double blue) {
  /**
   * The weights of matrix coefficients, H.273 table 4.
   *
   * @throws IllegalArgumentException for a matrix that is not made of them, or not known
   */
  public static LumaWeights of(int matrix) {
    return switch (matrix) {
      case 1 -> new LumaWeights(0.2126, 0.0722);
      case 4 -> new LumaWeights(0.30, 0.11);
      case 5, 6 -> new LumaWeights(0.299, 0.114);
      case 7 -> new LumaWeights(0.212, 0.087);
      case 9 -> new LumaWeights(0.2627, 0.0593);
      default -> throw new IllegalArgumentException("matrix " + matrix);
    };
  }

  /** The share of green. */
  public double green() {
    return 1 - red - blue;
  }
}
