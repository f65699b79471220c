package org.kinora.compose.basic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.compose.basic.PointerPainter.Mark;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.layout.Transform;
import org.kinora.lib.scale.DrawnColor;
import org.kinora.lib.scale.Pictures;
import org.kinora.lib.scale.Scaler;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.Scene;
import org.kinora.scene.Zoom;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;

/**
 * Draws onto one canvas, without a detour through RGB. As long as nothing is zoomed, the canvas
 * keeps background and shadow: each picture is scaled straight to its place, the pixels of the
 * corners are blended, and only where something lay on top the backdrop is put back first. What
 * would look as before is not drawn at all.
 */
final class BasicCompositor implements Compositor {
  private final Scene scene;
  private final SceneLayout layout;
  private final VideoFrame canvas;
  private final Backdrop backdrop;
  private final Recorded recorded;
  private final Scaler scaler;
  private final Resampler resampler;
  private final Optional<PointerPainter> pointer;
  private final Optional<CameraPainter> camera;
  private final CaptionPainter captions;

  /** What the canvas shows; null while it is drawn, and if that failed. */
  private @Nullable Look drawn;

  /** What the canvas shows around the video. */
  private Backdrop.@Nullable View around;

  /** What lies on top of the backdrop beside the video, and has to be put back. */
  private final List<PixelRect> onTop = new ArrayList<>();

  /** Of the video where it stands now; null while it is zoomed. */
  private @Nullable RoundedCorners corners;

  private boolean closed;

  /** Everything that a picture depends on. */
  private record Look(
      long screenUs,
      Transform transform,
      boolean zoomsBackground,
      List<Mask> masks,
      List<Caption> captions,
      OptionalLong cameraUs,
      Optional<Mark> pointer) {}

  private BasicCompositor(
      CompositorSettings settings, SceneLayout layout, ColorInfo color, Paint paint) {
    this.layout = layout;
    scene = settings.scene();
    boolean isFull = settings.quality() == Quality.FULL;
    Scaler.Quality scaling = isFull ? Scaler.Quality.BICUBIC : Scaler.Quality.FAST;
    canvas = Pictures.allocate(PixelLayout.I420, layout.width(), layout.height(), color);
    backdrop = new Backdrop(paint, layout, color);
    recorded = new Recorded(settings.screen(), canvas);
    scaler = new Scaler(scaling);
    resampler = new Resampler(settings.quality());
    pointer = scene.pointer().map(PointerPainter::new);
    camera = scene.camera().map(shown -> new CameraPainter(shown, layout, scaling));
    captions = new CaptionPainter(layout);
  }

  static BasicCompositor create(CompositorSettings settings) throws IOException {
    VideoFormat screen = settings.screen();
    SceneLayout layout = SceneLayout.of(settings.scene(), screen.width(), screen.height());
    ColorInfo color = DrawnColor.of(screen);
    Paint paint = Paint.of(settings.scene().background(), layout, color, settings.images());
    return new BasicCompositor(settings, layout, color, paint);
  }

  @Override
  public VideoFormat output() {
    return new VideoFormat("raw", canvas.width(), canvas.height(), canvas.color(), Blob.EMPTY);
  }

