package org.kinora.compose.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.compose.ImageSource;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.spi.compose.PointerState;
import org.kinora.tck.support.RawPictures;

/** For tests: what the basic compositor draws, as copies, and pictures for it. */
final class Drawings {
  static final int BLACK_Y = 16;
  static final int WHITE_Y = 235;

  static final ImageSource NO_IMAGES =
      (path, sink) -> {
        throw new MediaException(MediaError.DIR_NOT_FOUND, "no image " + path);
      };

  private Drawings() {}

  static Compositor create(Scene scene, VideoFrame like) throws IOException {
    return create(scene, like, Quality.FULL, NO_IMAGES);
  }

  static Compositor create(Scene scene, VideoFrame like, Quality quality, ImageSource images)
      throws IOException {
    VideoFormat track =
        new VideoFormat("raw", like.width(), like.height(), like.color(), Blob.EMPTY);
    return new BasicCompositorFactory()
        .create(new CompositorSettings(scene, track, quality, images));
  }

  /** One picture, as it looks at its own time. */
  static VideoFrame draw(Scene scene, VideoFrame screen) throws IOException {
    try (Compositor compositor = create(scene, screen)) {
      return draw(compositor, moment(screen.timeUs(), screen));
    }
  }

  static VideoFrame draw(Compositor compositor, Moment moment) throws IOException {
    List<VideoFrame> made = new ArrayList<>();
    compositor.compose(moment, frame -> made.add(copy((VideoFrame) frame)));
    assertEquals(1, made.size());
    return made.get(0);
  }

  static Moment moment(long timeUs, VideoFrame screen) {
    return new Moment(timeUs, List.of(new Layer(Layer.SCREEN, screen)), Optional.empty());
  }

  static Moment moment(VideoFrame screen, PointerState pointer) {
    return new Moment(
        screen.timeUs(), List.of(new Layer(Layer.SCREEN, screen)), Optional.of(pointer));
  }

  static Moment moment(VideoFrame screen, VideoFrame camera) {
    return new Moment(
        screen.timeUs(),
        List.of(new Layer(Layer.CAMERA, camera), new Layer(Layer.SCREEN, screen)),
        Optional.empty());
  }

  static VideoFrame copy(VideoFrame frame) {
    VideoFrame copy =
        Pictures.allocate(frame.layout(), frame.width(), frame.height(), frame.color());
    Pictures.copy(frame, copy);
    return copy.at(frame.timeUs(), frame.durationUs());
  }

  static VideoFrame test(int width, int height) {
    return RawPictures.testPicture(PixelLayout.I420, width, height, ColorInfo.BT709);
  }

  static VideoFrame white(int width, int height) {
    return flat(width, height, WHITE_Y, 128, 128);
  }

  static VideoFrame flat(int width, int height, int... yuv) {
    VideoFrame frame = Pictures.allocate(PixelLayout.I420, width, height, ColorInfo.BT709);
    for (int i = 0; i < yuv.length; i++) {
      RawPictures.fill(frame, i, yuv[i]);
    }
    return frame;
  }

  static int luma(VideoFrame frame, int x, int y) {
    return frame
            .planes()
            .get(0)
            .data()
            .get(frame.planes().get(0).data().position() + y * frame.planes().get(0).stride() + x)
        & 0xFF;
  }

  /** Greatest difference of any number of one picture to another's. */
  static int difference(VideoFrame one, VideoFrame other) {
    int most = 0;
    for (int i = 0; i < one.planes().size(); i++) {
      byte[] ours = RawPictures.plane(one, i);
      byte[] theirs = RawPictures.plane(other, i);
      for (int at = 0; at < ours.length; at++) {
        most = Math.max(most, Math.abs((ours[at] & 0xFF) - (theirs[at] & 0xFF)));
      }
    }
    return most;
  }
}
