package org.kinora.engine.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

/** Half as large, and otherwise the same: lengths of the output halve, parts and times stay. */
final class SceneScaleTest {
  private static Scene scene(double f) {
    return new Scene(
        OutputSize.of((int) (1920 * f), (int) (1080 * f)),
        new Background.Image(
            "a.png", Background.Image.Fit.COVER, Anchor.TOP, 0.5, 8 * f, 1.5, 0.1, -0.1),
        new VideoLayout(
            (int) (60 * f),
            (int) (20 * f),
            Anchor.BOTTOM,
            16 * f,
            Optional.of(new VideoLayout.Shadow(4 * f, -8 * f, 32 * f, 0x4D000000)),
            Optional.of(new VideoLayout.Crop(VideoLayout.Crop.Unit.PIXELS, 10, 20, 300, 200))),
        List.of(
            new Zoom(
                1000,
                2000,
                2,
                0.2,
                0.3,
                Zoom.Space.SOURCE,
                Zoom.Mode.DOLLY,
                Zoom.Easing.SMOOTH,
                300,
                true)),
        Optional.of(new Pointer(Pointer.Shape.ARROW, 40 * f, 30 * f, 0x80FFFF00, 2_000_000)),
        Optional.of(
            new Camera(
                Anchor.BOTTOM_RIGHT, (int) (40 * f), 0.25, Camera.Shape.SQUARE, 12 * f, true)),
        List.of(new Caption(0, 5000, "Hi", Anchor.BOTTOM, (int) (30 * f), 48 * f, -1, 0x80000000)),
        List.of(new Mask(0, 5000, Mask.Kind.BLUR, 0.1, 0.1, 0.5, 0.5, 12)),
        Timeline.ALL);
  }

  @Test
  void toWidth_half_halvesEveryLengthOfTheOutput() {
    assertEquals(scene(0.5), SceneScale.toWidth(scene(1), 1920, 1080, 960));
  }

  @Test
  void toWidth_oddOrFlat_staysEvenAndHighEnough() {
    assertEquals(OutputSize.of(32, 16), SceneScale.toWidth(Scene.PLAIN, 1000, 100, 33).output());
  }
}
