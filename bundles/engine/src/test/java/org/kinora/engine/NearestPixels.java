package org.kinora.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kinora.codec.ffmpeg.FfmpegDecoderFactory;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.OutputSize;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.RawPictures;

/**
 * Shows the recorded picture alone, stretched to the output by its nearest pixels; at its own size
 * it stays as it is, to the last bit.
 */
public final class NearestPixels implements CompositorFactory {
  /** A scene of this padding is refused. */
  public static final int NO_ROOM = 5000;

  /** What was composed, without the pictures. */
  final List<Moment> moments = new CopyOnWriteArrayList<>();

  /** The product's codecs and formats with this compositor. */
  public Providers providers() {
    Providers providers = RealPlugins.providers();
    providers.addCompositor(
        this, new Fakes.Reference<>(Map.of("service.ranking", Integer.MAX_VALUE)));
    providers.addDecoder(
        new FfmpegDecoderFactory(),
        new Fakes.Reference<>(
            Map.of(
                DecoderFactory.CODEC,
                new String[] {"mjpeg", "webp", "bmp", "pcm_s16le"},
                "service.ranking",
                -1)));
    return providers;
  }

  /** Makes a media file with FFmpeg's program. */
  public static Path media(Path file, String arguments) {
    List<String> all = new ArrayList<>(List.of(arguments.split(" ", -1)));
    all.add(file.toString());
    Ffmpeg.run(all.toArray(String[]::new));
    return file;
  }

  @Override
  public Compositor create(CompositorSettings settings) throws MediaException {
    if (settings.scene().video().padding() == NO_ROOM) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "no room for the video");
    }
    VideoFormat screen = settings.screen();
    OutputSize size = settings.scene().output();
    VideoFormat output =
        new VideoFormat(
            "raw",
            size.width().orElse(screen.width()),
            size.height().orElse(screen.height()),
            ColorInfo.UNSPECIFIED,
            Blob.EMPTY);
    return new Compositor() {
      @Override
      public VideoFormat output() {
        return output;
      }

      @Override
      public void compose(Moment moment, FrameSink sink) throws IOException {
        VideoFrame picture = moment.layer(Layer.SCREEN).orElseThrow().frame();
        moments.add(new Moment(moment.timeUs(), List.of(), moment.pointer()));
        sink.accept(stretched(picture, output.width(), output.height()));
      }

      @Override
      public void close() {}
    };
  }

  private static VideoFrame stretched(VideoFrame from, int width, int height) {
    if (from.width() == width && from.height() == height) {
      return from;
    }
    PixelLayout layout = from.layout();
    VideoFrame to =
        RawPictures.of(
            new byte[sizeBytes(layout, width, height)], layout, width, height, from.color());
    for (int i = 0; i < layout.planes(); i++) {
      stretch(from, to, i);
    }
    return to.at(from.timeUs(), from.durationUs());
  }

  private static int sizeBytes(PixelLayout layout, int width, int height) {
    int bytes = 0;
    for (int i = 0; i < layout.planes(); i++) {
      bytes += layout.planeWidth(i, width) * layout.planeHeight(i, height) * layout.bytesPerPixel();
    }
    return bytes;
  }

  private static void stretch(VideoFrame from, VideoFrame to, int number) {
    PixelLayout layout = from.layout();
    Plane source = from.planes().get(number);
    Plane target = to.planes().get(number);
    int width = layout.planeWidth(number, to.width());
    int height = layout.planeHeight(number, to.height());
    for (int y = 0; y < height; y++) {
      int row = y * layout.planeHeight(number, from.height()) / height * source.stride();
      for (int x = 0; x < width; x++) {
        int column = x * layout.planeWidth(number, from.width()) / width;
        byte pixel = source.data().get(source.data().position() + row + column);
        target.data().put(y * target.stride() + x, pixel);
      }
    }
  }
}
