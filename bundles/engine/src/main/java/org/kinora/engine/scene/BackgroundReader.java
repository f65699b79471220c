package org.kinora.engine.scene;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Background.ConicGradient;
import org.kinora.scene.Background.Image;
import org.kinora.scene.Background.LinearGradient;
import org.kinora.scene.Background.RadialGradient;
import org.kinora.scene.Background.Solid;
import org.kinora.scene.Background.Stop;

/** Reads what lies behind the video. Kinds that are described but not used are checked too. */
final class BackgroundReader {
  /** The look of a document that says nothing. */
  static final LinearGradient USUAL =
      new LinearGradient(135, List.of(new Stop(0, 0xFF667EEA), new Stop(1, 0xFF764BA2)));

  private static final String STRETCH = "stretch";

  private final Fields document;

  BackgroundReader(Fields document) {
    this.document = document;
  }

  private enum Kind {
    SOLID_COLOR("color"),
    GRADIENT("gradient"),
    IMAGE("image"),
    WALLPAPER("wallpaper");

    final String field;

    Kind(String field) {
      this.field = field;
    }
  }

  private enum Shape {
    LINEAR,
    RADIAL,
    CONIC
  }

  /** Empty if it is the usual one, or something is wrong with it. */
  Optional<Background> background() {
    if (Stream.of(Kind.values()).anyMatch(other -> other != Kind.GRADIENT && has(other))) {
      document.require("type");
    }
    Kind kind = document.word("type", Kind.GRADIENT);
    if (kind != Kind.GRADIENT) {
      document.require(kind.field);
    }
    int argb = document.color("color", 0);
    Optional<Background> gradient = document.object("gradient").flatMap(BackgroundReader::gradient);
    Optional<Background> image = image(Kind.IMAGE, kind);
    Optional<Background> wallpaper = image(Kind.WALLPAPER, kind);
    return switch (kind) {
      case SOLID_COLOR -> Optional.of(new Solid(argb));
      case GRADIENT -> gradient;
      case IMAGE -> image;
      case WALLPAPER -> wallpaper;
    };
  }

  private boolean has(Kind kind) {
    return document.has(kind.field);
  }

  private static Optional<Background> gradient(Fields fields) {
    List<Stop> two = USUAL.stops();
    Shape shape = fields.word("type", Shape.LINEAR);
    double angle =
        fields.number(
            "angle",
            shape == Shape.CONIC ? 0 : USUAL.angleDegrees(),
            degrees -> new LinearGradient(degrees, two));
    double x = fields.number("centerX", 0.5, part -> new RadialGradient(part, 0, 1, two));
    double y = fields.number("centerY", 0.5, part -> new RadialGradient(0, part, 1, two));
    double radius = fields.number("radius", 0.5, part -> new RadialGradient(0, 0, part, two));
    List<Stop> stops =
        fields.list("stops", BackgroundReader::stop).orElse(two).stream()
            .sorted(Comparator.comparingDouble(Stop::position))
            .toList();
    return fields.make(
        () ->
            switch (shape) {
              case LINEAR -> new LinearGradient(angle, stops);
              case RADIAL -> new RadialGradient(x, y, radius, stops);
              case CONIC -> new ConicGradient(x, y, angle, stops);
            });
  }

  private static Optional<Stop> stop(Fields fields) {
    fields.require("position");
    fields.require("color");
    double position = fields.number("position", 0, part -> new Stop(part, 0));
    int argb = fields.color("color", 0);
    return fields.make(() -> new Stop(position, argb));
  }

  private Optional<Background> image(Kind kind, Kind used) {
    return document.object(kind.field).flatMap(fields -> image(fields, kind == used));
  }

  private static Optional<Background> image(Fields fields, boolean used) {
    if (used) {
      fields.require("path");
    }
    fields.text("type", "", any -> {});
    fields.text("imageId", "", any -> {});
    String path = fields.text("path", "", BackgroundReader::checkPath);
    Image.Fit fit =
        fields.word(
            "fit",
            Image.Fit.COVER,
            List.of("cover", "contain", "fill", STRETCH),
            word ->
                word.equals(STRETCH)
                    ? Optional.of(Image.Fit.FILL)
                    : Words.find(Image.Fit.class, word));
    Anchor anchor = fields.word("position", Anchor.CENTER);
    double opacity = fields.number("opacity", 1, part -> image(part, 0, 1, 0, 0));
    double blur = fields.number("blur", 0, pixels -> image(1, pixels, 1, 0, 0));
    double scale = fields.number("scale", 1, factor -> image(1, 0, factor, 0, 0));
    double x = fields.number("offsetX", 0, part -> image(1, 0, 1, part, 0));
    double y = fields.number("offsetY", 0, part -> image(1, 0, 1, 0, part));
    return fields.make(() -> new Image(path, fit, anchor, opacity, blur, scale, x, y));
  }

  private static void checkPath(String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("an image's path is blank");
    }
  }

  private static Image image(double opacity, double blur, double scale, double x, double y) {
    return new Image("", Image.Fit.COVER, Anchor.CENTER, opacity, blur, scale, x, y);
  }
}
