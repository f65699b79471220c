package org.kinora.lib.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.VideoLayout.Crop;
import org.kinora.scene.Zoom;

class SceneLayoutTest {
  @ParameterizedTest
  @CsvSource({
    // output, padding, picture, expected place
    "1920,1080,90,1920,1080,160,90,1600,900",
    "1920,1080,0,1920,1080,0,0,1920,1080",
    "1920,1080,60,1366,768,106,60,1708,960",
    "1920,1080,60,1080,1920,690,60,540,960",
    "1080,1920,60,1920,1080,60,690,960,540",
    "1922,1080,61,640,480,322,62,1278,956",
    "1280,720,100,1,1,380,100,520,520",
    "640,360,10,4000,1,10,178,620,4",
    "640,360,10,1,4000,318,10,4,340"
  })
  void video_picture_isLargestInTheMiddle(
      int width,
      int height,
      int padding,
      int pictureWidth,
      int pictureHeight,
      int x,
      int y,
      int videoWidth,
      int videoHeight)
      throws Exception {
    Scene scene = scene(OutputSize.of(width, height), padding, Anchor.CENTER, Optional.empty());

    assertEquals(
        new PixelRect(x, y, videoWidth, videoHeight),
        SceneLayout.of(scene, pictureWidth, pictureHeight).video());
  }