  @Override
  public void compose(Moment moment, FrameSink sink) throws IOException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "compositor is closed");
    }
    VideoFrame screen = screen(moment);
    SceneLayout here = layout.forPicture(screen.width(), screen.height());
    Look look = look(moment, screen, here);
    if (!look.equals(drawn)) {
      if (drawn == null) {
        // the first, or the one before was not finished: the canvas is made anew
        corners = null;
      }
      drawn = null;
      draw(moment, screen, here, look);
      drawn = look;
    }
    // buffers of its own, whose positions the sink may move
    VideoFrame lent = Pictures.part(canvas, 0, 0, canvas.width(), canvas.height());
    sink.accept(lent.at(screen.timeUs(), screen.durationUs()));
  }

  private static VideoFrame screen(Moment moment) throws MediaException {
    return moment
        .layer(Layer.SCREEN)
        .map(Layer::frame)
        .orElseThrow(
            () ->
                new MediaException(
                    MediaError.ARGUMENT_INVALID,
                    "layers at %d us are %s, expected one named %s"
                        .formatted(
                            moment.timeUs(),
                            moment.layers().stream().map(Layer::name).toList(),
                            Layer.SCREEN)));
  }

  private Look look(Moment moment, VideoFrame screen, SceneLayout here) {
    long timeUs = moment.timeUs();
    Transform transform = here.transform(timeUs);
    return new Look(
        screen.timeUs(),
        transform,
        here.zoomAt(timeUs).map(Zoom::zoomsBackground).orElse(false),
        scene.masks().stream().filter(mask -> mask.isAt(timeUs)).toList(),
        scene.captions().stream().filter(caption -> caption.isAt(timeUs)).toList(),
        camera
            .flatMap(shown -> moment.layer(Layer.CAMERA))
            .map(layer -> OptionalLong.of(layer.frame().timeUs()))
            .orElse(OptionalLong.empty()),
        pointer.flatMap(painter -> mark(moment, painter, here, transform)));
  }

  private static Optional<Mark> mark(
      Moment moment, PointerPainter painter, SceneLayout here, Transform transform) {
    return moment
        .pointer()
        .map(
            state ->
                new Mark(
                    transform.ofX(here.outputX(state.x())),
                    transform.ofY(here.outputY(state.y())),
                    transform.scale(),
                    state.pressed(),
                    painter.opacity(state.idleUs())))
        .filter(mark -> mark.opacity() > 0);
  }

  private void draw(Moment moment, VideoFrame screen, SceneLayout here, Look look)
      throws IOException {
    Backdrop.View view =
        new Backdrop.View(
            look.transform.of(here.video().exact()), look.transform, look.zoomsBackground);
    RoundedRect shape = view.shape(scene.video());
    restore(view, shape);
    if (look.transform.isIdentity() && isEven(here.crop())) {
      VideoFrame picture = recorded.picture(screen, look.masks, false);
      scaler.scale(part(picture, here.crop()), part(canvas, here.video()));
      corners(view, here.video(), shape).blend();
    } else {
      VideoFrame picture = recorded.picture(screen, look.masks, true);
      resampler.draw(picture, here.crop(), view.video(), shape, canvas);
    }
    look.pointer.ifPresent(mark -> pointer.orElseThrow().paint(mark, shape, canvas));
    Optional<Layer> face = moment.layer(Layer.CAMERA);
    if (camera.isPresent() && face.isPresent()) {
      onTop.add(camera.get().paint(face.get().frame(), canvas));
    }
    onTop.addAll(captions.paint(look.captions, canvas));
  }

  private static boolean isEven(PixelRect rect) {
    return rect.x() % 2 == 0 && rect.y() % 2 == 0;
  }

  private static VideoFrame part(VideoFrame whole, PixelRect rect) {
    return Pictures.part(whole, rect.x(), rect.y(), rect.width(), rect.height());
  }

  /** Lets the canvas show the backdrop wherever the video will not cover it. */
  private void restore(Backdrop.View view, RoundedRect shape) {
    if (view.equals(around) && corners != null) {
      for (PixelRect rect : onTop) {
        if (!rect.isEmpty()) {
          Pictures.copy(part(backdrop.picture(view), rect), part(canvas, rect));
        }
      }
    } else {
      boolean stays = view.equals(around) || view.transform().isIdentity();
      corners = null;
      around = view;
      if (!shape.contains(layout.whole().exact())) {
        showAround(view, stays);
      }
    }
    onTop.clear();
  }

  /** While something moves, no backdrop is kept: the next picture has another. */
  private void showAround(Backdrop.View view, boolean stays) {
    if (stays) {
      Pictures.copy(backdrop.picture(view), canvas);
    } else {
      backdrop.draw(view, canvas);
    }
  }

  private RoundedCorners corners(Backdrop.View view, PixelRect video, RoundedRect shape) {
    RoundedCorners prepared = corners;
    if (prepared == null) {
      prepared = new RoundedCorners(shape, video, backdrop.picture(view), canvas);
      corners = prepared;
    }
    return prepared;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      scaler.close();
      recorded.close();
      camera.ifPresent(CameraPainter::close);
      captions.close();
    }
  }
}
