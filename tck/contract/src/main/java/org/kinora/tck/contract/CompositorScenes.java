package org.kinora.tck.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Scenes of one size: a plain one, and one for each effect, which is seen from 1 s to 2 s. */
final class CompositorScenes {
  static final int WIDTH = 320;
  static final int HEIGHT = 240;

  private static final long FROM_US = 1_000_000;
  private static final long TO_US = 2_000_000;
  private static final Background WHITE = new Background.Solid(0xFFFFFFFF);

  private CompositorScenes() {}

  /** On white, with rounded corners. */
  static Scene padded(int padding) {
    return look(WHITE, video(padding, 10, Optional.empty(), Optional.empty()));
  }

  static Scene plain() {
    return padded(24);
  }

  static Scene captioned() {
    Caption caption = new Caption(FROM_US, TO_US, "Text", Anchor.BOTTOM, 8, 24, 0xFF000000, 0);
    return with(List.of(), List.of(caption), List.of());
  }

  /** A scene for each effect, by its name. */
  static Map<String, Scene> effects() {
    Map<String, Scene> effects = new LinkedHashMap<>();
    List<Background.Stop> stops =
        List.of(new Background.Stop(0, 0xFF000000), new Background.Stop(1, 0xFFFFFFFF));
    VideoLayout video = plain().video();
    effects.put("linear", look(new Background.LinearGradient(0, stops), video));
    effects.put("radial", look(new Background.RadialGradient(0.5, 0.5, 1, stops), video));
    effects.put("conic", look(new Background.ConicGradient(0.5, 0.5, 0, stops), video));
    effects.put(
        "shadow",
        look(
            WHITE,
            video(
                24,
                10,
                Optional.of(new VideoLayout.Shadow(4, 4, 12, 0xFF000000)),
                Optional.empty())));
    effects.put(
        "crop",
        look(
            WHITE,
            video(
                24,
                10,
                Optional.empty(),
                Optional.of(new VideoLayout.Crop(VideoLayout.Crop.Unit.PARTS, 0, 0, 0.5, 1)))));
    effects.put("zooms", with(List.of(zoom()), List.of(), List.of()));
    effects.put("captions", captioned());
    for (Mask.Kind kind : Mask.Kind.values()) {
      Mask mask = new Mask(FROM_US, TO_US, kind, 0.25, 0.25, 0.5, 0.5, 8);
      effects.put("mask " + kind, with(List.of(), List.of(), List.of(mask)));
    }
    effects.put(
        "pointer",
        on(Optional.of(new Pointer(Pointer.Shape.ARROW, 24, 0, 0, 0)), Optional.empty()));
    effects.put(
        "camera",
        on(
            Optional.empty(),
            Optional.of(new Camera(Anchor.BOTTOM_RIGHT, 8, 0.25, Camera.Shape.CIRCLE, 0, false))));
    return effects;
  }

  private static Zoom zoom() {
    return new Zoom(
        FROM_US,
        TO_US,
        1.5,
        0.3,
        0.3,
        Zoom.Space.SOURCE,
        Zoom.Mode.DOLLY,
        Zoom.Easing.SMOOTH,
        0,
        false);
  }

  private static VideoLayout video(
      int padding,
      double radius,
      Optional<VideoLayout.Shadow> shadow,
      Optional<VideoLayout.Crop> crop) {
    return new VideoLayout(padding, 0, Anchor.CENTER, radius, shadow, crop);
  }

  private static Scene look(Background background, VideoLayout video) {
    return new Scene(
        OutputSize.of(WIDTH, HEIGHT),
        background,
        video,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Timeline.ALL);
  }

  private static Scene with(List<Zoom> zooms, List<Caption> captions, List<Mask> masks) {
    Scene plain = plain();
    return new Scene(
        plain.output(),
        plain.background(),
        plain.video(),
        zooms,
        plain.pointer(),
        plain.camera(),
        captions,
        masks,
        plain.timeline());
  }

  private static Scene on(Optional<Pointer> pointer, Optional<Camera> camera) {
    Scene plain = plain();
    return new Scene(
        plain.output(),
        plain.background(),
        plain.video(),
        List.of(),
        pointer,
        camera,
        List.of(),
        List.of(),
        plain.timeline());
  }
}
