package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Anchor;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.Zoom;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.PointerState;
import org.kinora.tck.support.RawPictures;

class EffectsTest {
  private static final int BOX = 0xFF0000FF;
  private static final int BLUE_Y = 32;

  /** Two recordings that differ only below the mask look the same. */
  @ParameterizedTest
  @CsvSource({"COVER,1", "PIXELATE,200", "PIXELATE,7"})
  void draw_masked_whatIsHiddenMakesNoDifference(Mask.Kind kind, double strength) throws Exception {
    long seed = 77;
    Random random = new Random(seed);
    VideoFrame one = Drawings.test(321, 181);
    VideoFrame other = Drawings.copy(one);
    Mask mask = new Mask(0, 9, kind, 0.31, 0.27, 0.333, 0.41, strength);
    PixelRect hidden = SceneLayout.mask(mask, 321, 181);
    int block = kind == Mask.Kind.PIXELATE ? (int) Math.ceil(strength / 2) * 2 : 1000;
    for (int plane = 0; plane < 3; plane++) {
      shuffle(other, plane, hidden, plane == 0 ? block : block / 2, random);
    }
    Scene scene = SceneBuilder.of(320, 180).mask(mask).build();

    VideoFrame expected = Drawings.draw(scene, one);

    assertNotEquals(0, Drawings.difference(one, other));
    assertEquals(0, Drawings.difference(expected, Drawings.draw(scene, other)), "seed " + seed);
  }

  /** Chroma that is halved first takes nothing across the mask's edge. */
  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void draw_maskedLayout_whatIsHiddenMakesNoDifference(PixelLayout layout) throws Exception {
    Mask mask = new Mask(0, 9, Mask.Kind.COVER, 0.25, 0.25, 0.5, 0.5, 1);
    Scene scene = SceneBuilder.of(320, 180).mask(mask).build();
    VideoFrame one = RawPictures.testPicture(layout, 320, 180, ColorInfo.BT709);
    VideoFrame other = Drawings.copy(one);
    VideoFrame hidden = Pictures.part(other, 80, 46, 160, 88);
    for (int plane = 0; plane < layout.planes(); plane++) {
      RawPictures.fill(hidden, plane, 3);
    }

    VideoFrame expected = Drawings.draw(scene, one);

    assertNotEquals(0, Drawings.difference(one, other));
    assertEquals(0, Drawings.difference(expected, Drawings.draw(scene, other)));
  }

  /** The test overwrites the recorded picture, which nobody looks at again. */
  @Test
  void compose_nothingChanged_isNotDrawnAgain() throws Exception {
    Scene scene =
        SceneBuilder.of(320, 180)
            .padding(10)
            .caption(new Caption(2000, 3000, "text", Anchor.TOP, 4, 20, -1, 0))
            .build();
    VideoFrame picture = Drawings.copy(Drawings.test(320, 180)).at(1000, 5);
    try (Compositor compositor = Drawings.create(scene, picture)) {
      VideoFrame first = Drawings.draw(compositor, Drawings.moment(1000, picture));
      RawPictures.fill(picture, 0, 16);
      VideoFrame second = Drawings.draw(compositor, Drawings.moment(1500, picture));
      VideoFrame third = Drawings.draw(compositor, Drawings.moment(2500, picture));

      assertEquals(0, Drawings.difference(first, second));
      assertNotEquals(0, Drawings.difference(first, third));
      assertEquals(1000, second.timeUs());
      assertEquals(5, second.durationUs());
    }
  }

  /** Exchanges pixels within blocks, which leaves their means as they are. */
  private static void shuffle(
      VideoFrame picture, int plane, PixelRect rect, int block, Random random) {
    int pixel = plane == 0 ? 1 : 2;
    int stride = picture.planes().get(plane).stride();
    int right = (rect.right() + pixel - 1) / pixel;
    int bottom = (rect.bottom() + pixel - 1) / pixel;
    for (int y = rect.y() / pixel; y < bottom; y++) {
      for (int x = rect.x() / pixel; x < right; x++) {
        int left = x - (x - rect.x() / pixel) % block;
        int top = y - (y - rect.y() / pixel) % block;
        int otherX = left + random.nextInt(Math.min(block, right - left));
        int otherY = top + random.nextInt(Math.min(block, bottom - top));
        ByteBuffer data = picture.planes().get(plane).data();
        byte here = data.get(y * stride + x);
        data.put(y * stride + x, data.get(otherY * stride + otherX));
        data.put(otherY * stride + otherX, here);
      }
    }
  }

