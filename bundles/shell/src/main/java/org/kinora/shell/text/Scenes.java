package org.kinora.shell.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.Background;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Scene;

/** Scenes as people write and read them. */
public final class Scenes {
  /** Sizes that have a name: the shape, at the usual full size. */
  public static final List<String> SHAPES = List.of("16:9", "9:16", "1:1", "4:5");

  private static final Map<String, String> SHAPE_SIZES =
      Map.of("16:9", "1920x1080", "9:16", "1080x1920", "1:1", "1080x1080", "4:5", "1080x1350");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");
  private static final Pattern COLOR = Pattern.compile("#?([0-9A-Fa-f]{6})");
  private static final Pattern LINEAR = Pattern.compile("linear\\(\\s*(.*?)\\s*\\)");
  private static final Pattern ANGLE = Pattern.compile("-?\\d{1,4}(\\.\\d{1,6})?");

  private Scenes() {}

  /**
   * Makes a scene.
   *
   * @param size {@code 1280x720} or one of {@link #SHAPES}
   * @param background see {@link #background}
   * @param paddingPx least distance from the video to each edge
   * @param radiusPx radius of the video's corners
   * @throws MediaException ARGUMENT_INVALID
   */
  public static Scene scene(String size, String background, int paddingPx, int radiusPx)
      throws MediaException {
    Matcher matcher = SIZE.matcher(SHAPE_SIZES.getOrDefault(size, size));
    if (!matcher.matches()) {
      throw invalid("'" + size + "' is not a size; write 1280x720, or one of " + SHAPES);
    }
    Background behind = background(background);
    try {
      return new Scene(
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          behind,
          paddingPx,
          radiusPx);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads {@code #RRGGBB} or {@code linear(135,#667eea,#764ba2)}: an angle in degrees, 0 from left
   * to right and clockwise, and two or more colours, evenly spread. The {@code #} may be left out.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  public static Background background(String text) throws MediaException {
    Matcher linear = LINEAR.matcher(text);
    if (!linear.matches()) {
      return new Background.Solid(color(text, text));
    }
    String[] parts = linear.group(1).split("\\s*,\\s*", -1);
    if (parts.length < 3 || !ANGLE.matcher(parts[0]).matches()) {
      throw invalidBackground(text);
    }
    List<Background.Stop> stops = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      double position = (i - 1) / (parts.length - 2.0);
      stops.add(new Background.Stop(position, color(parts[i], text)));
    }
    return new Background.LinearGradient(Double.parseDouble(parts[0]), stops);
  }

  private static int color(String color, String whole) throws MediaException {
    Matcher matcher = COLOR.matcher(color);
    if (!matcher.matches()) {
      throw invalidBackground(whole);
    }
    return 0xFF000000 | Integer.parseInt(matcher.group(1), 16);
  }

  private static MediaException invalidBackground(String text) {
    return invalid(
        "'" + text + "' is not a background; write #RRGGBB or linear(135,#667eea,#764ba2)");
  }

  private static MediaException invalid(String message) {
    return new MediaException(MediaError.ARGUMENT_INVALID, message);
  }

  /** Writes a background the way {@link #background} reads it. */
  public static String format(Background background) {
    if (background instanceof Background.Solid solid) {
      return hex(solid.argb());
    }
    Background.LinearGradient gradient = (Background.LinearGradient) background;
    StringBuilder text = new StringBuilder("linear(");
    double angle = gradient.angleDegrees();
    text.append(angle == Math.rint(angle) ? String.valueOf((long) angle) : String.valueOf(angle));
    gradient.stops().forEach(stop -> text.append(',').append(hex(stop.argb())));
    return text.append(')').toString();
  }

  private static String hex(int argb) {
    return String.format(Locale.ROOT, "#%06x", argb & 0xFFFFFF);
  }
}
