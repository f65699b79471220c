package org.kinora.engine.scene;

import java.util.Optional;
import org.kinora.scene.Anchor;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.Pointer;

/** Reads what is drawn onto the video and over it. */
final class OverlayReader {
  /** The end of what goes on to the recording's end. */
  static final long NO_END_US = Long.MAX_VALUE;

  private static final Pointer POINTER = new Pointer(Pointer.Shape.ARROW, 24, 28, 0x59FFD500, 0);
  private static final Camera CAMERA =
      new Camera(Anchor.BOTTOM_RIGHT, 32, 0.25, Camera.Shape.CIRCLE, 16, false);
  private static final Caption CAPTION =
      new Caption(0, 1, "text", Anchor.BOTTOM, 48, 40, 0xFFFFFFFF, 0x99000000);
  private static final double STRENGTH = 20;

  private OverlayReader() {}

  static Optional<Pointer> pointer(Fields fields) {
    Pointer.Shape shape = fields.word("shape", POINTER.shape());
    double size = fields.number("size", POINTER.size(), pixels -> pointer(pixels, 0, 0));
    double highlight =
        fields.number("highlight", POINTER.highlight(), pixels -> pointer(24, pixels, 0));
    int argb = fields.color("highlightColor", POINTER.highlightArgb());
    long idleUs = fields.timeUs("idleMs", POINTER.idleUs(), us -> pointer(24, 0, us));
    return fields.make(() -> new Pointer(shape, size, highlight, argb, idleUs));
  }

  private static Pointer pointer(double size, double highlight, long idleUs) {
    return new Pointer(POINTER.shape(), size, highlight, 0, idleUs);
  }

  static Optional<Camera> camera(Fields fields) {
    Anchor position = fields.word("position", CAMERA.anchor());
    int margin = fields.whole("margin", CAMERA.margin(), pixels -> camera(pixels, 1, 0));
    double size = fields.number("size", CAMERA.size(), part -> camera(0, part, 0));
    Camera.Shape shape = fields.word("shape", CAMERA.shape());
    double radius =
        fields.number("borderRadius", CAMERA.cornerRadius(), pixels -> camera(0, 1, pixels));
    boolean mirror = fields.flag("mirror", CAMERA.mirrored());
    return fields.make(() -> new Camera(position, margin, size, shape, radius, mirror));
  }

  private static Camera camera(int margin, double size, double radius) {
    return new Camera(CAMERA.anchor(), margin, size, CAMERA.shape(), radius, false);
  }

  static Optional<Caption> caption(Fields fields) {
    fields.require("text");
    long startUs = fields.timeUs("startMs", 0, us -> {});
    long endUs = fields.timeUs("endMs", NO_END_US, us -> {});
    String text = fields.text("text", CAPTION.text(), lines -> caption(lines, 0, 40));
    Anchor position = fields.word("position", CAPTION.anchor());
    int margin =
        fields.whole("margin", CAPTION.margin(), pixels -> caption(CAPTION.text(), pixels, 40));
    double size =
        fields.number("size", CAPTION.size(), pixels -> caption(CAPTION.text(), 0, pixels));
    int argb = fields.color("color", CAPTION.argb());
    int box = fields.color("boxColor", CAPTION.boxArgb());
    return fields.make(() -> new Caption(startUs, endUs, text, position, margin, size, argb, box));
  }

  private static Caption caption(String text, int margin, double size) {
    return new Caption(0, 1, text, CAPTION.anchor(), margin, size, 0, 0);
  }

  static Optional<Mask> mask(Fields fields) {
    fields.require("x");
    fields.require("y");
    fields.require("width");
    fields.require("height");
    long startUs = fields.timeUs("startMs", 0, us -> {});
    long endUs = fields.timeUs("endMs", NO_END_US, us -> {});
    Mask.Kind kind = fields.word("type", Mask.Kind.BLUR);
    double x = fields.number("x", 0, part -> mask(part, 0, 1, 1, 1));
    double y = fields.number("y", 0, part -> mask(0, part, 1, 1, 1));
    double width = fields.number("width", 1, part -> mask(0, 0, part, 1, 1));
    double height = fields.number("height", 1, part -> mask(0, 0, 1, part, 1));
    double strength = fields.number("strength", STRENGTH, pixels -> mask(0, 0, 1, 1, pixels));
    return fields.make(() -> new Mask(startUs, endUs, kind, x, y, width, height, strength));
  }

  private static Mask mask(double x, double y, double width, double height, double strength) {
    return new Mask(0, 1, Mask.Kind.BLUR, x, y, width, height, strength);
  }
}
