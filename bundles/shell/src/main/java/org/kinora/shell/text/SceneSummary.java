package org.kinora.shell.text;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.kinora.scene.Background;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;

/** A scene in a few lines; the document has the rest. */
public final class SceneSummary {
  private SceneSummary() {}

  /** What there is to say, by name. */
  public static Map<String, String> of(Scene scene) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("size", size(scene.output()));
    lines.put("background", background(scene.background()));
    VideoLayout video = scene.video();
    lines.put("padding", String.valueOf(video.padding()));
    lines.put("radius", number(video.cornerRadius()));
    video.shadow().ifPresent(shadow -> lines.put("shadow", shadow(shadow)));
    video.crop().ifPresent(crop -> lines.put("crop", crop(crop)));
    count(lines, "zooms", scene.zooms());
    scene.pointer().ifPresent(pointer -> lines.put("cursor", word(pointer.shape())));
    scene.camera().ifPresent(camera -> lines.put("camera", word(camera.anchor())));
    count(lines, "captions", scene.captions());
    count(lines, "masks", scene.masks());
    if (!scene.timeline().isAll()) {
      lines.put("kept", kept(scene.timeline()));
    }
    return lines;
  }

  private static void count(Map<String, String> lines, String name, List<?> values) {
    if (!values.isEmpty()) {
      lines.put(name, String.valueOf(values.size()));
    }
  }

  private static String size(OutputSize size) {
    return size.isSource()
        ? "that of the video"
        : size.width().getAsInt() + "x" + size.height().getAsInt();
  }

  /** The way {@link SceneFragments#background} reads it; an image's path. */
  static String background(Background background) {
    if (background instanceof Background.Solid solid) {
      return color(solid.argb());
    } else if (background instanceof Background.LinearGradient linear) {
      return "linear(%s%s)".formatted(number(linear.angleDegrees()), colors(linear.stops()));
    } else if (background instanceof Background.RadialGradient radial) {
      return "radial(%s,%s,%s%s)"
          .formatted(
              number(radial.centerX()),
              number(radial.centerY()),
              number(radial.radius()),
              colors(radial.stops()));
    } else if (background instanceof Background.ConicGradient conic) {
      return "conic(%s,%s,%s%s)"
          .formatted(
              number(conic.centerX()),
              number(conic.centerY()),
              number(conic.angleDegrees()),
              colors(conic.stops()));
    }
    return ((Background.Image) background).path();
  }

  private static String colors(List<Background.Stop> stops) {
    return stops.stream().map(stop -> "," + color(stop.argb())).collect(Collectors.joining());
  }

  private static String color(int argb) {
    return argb >>> 24 == 0xFF
        ? String.format(Locale.ROOT, "#%06x", argb & 0xFFFFFF)
        : String.format(Locale.ROOT, "#%06x%02x", argb & 0xFFFFFF, argb >>> 24);
  }

  private static String shadow(VideoLayout.Shadow shadow) {
    return String.join(
        ",",
        number(shadow.offsetX()),
        number(shadow.offsetY()),
        number(shadow.blur()),
        color(shadow.argb()));
  }

  private static String crop(VideoLayout.Crop crop) {
    boolean parts = crop.unit() == VideoLayout.Crop.Unit.PARTS;
    return List.of(crop.x(), crop.y(), crop.width(), crop.height()).stream()
        .map(side -> parts ? number(side * 100) + "%" : number(side))
        .collect(Collectors.joining(","));
  }

  private static String kept(Timeline timeline) {
    return timeline.parts().stream()
        .map(
            part ->
                Times.exact(part.startUs())
                    + ".."
                    + (part.endUs().isPresent() ? Times.exact(part.endUs().getAsLong()) : "")
                    + (part.speed() == 1 ? "" : "@" + number(part.speed())))
        .collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
