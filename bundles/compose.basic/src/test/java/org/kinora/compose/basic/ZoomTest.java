package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.layout.Transform;
import org.kinora.lib.scale.Pictures;
import org.kinora.lib.scale.Scaler;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Background;
import org.kinora.scene.Scene;
import org.kinora.scene.Zoom;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.tck.support.RawPictures;

class ZoomTest {
  private static final int EDGE = 200;

  /** White from column {@value #EDGE} on: where that edge is drawn, to hundredths of a pixel. */
  @ParameterizedTest
  @EnumSource(Zoom.Easing.class)
  void compose_ramp_movesAnEdgeSmoothly(Zoom.Easing easing) throws Exception {
    VideoFrame edge = Drawings.flat(640, 360, Drawings.BLACK_Y, 128, 128);
    for (int y = 0; y < 360; y++) {
      for (int x = EDGE; x < 640; x++) {
        edge.planes().get(0).data().put(y * edge.planes().get(0).stride() + x, (byte) 235);
      }
    }
    Scene scene =
        SceneBuilder.of(640, 360).padding(20).zoom(1.7, 0.4, 0.5, Zoom.Mode.DOLLY, easing).build();
    SceneLayout layout = SceneLayout.of(scene, 640, 360);
    for (Quality quality : Quality.values()) {
      try (Compositor compositor = Drawings.create(scene, edge, quality, Drawings.NO_IMAGES)) {
        for (long timeUs = 500_000; timeUs <= 1_000_000; timeUs += 7_919) {
          VideoFrame drawn = Drawings.draw(compositor, Drawings.moment(timeUs, edge));
          double exact = layout.transform(timeUs).ofX(layout.outputX(EDGE));
          double tolerance = quality == Quality.FULL ? 0.05 : 0.1;
          assertEquals(exact, edgeIn(drawn, exact), tolerance, quality + " at " + timeUs + " us");
        }
      }
    }
  }

  /** The place that leaves as much black to its left as there is around it. */
  private static double edgeIn(VideoFrame drawn, double near) {
    int from = (int) near - 10;
    double dark = 0;
    for (int x = from; x < from + 20; x++) {
      dark += (235 - Drawings.luma(drawn, x, 180)) / 219.0;
    }
    return from + dark;
  }

