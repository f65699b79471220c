package org.example.first;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.osgi.service.component.annotations.Component;

/** White pictures, whatever was recorded, preferred to every other compositor. */
@Component(property = {"compositor=first", "service.ranking:Integer=1000"})
public final class FirstCompositor implements CompositorFactory {
  private static final byte WHITE = (byte) 235;

  @Override
  public Compositor create(CompositorSettings settings) {
    int width = settings.scene().output().width().orElse(settings.screen().width());
    int height = settings.scene().output().height().orElse(settings.screen().height());
    return new Session(new VideoFormat("raw", width, height, ColorInfo.BT709, Blob.EMPTY));
  }

  private record Session(VideoFormat output) implements Compositor {
    @Override
    public void compose(Moment moment, FrameSink sink) throws IOException {
      VideoFrame screen =
          moment
              .layer(Layer.SCREEN)
              .map(Layer::frame)
              .orElseThrow(() -> new MediaException(MediaError.ARGUMENT_INVALID, "no screen"));
      ByteBuffer pixels = ByteBuffer.allocateDirect(output.width() * output.height());
      while (pixels.hasRemaining()) {
        pixels.put(WHITE);
      }
      sink.accept(
          new VideoFrame(
              screen.timeUs(),
              screen.durationUs(),
              output.width(),
              output.height(),
              PixelLayout.GRAY,
              output.color(),
              List.of(new Plane(pixels.flip(), output.width()))));
    }

    @Override
    public void close() {
      // nothing to release
    }
  }
}
