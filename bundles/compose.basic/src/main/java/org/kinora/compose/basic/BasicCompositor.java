package org.kinora.compose.basic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.compose.basic.Canvas.Look;
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
import org.kinora.scene.Scene;
import org.kinora.scene.Zoom;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;

/**
 * Draws without a detour through RGB onto a canvas: its own, or one of a few that it is given. As
 * long as nothing is zoomed, a canvas keeps background and shadow: each picture is scaled straight
 * to its place, the pixels of the corners are blended, and only where something lay on top the
 * backdrop is put back first. What would look as before is not drawn at all, or copied.
 */
final class BasicCompositor implements Compositor {
  private final Scene scene;
  private final SceneLayout layout;
  private final ColorInfo color;
  private final Backdrop backdrop;
  private final Recorded recorded;
  private final Scaler scaler;
  private final Resampler resampler;
  private final Optional<PointerPainter> pointer;
  private final Optional<CameraPainter> camera;
  private final CaptionPainter captions;

  /** By the buffer of the first plane. */
  private final IdentityHashMap<ByteBuffer, Canvas> canvases = new IdentityHashMap<>();

  /** For those who keep no picture; made for the first of them. */
  private @Nullable Canvas own;

  /** What was drawn last; null before that. */
  private @Nullable Canvas last;

  /** How the backdrop looked then. */
  private Backdrop.@Nullable View lastView;

  /** Of the last video that no zoom moved. */
  private @Nullable Cornered corners;

  private boolean closed;

  /** The corners of a video, and where it stands. */
  private record Cornered(Backdrop.View view, RoundedCorners corners) {}

  private BasicCompositor(
      CompositorSettings settings, SceneLayout layout, ColorInfo color, Paint paint) {
    this.layout = layout;
    scene = settings.scene();
    boolean isFull = settings.quality() == Quality.FULL;
    Scaler.Quality scaling = isFull ? Scaler.Quality.BICUBIC : Scaler.Quality.FAST;
    this.color = color;
    backdrop = new Backdrop(paint, layout, color);
    recorded = new Recorded(settings.screen(), color);
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
    return new VideoFormat("raw", layout.width(), layout.height(), color, Blob.EMPTY);
  }

  @Override
  public void compose(Moment moment, FrameSink sink) throws IOException {
    Canvas canvas = own;
    if (canvas == null) {
      canvas =
          new Canvas(Pictures.allocate(PixelLayout.I420, layout.width(), layout.height(), color));
      own = canvas;
    }
    VideoFrame made = compose(moment, canvas);
    // buffers of its own, whose positions the sink may move
    VideoFrame lent = Pictures.part(made, 0, 0, made.width(), made.height());
    sink.accept(lent);
  }

  @Override
  public void compose(Moment moment, VideoFrame canvas, FrameSink sink) throws IOException {
    ByteBuffer memory = canvas.planes().get(0).data();
    sink.accept(compose(moment, canvases.computeIfAbsent(memory, known -> new Canvas(canvas))));
  }

  /** Lets a canvas show a moment. */
  private VideoFrame compose(Moment moment, Canvas canvas) throws IOException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "compositor is closed");
    }
    VideoFrame screen = screen(moment);
    SceneLayout here = layout.forPicture(screen.width(), screen.height());
    Look look = look(moment, screen, here);
    if (!canvas.shows(look)) {
      if (last != null && last.shows(look)) {
        canvas.copy(last);
      } else {
        canvas.begin();
        draw(moment, screen, here, look, canvas);
        canvas.end(look);
      }
    }
    last = canvas;
    return canvas.picture().at(screen.timeUs(), screen.durationUs());
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

  private void draw(Moment moment, VideoFrame screen, SceneLayout here, Look look, Canvas canvas)
      throws IOException {
    Backdrop.View view =
        new Backdrop.View(
            look.transform().of(here.video().exact()), look.transform(), look.zoomsBackground());
    RoundedRect shape = view.shape(scene.video());
    VideoFrame target = canvas.picture();
    restore(view, shape, canvas);
    if (look.transform().isIdentity() && isEven(here.crop())) {
      VideoFrame picture = recorded.picture(screen, look.masks(), Optional.empty());
      scaler.scale(Canvas.part(picture, here.crop()), Canvas.part(target, here.video()));
      corners(view, here.video(), shape).blend(target);
      canvas.keep(view);
    } else {
      VideoFrame picture = recorded.picture(screen, look.masks(), Optional.of(target));
      resampler.draw(picture, here.crop(), view.video(), shape, target);
    }
    look.pointer().ifPresent(mark -> pointer.orElseThrow().paint(mark, shape, target));
    Optional<Layer> face = moment.layer(Layer.CAMERA);
    if (camera.isPresent() && face.isPresent()) {
      canvas.add(camera.get().paint(face.get().frame(), target));
    }
    captions.paint(look.captions(), target).forEach(canvas::add);
  }

  private static boolean isEven(PixelRect rect) {
    return rect.x() % 2 == 0 && rect.y() % 2 == 0;
  }

  /** Lets a canvas show the backdrop wherever the video will not cover it. */
  private void restore(Backdrop.View view, RoundedRect shape, Canvas canvas) {
    if (canvas.shows(view)) {
      canvas.clearTop(backdrop.picture(view));
    } else {
      canvas.forget();
      if (!shape.contains(layout.whole().exact())) {
        showAround(view, canvas.picture());
      }
    }
    lastView = view;
  }

  /** While something moves, no backdrop is kept: the next picture has another. */
  private void showAround(Backdrop.View view, VideoFrame target) {
    if (view.equals(lastView) || view.transform().isIdentity()) {
      Pictures.copy(backdrop.picture(view), target);
    } else {
      backdrop.draw(view, target);
    }
  }

  private RoundedCorners corners(Backdrop.View view, PixelRect video, RoundedRect shape) {
    Cornered prepared = corners;
    if (prepared == null || !prepared.view.equals(view)) {
      prepared = new Cornered(view, new RoundedCorners(shape, video, backdrop.picture(view)));
      corners = prepared;
    }
    return prepared.corners;
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
