package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.Scene;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.Layer;

/** Puts the grey of the video's first pixel into the middle, or breaks one rule of the contract. */
final class PlainCompositor implements Compositor {
  /** The rule that is broken. */
  enum Bug {
    NONE,
    USES_ANY_LAYER,
    KEEPS_FRAME,
    EVEN_TIMES,
    MAKES_TWO,
    FORGETS_BACKGROUND,
    SHARES_PICTURE
  }

  private final Bug bug;
  private final Scene scene;
  private final ByteBuffer pixels;
  private @Nullable VideoFrame kept;

  private PlainCompositor(Bug bug, Scene scene, ByteBuffer pixels) {
    this.bug = bug;
    this.scene = scene;
    this.pixels = pixels;
  }

  /** Makes such compositors. */
  record Factory(Bug bug, ByteBuffer shared) implements CompositorFactory {
    @Override
    public Compositor create(Scene scene, VideoFormat source) {
      int size = scene.width() * scene.height();
      boolean shares = bug == Bug.SHARES_PICTURE;
      return new PlainCompositor(bug, scene, shares ? shared : ByteBuffer.allocateDirect(size));
    }
  }

  @Override
  public VideoFormat output() {
    return new VideoFormat("raw", scene.width(), scene.height(), ColorInfo.BT709, Blob.EMPTY);
  }

  @Override
  public void compose(long timeUs, List<Layer> layers, FrameSink sink) throws IOException {
    VideoFrame screen =
        layers.stream()
            .filter(layer -> layer.name().equals(Layer.SCREEN) || bug == Bug.USES_ANY_LAYER)
            .map(Layer::frame)
            .findFirst()
            .orElseThrow(
                () -> new MediaException(MediaError.ARGUMENT_INVALID, "no layer 'screen'"));
    byte luma = (byte) Pictures.luma(bug == Bug.KEEPS_FRAME && kept != null ? kept : screen, 0, 0);
    kept = screen;
    paint(luma);
    VideoFrame made =
        new VideoFrame(
            bug == Bug.EVEN_TIMES ? timeUs / 1_000 * 1_000 : timeUs,
            screen.durationUs(),
            scene.width(),
            scene.height(),
            PixelLayout.GRAY,
            ColorInfo.BT709,
            List.of(new Plane(pixels.duplicate(), scene.width())));
    for (int i = 0; i < (bug == Bug.MAKES_TWO ? 2 : 1); i++) {
      sink.accept(made);
    }
  }

  private void paint(byte luma) {
    int border = bug == Bug.FORGETS_BACKGROUND ? 0 : scene.padding();
    for (int y = 0; y < scene.height(); y++) {
      for (int x = 0; x < scene.width(); x++) {
        boolean inside =
            x >= border && x < scene.width() - border && y >= border && y < scene.height() - border;
        pixels.put(y * scene.width() + x, inside ? luma : (byte) 235);
      }
    }
  }

  @Override
  public void close() {
    kept = null;
  }
}
