package org.kinora.scene;

import java.util.Objects;

/**
 * A text on top of the picture.
 *
 * @param startUs when it appears
 * @param endUs when it is gone
 * @param text lines, separated by line feeds; not blank, at most 2,000 characters
 * @param anchor where it lies in the output
 * @param margin distance from the output's edges in pixels, 0 to 8,192
 * @param size the font's size in pixels, 4 to 1,000
 * @param argb the letters' colour
 * @param boxArgb the colour of the box behind them; an alpha of 0 for none
 */
public record Caption(
    long startUs,
    long endUs,
    String text,
    Anchor anchor,
    int margin,
    double size,
    int argb,
    int boxArgb) {
  /** Checks the text and the lengths. */
  public Caption {
    Checks.interval("caption", startUs, endUs);
    if (text.isBlank() || text.length() > 2000) {
      throw new IllegalArgumentException(
          "a caption of " + text.length() + " characters; 1 to 2000 that are not all blank");
    }
    Objects.requireNonNull(anchor);
    Checks.within("caption margin", margin, 0, 8192);
    Checks.within("caption size", size, 4, 1000);
  }

  /** Whether it is shown at a time. */
  public boolean isAt(long timeUs) {
    return timeUs >= startUs && timeUs < endUs;
  }
}
