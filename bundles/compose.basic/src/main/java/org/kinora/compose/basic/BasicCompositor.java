package org.kinora.compose.basic;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.scale.Pictures;
import org.kinora.lib.scale.Scaler;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Scene;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.Layer;

/**
 * Draws into one canvas that already holds the background: each picture is scaled straight to its
 * place, then only the pixels of the corners are blended. Layers other than the screen are left
 * out.
 */
final class BasicCompositor implements Compositor {
  private static final int HD_COLUMNS = 1280;
  private static final int HD_LINES = 720;
  private static final int UNSPECIFIED = 2;

  private final Scene scene;
  private final VideoFormat source;
  private final VideoFrame background;
  private final VideoFrame canvas;
  private final Scaler scaler = new Scaler(Scaler.Quality.BICUBIC);
  private @Nullable Placement placement;

  /**
   * Where pictures of one size go.
   *
   * @param area the place
   * @param video the canvas's pixels there
   * @param corners what is blended afterwards
   */
  private record Placement(VideoArea area, VideoFrame video, RoundedCorners corners) {}

  BasicCompositor(Scene scene, VideoFormat source) {
    this.scene = scene;
    this.source = source;
    background =
        Pictures.allocate(PixelLayout.I420, scene.width(), scene.height(), ColorInfo.BT709);
    BackgroundPainter.paint(scene.background(), background);
    canvas = Pictures.allocate(PixelLayout.I420, scene.width(), scene.height(), ColorInfo.BT709);
  }

  @Override
  public VideoFormat output() {
    return new VideoFormat("raw", scene.width(), scene.height(), ColorInfo.BT709, Blob.EMPTY);
  }

  @Override
  public void compose(long timeUs, List<Layer> layers, FrameSink sink) throws IOException {
    VideoFrame screen = colored(screen(timeUs, layers));
    Placement place = place(VideoArea.fit(scene, screen.width(), screen.height()));
    scaler.scale(screen, place.video);
    place.corners.blend();
    sink.accept(lent().at(screen.timeUs(), screen.durationUs()));
  }

  /** The canvas with buffers whose positions the sink may move. */
  private VideoFrame lent() {
    return Pictures.part(canvas, 0, 0, canvas.width(), canvas.height());
  }

  private static VideoFrame screen(long timeUs, List<Layer> layers) throws MediaException {
    for (Layer layer : layers) {
      if (layer.name().equals(Layer.SCREEN)) {
        return layer.frame();
      }
    }
    throw new MediaException(
        MediaError.ARGUMENT_INVALID,
        "layers at %d us are %s, expected one named %s"
            .formatted(timeUs, layers.stream().map(Layer::name).toList(), Layer.SCREEN));
  }

  /**
   * What a picture's colour leaves open, its track says. A matrix that neither says is chosen as
   * players do: BT.709 for high definition, else BT.601, which the scaler takes.
   */
  private VideoFrame colored(VideoFrame frame) {
    ColorInfo own = frame.color();
    ColorInfo track = source.color();
    ColorInfo color =
        new ColorInfo(
            own.range() == ColorInfo.Range.UNSPECIFIED ? track.range() : own.range(),
            own.primaries() == UNSPECIFIED ? track.primaries() : own.primaries(),
            own.transfer() == UNSPECIFIED ? track.transfer() : own.transfer(),
            matrix(frame));
    return color.equals(own)
        ? frame
        : new VideoFrame(
            frame.timeUs(),
            frame.durationUs(),
            frame.width(),
            frame.height(),
            frame.layout(),
            color,
            frame.planes());
  }

  private int matrix(VideoFrame frame) {
    int said =
        frame.color().matrix() == UNSPECIFIED ? source.color().matrix() : frame.color().matrix();
    boolean isHd = frame.width() >= HD_COLUMNS || frame.height() >= HD_LINES;
    return said == UNSPECIFIED && isHd ? ColorInfo.BT709.matrix() : said;
  }

  /** The same place as before, or another one on a canvas that shows only background again. */
  private Placement place(VideoArea area) {
    if (placement == null || !placement.area.equals(area)) {
      Pictures.copy(background, canvas);
      placement =
          new Placement(
              area,
              area.of(canvas),
              new RoundedCorners(area.of(background), area.of(canvas), scene.cornerRadius()));
    }
    return placement;
  }

  @Override
  public void close() {
    scaler.close();
  }
}