  /** Of noise, a blur leaves next to nothing; beside the mask nothing changes. */
  @Test
  void draw_blurred_leavesNoDetail() throws Exception {
    VideoFrame noise = Drawings.flat(320, 180, 128, 128, 128);
    Random random = new Random(5);
    int stride = noise.planes().get(0).stride();
    for (int i = 0; i < 320 * 180; i++) {
      int at = i / 320 * stride + i % 320;
      noise.planes().get(0).data().put(at, (byte) (random.nextBoolean() ? 235 : 16));
    }
    Scene scene = SceneBuilder.of(320, 180).mask(Mask.Kind.BLUR, 0.25, 0.25, 0.5, 0.5, 12).build();

    VideoFrame drawn = Drawings.draw(scene, noise);

    double sum = 0;
    for (int y = 45; y < 135; y++) {
      for (int x = 80; x < 240; x++) {
        sum += Math.pow(Drawings.luma(drawn, x, y) - 125.5, 2) / (90 * 160);
      }
    }
    assertTrue(Math.sqrt(sum) < 8, "deviation " + Math.sqrt(sum) + ", 109.5 in the noise");
    assertEquals(Drawings.luma(noise, 79, 90), Drawings.luma(drawn, 79, 90));
    assertEquals(Drawings.luma(noise, 240, 90), Drawings.luma(drawn, 240, 90));
    assertEquals(Drawings.luma(noise, 100, 43), Drawings.luma(drawn, 100, 43));
  }

  @ParameterizedTest
  @EnumSource(Camera.Shape.class)
  void draw_camera_fillsItsShapeOnly(Camera.Shape shape) throws Exception {
    Camera camera = new Camera(Anchor.BOTTOM_RIGHT, 10, 0.5, shape, 0, false);
    Scene scene = SceneBuilder.of(320, 180).camera(camera).build();
    VideoFrame black = Drawings.flat(320, 180, 16, 128, 128);
    PixelRect place = SceneLayout.of(scene, 320, 180).camera(camera, 64, 48);

    VideoFrame drawn;
    try (Compositor compositor = Drawings.create(scene, black)) {
      drawn = Drawings.draw(compositor, Drawings.moment(black, Drawings.white(64, 48)));
    }

    double lit = 0;
    for (int y = 0; y < 180; y++) {
      for (int x = 0; x < 320; x++) {
        double part = (Drawings.luma(drawn, x, y) - 16) / 219.0;
        lit += part;
        boolean outside = place.and(new PixelRect(x, y, 1, 1)).isEmpty();
        assertTrue(part == 0 || !outside, "pixel " + x + "," + y);
      }
    }
    double whole = (double) place.width() * place.height();
    double expected = shape == Camera.Shape.CIRCLE ? whole * Math.PI / 4 : whole;
    assertEquals(expected, lit, expected * 0.005);
  }

  @Test
  void draw_mirroredCamera_exchangesLeftAndRight() throws Exception {
    VideoFrame face = Drawings.test(96, 96);
    VideoFrame black = Drawings.flat(192, 192, 16, 128, 128);
    VideoFrame[] drawn = new VideoFrame[2];
    for (int i = 0; i < 2; i++) {
      Camera camera = new Camera(Anchor.CENTER, 0, 0.5, Camera.Shape.SQUARE, 0, i == 1);
      Scene scene = SceneBuilder.of(192, 192).camera(camera).build();
      try (Compositor compositor = Drawings.create(scene, black)) {
        drawn[i] = Drawings.draw(compositor, Drawings.moment(black, face));
      }
    }
    for (int x = 48; x < 144; x++) {
      assertEquals(Drawings.luma(drawn[0], x, 90), Drawings.luma(drawn[1], 191 - x, 90));
    }
  }