  @Test
  void video_anyPicture_keepsShapePaddingAndCentre() throws Exception {
    long seed = 20260917;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int width = 2 * (8 + random.nextInt(2000));
      int height = 2 * (8 + random.nextInt(2000));
      int padding = random.nextInt((Math.min(width, height) - 16) / 2 + 1);
      int pictureWidth = 1 + random.nextInt(5000);
      int pictureHeight = 1 + random.nextInt(5000);
      String what =
          "seed %d: %dx%d in %dx%d, padding %d"
              .formatted(seed, pictureWidth, pictureHeight, width, height, padding);
      Scene scene = scene(OutputSize.of(width, height), padding, Anchor.CENTER, Optional.empty());

      PixelRect video = SceneLayout.of(scene, pictureWidth, pictureHeight).video();

      assertEquals(video, video.evenOutwards(), what);
      assertEquals(width, video.width() + 2 * video.x(), what);
      assertEquals(height, video.height() + 2 * video.y(), what);
      assertTrue(video.x() >= padding && video.y() >= padding, what);
      double exactWidth =
          Math.min(width - 2.0 * padding, (height - 2.0 * padding) * pictureWidth / pictureHeight);
      double exactHeight = exactWidth * pictureHeight / pictureWidth;
      assertEquals(exactWidth, video.width(), 4, what);
      assertEquals(exactHeight, video.height(), 4, what);
    }
  }

  @ParameterizedTest
  @CsvSource({"TOP,20", "CENTER,380", "BOTTOM,740"})
  void video_position_isWithinThePadding(Anchor position, int y) throws Exception {
    Scene scene = scene(OutputSize.of(1080, 1920), 20, position, Optional.empty());

    PixelRect video = SceneLayout.of(scene, 1000, 1116).video();

    assertEquals(new PixelRect(20, y, 1040, 1160), video);
  }

  @ParameterizedTest
  @CsvSource({
    "1920,1080,1920,1080,1920,1080",
    "97,55,96,54,96,54",
    "1,1,2,2,1,1",
    "1919,2,1918,2,1918,2"
  })
  void of_sourceSize_isThePicturesWithoutOddLines(
      int pictureWidth, int pictureHeight, int width, int height, int cropWidth, int cropHeight)
      throws Exception {
    SceneLayout layout = SceneLayout.of(Scene.PLAIN, pictureWidth, pictureHeight);

    assertEquals(new PixelRect(0, 0, width, height), layout.whole());
    assertEquals(new PixelRect(0, 0, cropWidth, cropHeight), layout.crop());
    assertEquals(layout.whole(), layout.video());
  }

  @ParameterizedTest
  @CsvSource({
    "PIXELS,10,20,300,200,10,20,300,200",
    "PIXELS,11.9,21,30.9,33,11,21,30,33",
    "PIXELS,600,300,300,200,600,300,40,60",
    "PIXELS,639,359,1,1,639,359,1,1",
    "PARTS,0,0,1,1,0,0,640,360",
    "PARTS,0.25,0.5,0.5,0.5,160,180,320,180",
    "PARTS,0.9999,0.9999,1,1,639,359,1,1",
    "PARTS,0.1,0.1,0.0001,0.0001,64,36,1,1"
  })
  void crop_anyUnit_isWholePixelsOfThePicture(
      Crop.Unit unit,
      double x,
      double y,
      double width,
      double height,
      int left,
      int top,
      int cropWidth,
      int cropHeight)
      throws Exception {
    Scene scene =
        scene(
            OutputSize.of(320, 180),
            0,
            Anchor.CENTER,
            Optional.of(new Crop(unit, x, y, width, height)));

    assertEquals(
        new PixelRect(left, top, cropWidth, cropHeight), SceneLayout.of(scene, 640, 360).crop());
  }

  @Test
  void of_noRoom_isRefused() {
    Scene padded = scene(OutputSize.of(640, 360), 179, Anchor.CENTER, Optional.empty());
    Scene cropped =
        scene(
            OutputSize.of(640, 360),
            0,
            Anchor.CENTER,
            Optional.of(new Crop(Crop.Unit.PIXELS, 700, 0, 10, 10)));
    for (Scene scene : List.of(padded, cropped)) {
      MediaException thrown =
          assertThrows(MediaException.class, () -> SceneLayout.of(scene, 640, 360));
      assertEquals(MediaError.ARGUMENT_INVALID, thrown.code());
    }
  }

  /** The focus comes to the middle, or stays where it is. */
  @ParameterizedTest
  @EnumSource(Zoom.Mode.class)
  void transform_fullScale_bringsTheFocusWhereTheModeSays(Zoom.Mode mode) throws Exception {
    for (Zoom.Space space : Zoom.Space.values()) {
      SceneLayout layout = SceneLayout.of(zoomed(space, mode, Zoom.Easing.SMOOTH), 1920, 1080);
      boolean inVideo = space == Zoom.Space.SOURCE;
      double focusX = inVideo ? 160 + 0.25 * 1600 : 0.25 * 1920;
      double focusY = inVideo ? 90 + 0.75 * 900 : 0.75 * 1080;

      Transform full = layout.transform(1_500_000);

      assertEquals(2.5, full.scale());
      assertEquals(mode == Zoom.Mode.DOLLY ? 960 : focusX, full.ofX(focusX), 1e-9);
      assertEquals(mode == Zoom.Mode.DOLLY ? 540 : focusY, full.ofY(focusY), 1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({"SMOOTH,0.0625", "LINEAR,0.25", "PUNCH,0.8174097"})
  void transform_quarterOfTheRamp_followsTheEasing(Zoom.Easing easing, double progress)
      throws Exception {
    SceneLayout layout =
        SceneLayout.of(zoomed(Zoom.Space.SOURCE, Zoom.Mode.ANCHOR, easing), 1920, 1080);

    assertEquals(1 + 1.5 * progress, layout.transform(625_000).scale(), 1e-6);
    assertEquals(1 + 1.5 * progress, layout.transform(2_375_000).scale(), 1e-6);
    assertEquals(Transform.IDENTITY, layout.transform(500_000));
    assertEquals(Transform.IDENTITY, layout.transform(2_500_000));
  }

  @Test
  void outputPlace_ofCroppedPicture_isWithinTheVideo() throws Exception {
    Scene scene =
        scene(
            OutputSize.of(640, 360),
            20,
            Anchor.CENTER,
            Optional.of(new Crop(Crop.Unit.PIXELS, 100, 50, 320, 180)));
    SceneLayout layout = SceneLayout.of(scene, 640, 480);

    assertEquals(layout.video().x(), layout.outputX(100));
    assertEquals(layout.video().right(), layout.outputX(420));
    assertEquals(layout.video().bottom(), layout.outputY(230));
  }

  @Test
  void mask_anyPlace_reachesOutwardsToEvenEdges() {
    Mask mask = new Mask(0, 1, Mask.Kind.COVER, 0.101, 0.101, 0.2, 0.95, 1);

    assertEquals(new PixelRect(10, 10, 22, 91), SceneLayout.mask(mask, 101, 101));
  }

  @ParameterizedTest
  @CsvSource({
    "RECTANGLE,BOTTOM_RIGHT,0.25,1404,790,480,270",
    "SQUARE,TOP_LEFT,0.25,36,20,270,270",
    "CIRCLE,CENTER,0.5,690,270,540,540",
    "RECTANGLE,CENTER,1,0,0,1920,1080"
  })
  void camera_anyShape_liesAtItsAnchor(
      Camera.Shape shape, Anchor anchor, double size, int x, int y, int width, int height)
      throws Exception {
    SceneLayout layout =
        SceneLayout.of(
            scene(OutputSize.of(1920, 1080), 0, Anchor.CENTER, Optional.empty()), 1920, 1080);
    int margin = anchor == Anchor.TOP_LEFT ? 36 : 20;
    PixelRect found = layout.camera(new Camera(anchor, margin, size, shape, 0, false), 640, 360);

    assertEquals(width, found.width());
    assertEquals(height, found.height());
    if (anchor == Anchor.CENTER) {
      assertEquals(new PixelRect(x, y, width, height), found);
    } else if (anchor == Anchor.TOP_LEFT) {
      assertEquals(new PixelRect(36, 36, width, height), found);
    } else {
      assertEquals(new PixelRect(1920 - 20 - width, 1080 - 20 - height, width, height), found);
    }
  }

  private static Scene zoomed(Zoom.Space space, Zoom.Mode mode, Zoom.Easing easing) {
    Scene scene = scene(OutputSize.of(1920, 1080), 90, Anchor.CENTER, Optional.empty());
    Zoom zoom =
        new Zoom(1_000_000, 2_000_000, 2.5, 0.25, 0.75, space, mode, easing, 500_000, false);
    return new Scene(
        scene.output(),
        scene.background(),
        scene.video(),
        List.of(zoom),
        scene.pointer(),
        scene.camera(),
        scene.captions(),
        scene.masks(),
        scene.timeline());
  }

  private static Scene scene(OutputSize size, int padding, Anchor position, Optional<Crop> crop) {
    return new Scene(
        size,
        new Background.Solid(0xFF000000),
        new VideoLayout(padding, 0, position, 0, Optional.empty(), crop),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Timeline.ALL);
  }
}
