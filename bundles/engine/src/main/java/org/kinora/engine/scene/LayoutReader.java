package org.kinora.engine.scene;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.kinora.scene.Anchor;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.VideoLayout.Crop;
import org.kinora.scene.VideoLayout.Shadow;

/** Reads where the video lies, and what is cut off and added at its edges. */
final class LayoutReader {
  private static final int PADDING = 60;
  private static final double CORNER_RADIUS = 16;
  private static final Shadow SHADOW = new Shadow(0, 8, 32, 0x4D000000);
  private static final String PIXELS = "pixels";
  private static final String PERCENTAGE = "percentage";

  private LayoutReader() {}

  static VideoLayout layout(Fields document) {
    int padding = document.whole("padding", PADDING, pixels -> layout(pixels, 0, 0));
    int inset = document.whole("inset", 0, pixels -> layout(0, pixels, 0));
    Anchor position = position(document);
    double radius = document.number("borderRadius", CORNER_RADIUS, pixels -> layout(0, 0, pixels));
    boolean noShadowSaid = !document.has("shadow");
    Optional<Shadow> said = document.enabled("shadow").flatMap(LayoutReader::shadow);
    Optional<Shadow> shadow = noShadowSaid ? Optional.of(SHADOW) : said;
    Optional<Crop> crop = document.enabled("videoCrop").flatMap(LayoutReader::crop);
    return new VideoLayout(padding, inset, position, radius, shadow, crop);
  }

  private static VideoLayout layout(int padding, int inset, double radius) {
    return new VideoLayout(
        padding, inset, Anchor.CENTER, radius, Optional.empty(), Optional.empty());
  }

  private static Anchor position(Fields document) {
    List<Anchor> all = List.of(Anchor.CENTER, Anchor.TOP, Anchor.BOTTOM);
    return document.word(
        "videoPosition",
        Anchor.CENTER,
        all.stream().map(Words::of).toList(),
        word -> Words.find(Anchor.class, word).filter(all::contains));
  }

  private static Optional<Shadow> shadow(Fields fields) {
    double x = fields.number("offsetX", SHADOW.offsetX(), pixels -> new Shadow(pixels, 0, 0, 0));
    double y = fields.number("offsetY", SHADOW.offsetY(), pixels -> new Shadow(0, pixels, 0, 0));
    double blur = fields.number("blur", SHADOW.blur(), pixels -> new Shadow(0, 0, pixels, 0));
    int argb = fields.color("color", SHADOW.argb());
    return fields.make(() -> new Shadow(x, y, blur, argb));
  }

  /** The numbers of the mode that is not used may be anything. */
  private static Optional<Crop> crop(Fields fields) {
    List<String> modes = List.of(PIXELS, PERCENTAGE);
    String mode =
        fields.word("mode", PIXELS, modes, word -> Optional.of(word).filter(modes::contains));
    Optional<Crop> pixels = crop(fields, Crop.Unit.PIXELS, mode.equals(PIXELS), "");
    Optional<Crop> parts = crop(fields, Crop.Unit.PARTS, mode.equals(PERCENTAGE), "Percent");
    return fields.make(() -> pixels.or(() -> parts).orElseThrow());
  }

  private static Optional<Crop> crop(Fields fields, Crop.Unit unit, boolean used, String suffix) {
    if (used) {
      fields.require("width" + suffix);
      fields.require("height" + suffix);
    }
    double x = side(fields, "x" + suffix, 0, used, at -> new Crop(unit, at, 0, 1, 1));
    double y = side(fields, "y" + suffix, 0, used, at -> new Crop(unit, 0, at, 1, 1));
    double width = side(fields, "width" + suffix, 1, used, size -> new Crop(unit, 0, 0, size, 1));
    double height = side(fields, "height" + suffix, 1, used, size -> new Crop(unit, 0, 0, 1, size));
    return used ? Optional.of(new Crop(unit, x, y, width, height)) : Optional.empty();
  }

  private static double side(
      Fields fields, String name, double usual, boolean used, DoubleConsumer trial) {
    return fields.number(name, usual, used ? trial : any -> {});
  }
}
