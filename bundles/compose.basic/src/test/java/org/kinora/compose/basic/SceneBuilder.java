package org.kinora.compose.basic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.Zoom;

/** For tests: a scene, black and without anything on it unless said otherwise. */
final class SceneBuilder {
  static final long ALWAYS_US = 1_000_000_000;

  private final OutputSize size;
  private Background background = new Background.Solid(0xFF000000);
  private int padding;
  private Anchor position = Anchor.CENTER;
  private double radius;
  private Optional<VideoLayout.Shadow> shadow = Optional.empty();
  private Optional<VideoLayout.Crop> crop = Optional.empty();
  private final List<Zoom> zooms = new ArrayList<>();
  private Optional<Pointer> pointer = Optional.empty();
  private Optional<Camera> camera = Optional.empty();
  private final List<Caption> captions = new ArrayList<>();
  private final List<Mask> masks = new ArrayList<>();

  private SceneBuilder(OutputSize size) {
    this.size = size;
  }

  static SceneBuilder of(int width, int height) {
    return new SceneBuilder(OutputSize.of(width, height));
  }

  static SceneBuilder ofSource() {
    return new SceneBuilder(OutputSize.SOURCE);
  }

  SceneBuilder background(Background behind) {
    background = behind;
    return this;
  }

  SceneBuilder background(int argb) {
    return background(new Background.Solid(argb));
  }

  SceneBuilder padding(int pixels) {
    padding = pixels;
    return this;
  }

  SceneBuilder position(Anchor anchor) {
    position = anchor;
    return this;
  }

  SceneBuilder radius(double pixels) {
    radius = pixels;
    return this;
  }

  SceneBuilder shadow(double offsetX, double offsetY, double blur, int argb) {
    shadow = Optional.of(new VideoLayout.Shadow(offsetX, offsetY, blur, argb));
    return this;
  }

  SceneBuilder crop(int x, int y, int width, int height) {
    crop = Optional.of(new VideoLayout.Crop(VideoLayout.Crop.Unit.PIXELS, x, y, width, height));
    return this;
  }

  /** A zoom with its full scale from 1 s to 2 s and ramps of half a second. */
  SceneBuilder zoom(
      double scale, double focusX, double focusY, Zoom.Mode mode, Zoom.Easing easing) {
    return zoom(
        new Zoom(
            1_000_000,
            2_000_000,
            scale,
            focusX,
            focusY,
            Zoom.Space.SOURCE,
            mode,
            easing,
            500_000,
            false));
  }

  SceneBuilder zoom(Zoom zoom) {
    zooms.add(zoom);
    return this;
  }

  SceneBuilder pointer(Pointer.Shape shape, double size) {
    pointer = Optional.of(new Pointer(shape, size, 30, 0x80FFD000, 1_000_000));
    return this;
  }

  SceneBuilder camera(Camera shown) {
    camera = Optional.of(shown);
    return this;
  }

  SceneBuilder caption(String text, Anchor anchor, double size, int argb, int boxArgb) {
    captions.add(new Caption(0, ALWAYS_US, text, anchor, 12, size, argb, boxArgb));
    return this;
  }

  SceneBuilder mask(Mask.Kind kind, double x, double y, double width, double height, double by) {
    masks.add(new Mask(0, ALWAYS_US, kind, x, y, width, height, by));
    return this;
  }

  SceneBuilder mask(Mask mask) {
    masks.add(mask);
    return this;
  }

  SceneBuilder caption(Caption caption) {
    captions.add(caption);
    return this;
  }

  Scene build() {
    return new Scene(
        size,
        background,
        new VideoLayout(padding, 0, position, radius, shadow, crop),
        zooms,
        pointer,
        camera,
        captions,
        masks,
        Timeline.ALL);
  }
}
