package org.kinora.scene;

import java.util.Objects;
import java.util.Optional;

/**
 * How the recorded picture is placed on the output.
 *
 * @param padding least distance in pixels to each edge of the output, 0 to 8,192
 * @param inset a further distance within the padding, 0 to 8,192
 * @param position where the video lies in the room that is left: its middle, top or bottom
 * @param cornerRadius in pixels, 0 to 8,192; at most half the video's shorter side is used
 * @param shadow behind the video; absent for none
 * @param crop what is shown of the recorded picture; absent for all
 */
public record VideoLayout(
    int padding,
    int inset,
    Anchor position,
    double cornerRadius,
    Optional<Shadow> shadow,
    Optional<Crop> crop) {
  /** Fills the output as far as its shape allows. */
  public static final VideoLayout PLAIN =
      new VideoLayout(0, 0, Anchor.CENTER, 0, Optional.empty(), Optional.empty());

  private static final int MOST = 8192;

  /** Checks the lengths. */
  public VideoLayout {
    Checks.within("padding", padding, 0, MOST);
    Checks.within("inset", inset, 0, MOST);
    Objects.requireNonNull(position);
    if (position != Anchor.CENTER && position != Anchor.TOP && position != Anchor.BOTTOM) {
      throw new IllegalArgumentException("video position " + position + "; center, top or bottom");
    }
    Checks.within("corner radius", cornerRadius, 0, MOST);
    Objects.requireNonNull(shadow);
    Objects.requireNonNull(crop);
  }

  /**
   * The video's shape in one colour, blurred, behind it.
   *
   * @param offsetX to the right, −200 to 200 pixels
   * @param offsetY down, −200 to 200 pixels
   * @param blur twice the standard deviation of the Gaussian, as canvases count, 0 to 400 pixels
   * @param argb the colour
   */
  public record Shadow(double offsetX, double offsetY, double blur, int argb) {
    /** Checks the lengths. */
    public Shadow {
      Checks.within("shadow offsetX", offsetX, -200, 200);
      Checks.within("shadow offsetY", offsetY, -200, 200);
      Checks.within("shadow blur", blur, 0, 400);
    }
  }

  /**
   * A part of the recorded picture. A part that reaches beyond the picture is cut to it.
   *
   * @param unit what the numbers count
   * @param x of the left edge, from 0
   * @param y of the upper edge, from 0
   * @param width above 0
   * @param height above 0
   */
  public record Crop(Unit unit, double x, double y, double width, double height) {
    /** What a crop's numbers count. */
    public enum Unit {
      /** Pixels of the recorded picture; whole pixels are cut. */
      PIXELS,
      /** Parts of the recorded picture, 0 to 1. */
      PARTS
    }

    /** Checks that something is left. */
    public Crop {
      Objects.requireNonNull(unit);
      double most = unit == Unit.PARTS ? 1 : 65_535;
      Checks.within("crop x", x, 0, most);
      Checks.within("crop y", y, 0, most);
      double least = unit == Unit.PARTS ? 0.0001 : 1;
      Checks.within("crop width", width, least, most);
      Checks.within("crop height", height, least, most);
    }
  }
}