  /** A dot at the focus is drawn where the formula says. */
  @ParameterizedTest
  @CsvSource({"DOLLY,0.25,0.3", "ANCHOR,0.25,0.3", "DOLLY,0.9,0.8", "ANCHOR,0.9,0.8"})
  void compose_fullScale_drawsTheFocusWhereTheFormulaSays(
      Zoom.Mode mode, double focusX, double focusY) throws Exception {
    int dotX = (int) (focusX * 640);
    int dotY = (int) (focusY * 360);
    VideoFrame dot = Drawings.flat(640, 360, Drawings.BLACK_Y, 128, 128);
    for (int i = 0; i < 16; i++) {
      int at = (dotY - 2 + i / 4) * dot.planes().get(0).stride() + dotX - 2 + i % 4;
      dot.planes().get(0).data().put(at, (byte) 235);
    }
    Scene scene =
        SceneBuilder.of(640, 360)
            .padding(20)
            .zoom(3, focusX, focusY, mode, Zoom.Easing.SMOOTH)
            .build();
    SceneLayout layout = SceneLayout.of(scene, 640, 360);
    Transform transform = layout.transform(1_500_000);

    VideoFrame drawn;
    try (Compositor compositor = Drawings.create(scene, dot)) {
      drawn = Drawings.draw(compositor, Drawings.moment(1_500_000, dot));
    }

    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < 360; y++) {
      for (int x = 0; x < 640; x++) {
        double light = Drawings.luma(drawn, x, y) - Drawings.BLACK_Y;
        sum += light;
        sumX += light * (x + 0.5);
        sumY += light * (y + 0.5);
      }
    }
    assertEquals(transform.ofX(layout.outputX(dotX)), sumX / sum, 0.1);
    assertEquals(transform.ofY(layout.outputY(dotY)), sumY / sum, 0.1);
    if (mode == Zoom.Mode.DOLLY) {
      assertEquals(320, sumX / sum, 0.1 + 3);
    }
  }

  /**
   * The beginning of a ramp looks as the picture before it, which libswscale scaled. The chroma of
   * an odd size reaches half a pixel beyond the picture; libswscale shrinks it to fit.
   */
  @ParameterizedTest
  @CsvSource({"640,360,44", "1280,720,44", "300,170,44", "641,361,32"})
  void draw_notZoomed_isWhatTheScalerDraws(int width, int height, double decibels)
      throws Exception {
    VideoFrame picture = Drawings.test(width, height);
    Scene scene = SceneBuilder.of(640, 360).padding(20).radius(20).build();
    SceneLayout layout = SceneLayout.of(scene, width, height);
    VideoFrame expected = Drawings.draw(scene, picture);

    VideoFrame drawn = Drawings.flat(640, 360, 16, 128, 128);
    new Resampler(Quality.FULL)
        .draw(
            picture,
            layout.crop(),
            layout.video().exact(),
            new RoundedRect(layout.video().exact(), 20),
            drawn);

    for (int i = 0; i < 3; i++) {
      double psnr = RawPictures.psnr(RawPictures.plane(expected, i), RawPictures.plane(drawn, i));
      assertTrue(psnr > decibels, "plane " + i + ": " + psnr + " dB");
    }
  }

  /** What stands still around the shadow is copied from the second picture of a ramp on. */
  @Test
  void compose_laterInARamp_isWhatAFreshCompositorDraws() throws Exception {
    Scene scene =
        SceneBuilder.of(640, 360)
            .background(
                new Background.RadialGradient(
                    0.3,
                    0.4,
                    0.8,
                    List.of(
                        new Background.Stop(0, 0xFF667EEA), new Background.Stop(1, 0xFF764BA2))))
            .padding(90)
            .radius(16)
            .shadow(3, 5, 20, 0xC0000000)
            .zoom(1.7, 0.4, 0.5, Zoom.Mode.DOLLY, Zoom.Easing.SMOOTH)
            .build();
    VideoFrame picture = Drawings.test(640, 360);
    try (Compositor compositor = Drawings.create(scene, picture)) {
      for (long timeUs = 500_000; timeUs <= 1_000_000; timeUs += 50_000) {
        VideoFrame drawn = Drawings.draw(compositor, Drawings.moment(timeUs, picture));
        try (Compositor fresh = Drawings.create(scene, picture)) {
          VideoFrame expected = Drawings.draw(fresh, Drawings.moment(timeUs, picture));
          assertTrue(Drawings.difference(expected, drawn) <= 1, "at " + timeUs + " us");
        }
      }
    }
  }

  @Test
  void compose_zoomedBackground_growsWithTheVideo() throws Exception {
    Background halves =
        new Background.LinearGradient(
            0, List.of(new Background.Stop(0.4, 0xFF000000), new Background.Stop(0.4, 0xFFFFFFFF)));
    Scene still = SceneBuilder.of(400, 300).background(halves).padding(140).build();
    VideoFrame grey = Drawings.flat(40, 40, 90, 128, 128);
    for (boolean zooms : new boolean[] {false, true}) {
      Scene scene =
          SceneBuilder.of(400, 300)
              .background(halves)
              .padding(140)
              .zoom(twice(0.5, Zoom.Mode.ANCHOR, zooms))
              .build();
      VideoFrame drawn = Drawings.draw(scene, grey);
      int edge = edge(Drawings.draw(still, grey));
      assertEquals(zooms ? 200 + 2 * (edge - 200) : edge, edge(drawn), 1.0);
    }
  }

  /** Nothing lies to the left of the enlarged background or above it but the one that stands. */
  @Test
  void compose_zoomedBackgroundMoved_standsStillBesideIt() throws Exception {
    Background slow =
        new Background.LinearGradient(
            30, List.of(new Background.Stop(0, 0xFF000000), new Background.Stop(1, 0xFFFFFFFF)));
    Zoom corner = twice(0.1, Zoom.Mode.DOLLY, /* zoomsBackground= */ true);
    SceneBuilder bare = SceneBuilder.of(400, 300).background(slow).padding(140);
    VideoFrame grey = Drawings.flat(40, 40, 90, 128, 128);
    VideoFrame still = Drawings.draw(bare.build(), grey);
    Scene scene = bare.zoom(corner).build();
    SceneLayout layout = SceneLayout.of(scene, 40, 40);
    Transform transform = layout.transform(0);
    Rect video = transform.of(layout.video().exact());

    VideoFrame drawn = Drawings.draw(scene, grey);

    assertTrue(transform.x() > 40 && transform.y() > 40, transform.toString());
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 400; x++) {
        boolean isBeside = x + 0.5 < transform.x() || y + 0.5 < transform.y();
        int fromX = isBeside ? x : (int) ((x + 0.5 - transform.x()) / transform.scale());
        int fromY = isBeside ? y : (int) ((y + 0.5 - transform.y()) / transform.scale());
        boolean isSeen =
            layout.video().and(new PixelRect(fromX, fromY, 1, 1)).isEmpty()
                && video.outwards().and(new PixelRect(x, y, 1, 1)).isEmpty();
        if (isSeen) {
          assertEquals(
              Drawings.luma(still, fromX, fromY), Drawings.luma(drawn, x, y), 2, x + "," + y);
        }
      }
    }
  }

  private static Zoom twice(double focus, Zoom.Mode mode, boolean zoomsBackground) {
    return new Zoom(
        0, 9, 2, focus, focus, Zoom.Space.LAYOUT, mode, Zoom.Easing.LINEAR, 0, zoomsBackground);
  }

  private static int edge(VideoFrame drawn) {
    int x = 0;
    while (Drawings.luma(drawn, x, 5) < 128) {
      x++;
    }
    return x;
  }

  /** Beyond the crop is nothing, also where the filter reaches over its edge. */
  @Test
  void draw_oddCrop_showsNothingOfWhatLiesBeyond() throws Exception {
    VideoFrame picture = Drawings.flat(101, 77, 235, 200, 40);
    for (int plane = 0; plane < 3; plane++) {
      int pixel = plane == 0 ? 1 : 2;
      int stride = picture.planes().get(plane).stride();
      for (int y = 21 / pixel; y < (21 + 32 + pixel - 1) / pixel; y++) {
        for (int x = 13 / pixel; x < (13 + 48 + pixel - 1) / pixel; x++) {
          byte number = (byte) (plane == 0 ? 80 : 128);
          picture.planes().get(plane).data().put(y * stride + x, number);
        }
      }
    }
    Scene scene = SceneBuilder.of(96, 64).crop(13, 21, 48, 32).build();

    VideoFrame drawn = Drawings.draw(scene, picture);

    assertEquals(0, Drawings.difference(Drawings.flat(96, 64, 80, 128, 128), drawn));
  }

  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void compose_zoomedLayout_showsTheSamePicture(PixelLayout layout) throws Exception {
    Scene scene =
        SceneBuilder.of(320, 180)
            .padding(8)
            .zoom(1.37, 0.5, 0.5, Zoom.Mode.ANCHOR, Zoom.Easing.SMOOTH)
            .build();
    VideoFrame i444 = RawPictures.testPicture(PixelLayout.I444, 320, 180, ColorInfo.BT709);
    VideoFrame other = Pictures.allocate(layout, 320, 180, ColorInfo.BT709);
    try (Scaler scaler = new Scaler(Scaler.Quality.BICUBIC)) {
      scaler.scale(i444, other);
    }

    byte[] expected = RawPictures.plane(Drawings.draw(scene, i444.at(1_200_000, 0)), 0);
    byte[] drawn = RawPictures.plane(Drawings.draw(scene, other.at(1_200_000, 0)), 0);

    double psnr = RawPictures.psnr(expected, drawn);
    assertTrue(psnr > 38, psnr + " dB");
  }
}
