package org.kinora.tck.framework;

import java.awt.image.BufferedImage;

/** How far two images differ. */
final class ImageComparison {
  private static final int WINDOW = 8;
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  private ImageComparison() {}

  /** Peak signal-to-noise ratio over R, G and B in dB; 0 for images of different sizes. */
  static double psnr(BufferedImage a, BufferedImage b) {
    if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
      return 0;
    }
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        int p = a.getRGB(x, y);
        int q = b.getRGB(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
          int d = ((p >> shift) & 255) - ((q >> shift) & 255);
          sum += d * d;
        }
      }
    }
    double mean = sum / (3.0 * a.getWidth() * a.getHeight());
    return mean == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(255 * 255 / mean);
  }

  /**
   * Mean structural similarity of luma over windows of 8 × 8 pixels, half overlapping (Wang et al.,
   * Image quality assessment, 2004, section III.B); 0 for images of different sizes.
   */
  static double ssim(BufferedImage a, BufferedImage b) {
    if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
      return 0;
    }
    double sum = 0;
    int windows = 0;
    for (int y = 0; y + WINDOW <= a.getHeight(); y += WINDOW / 2) {
      for (int x = 0; x + WINDOW <= a.getWidth(); x += WINDOW / 2) {
        sum += ssim(a, b, x, y);
        windows++;
      }
    }
    return sum / windows;
  }

  private static double ssim(BufferedImage a, BufferedImage b, int left, int top) {
    double sumA = 0;
    double sumB = 0;
    double squaresA = 0;
    double squaresB = 0;
    double products = 0;
    for (int y = top; y < top + WINDOW; y++) {
      for (int x = left; x < left + WINDOW; x++) {
        double p = luma(a.getRGB(x, y));
        double q = luma(b.getRGB(x, y));
        sumA += p;
        sumB += q;
        squaresA += p * p;
        squaresB += q * q;
        products += p * q;
      }
    }
    double n = WINDOW * WINDOW;
    double meanA = sumA / n;
    double meanB = sumB / n;
    double varianceA = squaresA / n - meanA * meanA;
    double varianceB = squaresB / n - meanB * meanB;
    double covariance = products / n - meanA * meanB;
    return (2 * meanA * meanB + C1)
        * (2 * covariance + C2)
        / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
  }

  private static double luma(int rgb) {
    return 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
  }
}
