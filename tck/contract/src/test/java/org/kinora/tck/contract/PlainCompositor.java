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
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Background;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;

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
    CLAIMS_ALL,
    TAKES_NO_ROOM,
    SHARES_PICTURE
  }

  private final Bug bug;
  private final Scene scene;
  private final int width;
  private final int height;
  private final ByteBuffer pixels;
  private @Nullable VideoFrame kept;

  private PlainCompositor(Bug bug, Scene scene, ByteBuffer pixels) {
    this.bug = bug;
    this.scene = scene;
    width = scene.output().width().orElseThrow();
    height = scene.output().height().orElseThrow();
    this.pixels = pixels;
  }

  /** Makes such compositors. */
  record Factory(Bug bug, ByteBuffer shared) implements CompositorFactory {
    @Override
    public List<String> unsupported(Scene scene) {
      boolean isPlain =
          scene.background() instanceof Background.Solid
              && scene.video().shadow().isEmpty()
              && scene.video().crop().isEmpty()
              && scene.zooms().isEmpty()
              && scene.captions().isEmpty()
              && scene.masks().isEmpty()
              && scene.pointer().isEmpty()
              && scene.camera().isEmpty();
      return isPlain || bug == Bug.CLAIMS_ALL ? List.of() : List.of("effects");
    }

    @Override
    public Compositor create(CompositorSettings settings) throws IOException {
      Scene scene = settings.scene();
      int height = scene.output().height().orElseThrow();
      int size = scene.output().width().orElseThrow() * height;
      if (2 * scene.video().padding() >= height && bug != Bug.TAKES_NO_ROOM) {
        throw new MediaException(MediaError.ARGUMENT_INVALID, "no room for the video");
      }
      boolean shares = bug == Bug.SHARES_PICTURE;
      return new PlainCompositor(bug, scene, shares ? shared : ByteBuffer.allocateDirect(size));
    }
  }

  @Override
  public VideoFormat output() {
    return new VideoFormat("raw", width, height, ColorInfo.BT709, Blob.EMPTY);
  }

  @Override
  public void compose(Moment moment, FrameSink sink) throws IOException {
    VideoFrame screen =
        moment.layers().stream()
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
            bug == Bug.EVEN_TIMES ? screen.timeUs() / 1_000 * 1_000 : screen.timeUs(),
            screen.durationUs(),
            width,
            height,
            PixelLayout.GRAY,
            ColorInfo.BT709,
            List.of(new Plane(pixels.duplicate(), width)));
    for (int i = 0; i < (bug == Bug.MAKES_TWO ? 2 : 1); i++) {
      sink.accept(made);
    }
  }

  private void paint(byte luma) {
    int border = bug == Bug.FORGETS_BACKGROUND ? 0 : scene.video().padding();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside = x >= border && x < width - border && y >= border && y < height - border;
        pixels.put(y * width + x, inside ? luma : (byte) 235);
      }
    }
  }

  @Override
  public void close() {
    kept = null;
  }
}