  @ParameterizedTest
  @EnumSource(Pointer.Shape.class)
  void draw_pointer_isDrawnAtItsPlaceAndLeavesNoTrace(Pointer.Shape shape) throws Exception {
    Scene scene = SceneBuilder.of(320, 180).padding(10).pointer(shape, 24).build();
    VideoFrame grey = Drawings.flat(640, 360, 90, 128, 128);
    try (Compositor compositor = Drawings.create(scene, grey)) {
      VideoFrame without = Drawings.draw(compositor, Drawings.moment(0, grey));
      PointerState here = new PointerState(300, 160, false, 0);
      VideoFrame with = Drawings.draw(compositor, Drawings.moment(grey, here));

      SceneLayout layout = SceneLayout.of(scene, 640, 360);
      int most = 0;
      for (int y = 0; y < 180; y++) {
        for (int x = 0; x < 320; x++) {
          boolean isNear = Math.hypot(x - layout.outputX(300), y - layout.outputY(160)) < 1.3 * 24;
          assertTrue(isNear || Drawings.luma(with, x, y) == Drawings.luma(without, x, y));
          most = Math.max(most, Drawings.luma(with, x, y));
        }
      }
      assertEquals(235, most, 2.0);
      PointerState idle = new PointerState(300, 160, false, 5_000_000);
      VideoFrame faded = Drawings.draw(compositor, Drawings.moment(grey, idle));
      assertEquals(0, Drawings.difference(without, faded));
      PointerState elsewhere = new PointerState(-100, 160, false, 0);
      VideoFrame outside = Drawings.draw(compositor, Drawings.moment(grey, elsewhere));
      assertEquals(0, Drawings.difference(without, outside));
    }
  }

  @Test
  void draw_pressedPointer_hasADiscOfItsRadius() throws Exception {
    Scene scene = SceneBuilder.of(320, 180).pointer(Pointer.Shape.RING, 8).build();
    VideoFrame black = Drawings.flat(320, 180, 16, 128, 128);
    try (Compositor compositor = Drawings.create(scene, black)) {
      VideoFrame drawn =
          Drawings.draw(compositor, Drawings.moment(black, new PointerState(160, 90, true, 0)));

      assertTrue(Drawings.luma(drawn, 160 + 28, 90) > 60);
      assertEquals(16, Drawings.luma(drawn, 160 + 32, 90));
    }
  }

  /** The box lies at its anchor; letters are in it, as many for the same word again. */
  @ParameterizedTest
  @EnumSource(Anchor.class)
  void draw_caption_liesAtItsAnchor(Anchor anchor) throws Exception {
    Scene scene = SceneBuilder.of(480, 270).caption("Two\nlines", anchor, 24, -1, BOX).build();

    VideoFrame drawn = Drawings.draw(scene, Drawings.flat(480, 270, 16, 128, 128));

    int left = 480;
    int right = 0;
    int top = 270;
    int bottom = 0;
    int white = 0;
    for (int y = 0; y < 270; y++) {
      for (int x = 0; x < 480; x++) {
        if (Drawings.luma(drawn, x, y) > 20) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
          white += Drawings.luma(drawn, x, y) > 180 ? 1 : 0;
        }
      }
    }
    assertTrue(white > 200, white + " white pixels");
    assertEquals(at(anchor.x(), 480, right - left), left, 1.0);
    assertEquals(at(anchor.y(), 270, bottom - top), top, 1.0);
    assertEquals(2 * 1.2 * 24 + 2 * 0.15 * 24, bottom - top, 1.5);
  }

  private static double at(double anchor, int whole, int length) {
    return 12 + (whole - 24 - length) * anchor;
  }

  /** The font has no Chinese, and says so by a box for each letter. */
  @Test
  void draw_captionOfUnknownLetters_showsBoxes() throws Exception {
    int[] light = new int[3];
    String[] texts = {"你", "你好", "Ω"};
    for (int i = 0; i < texts.length; i++) {
      Scene scene = SceneBuilder.of(320, 180).caption(texts[i], Anchor.CENTER, 40, -1, 0).build();
      VideoFrame drawn = Drawings.draw(scene, Drawings.flat(320, 180, 16, 128, 128));
      for (int at = 0; at < 320 * 180; at++) {
        light[i] += Drawings.luma(drawn, at % 320, at / 320) > 120 ? 1 : 0;
      }
    }
    assertTrue(light[0] > 50, light[0] + " pixels");
    assertEquals(2 * light[0], light[1], 6);
    assertNotEquals(light[0], light[2]);
  }

  /** Percent signs, quotes, colons and backslashes are FFmpeg's own elsewhere. */
  @Test
  void draw_captionOfSpecialLetters_drawsThemAll() throws Exception {
    String text = "50% 'a':b\\c [d],;=\"{e}";
    int before = 0;
    for (int length = 1; length <= text.length(); length++) {
      Scene scene =
          SceneBuilder.of(480, 64)
              .caption(text.substring(0, length), Anchor.LEFT, 24, -1, 0)
              .build();
      VideoFrame drawn = Drawings.draw(scene, Drawings.flat(480, 64, 16, 128, 128));
      int right = 0;
      for (int at = 0; at < 480 * 64; at++) {
        right = Drawings.luma(drawn, at % 480, at / 480) > 60 ? Math.max(right, at % 480) : right;
      }
      boolean isBlank = text.charAt(length - 1) == ' ';
      assertTrue(isBlank ? right == before : right > before, text.substring(0, length));
      before = right;
    }
  }

  /** What begins and ends while the recorded picture stands still is seen, and is gone again. */
  @Test
  void compose_effectsEnd_leaveNoTrace() throws Exception {
    Scene scene =
        SceneBuilder.of(320, 180)
            .background(0xFF336699)
            .padding(30)
            .radius(10)
            .shadow(0, 4, 12, 0x80000000)
            .caption(new Caption(1000, 2000, "text", Anchor.BOTTOM, 4, 20, 0xFFFFFFFF, 0x80000000))
            .mask(new Mask(2000, 3000, Mask.Kind.COVER, 0, 0, 0.5, 0.5, 1))
            .zoom(
                new Zoom(
                    4000,
                    5000,
                    2,
                    0.2,
                    0.2,
                    Zoom.Space.LAYOUT,
                    Zoom.Mode.DOLLY,
                    Zoom.Easing.LINEAR,
                    0,
                    true))
            .build();
    VideoFrame picture = Drawings.test(320, 180);
    try (Compositor compositor = Drawings.create(scene, picture)) {
      VideoFrame plain = Drawings.draw(compositor, Drawings.moment(0, picture));
      for (long timeUs : new long[] {1500, 2500, 4500}) {
        VideoFrame changed = Drawings.draw(compositor, Drawings.moment(timeUs, picture));
        assertNotEquals(0, Drawings.difference(plain, changed), timeUs + " us");
        VideoFrame again = Drawings.draw(compositor, Drawings.moment(3500, picture));
        assertEquals(0, Drawings.difference(plain, again), "after " + timeUs + " us");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"16,16,1,1", "16384,16,1920,1080", "16,16384,641,3", "18,4098,33,17"})
  void draw_extremeSizes_work(int width, int height, int pictureWidth, int pictureHeight)
      throws Exception {
    Scene scene =
        SceneBuilder.of(width, height)
            .background(0xFFFF0000)
            .radius(3)
            .shadow(1, 1, 4, 0xFF000000)
            .caption("x", Anchor.CENTER, 8, -1, BOX)
            .pointer(Pointer.Shape.HAND, 10)
            .build();
    VideoFrame grey = Drawings.flat(pictureWidth, pictureHeight, 90, 128, 128);
    try (Compositor compositor = Drawings.create(scene, grey)) {
      PointerState somewhere = new PointerState(0.5, 0.5, true, 0);
      VideoFrame drawn = Drawings.draw(compositor, Drawings.moment(grey, somewhere));
      assertEquals(width, drawn.width());
      assertEquals(height, drawn.height());
      assertTrue(Drawings.luma(drawn, width / 2, height / 2) >= BLUE_Y - 2);
    }
  }
}
