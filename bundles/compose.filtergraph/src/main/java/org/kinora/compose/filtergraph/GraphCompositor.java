package org.kinora.compose.filtergraph;

import static org.kinora.compose.filtergraph.Expressions.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.layout.Transform;
import org.kinora.lib.scale.DrawnColor;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Camera;
import org.kinora.scene.Mask;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;

/**
 * Draws by a graph that is built anew whenever anything but the pictures changes. Zooms fall on
 * whole pixels, and each step of a ramp costs a new graph.
 */
final class GraphCompositor implements Compositor {
  private static final int UNSPECIFIED = 2;
  private static final int HD_COLUMNS = 1280;
  private static final int HD_LINES = 720;
  private static final int SCALER_REACH = 4;
  private static final String BACK = "back";
  private static final String OUTLINE = "outline";
  private static final String CAMERA_OUTLINE = "cameraoutline";

  private final CompositorSettings settings;
  private final SceneLayout layout;
  private final ColorInfo drawn;
  private @Nullable State state;
  private @Nullable PictureGraph graph;
  private long pictures;

  /**
   * What a graph is built for.
   *
   * @param screen the recorded picture's size and coding
   * @param camera the camera's
   * @param transform the zoom
   * @param masks those that hide something now
   */
  private record State(
      Coding screen, Optional<Coding> camera, Transform transform, List<Mask> masks) {}

  private record Coding(PixelLayout layout, int width, int height, ColorInfo color) {
    static Coding of(VideoFrame frame) {
      return new Coding(frame.layout(), frame.width(), frame.height(), frame.color());
    }
  }

  GraphCompositor(CompositorSettings settings) throws IOException {
    this.settings = settings;
    VideoFormat screen = settings.screen();
    layout = SceneLayout.of(settings.scene(), screen.width(), screen.height());
    drawn = DrawnColor.of(screen);
  }

  @Override
  public VideoFormat output() {
    return new VideoFormat("raw", layout.width(), layout.height(), drawn, Blob.EMPTY);
  }

  @Override
  public void compose(Moment moment, FrameSink sink) throws IOException {
    VideoFrame screen =
        colored(
            moment
                .layer(Layer.SCREEN)
                .orElseThrow(
                    () ->
                        new MediaException(
                            MediaError.ARGUMENT_INVALID,
                            "no layer %s at %d us".formatted(Layer.SCREEN, moment.timeUs())))
                .frame());
    Optional<VideoFrame> camera =
        settings.scene().camera().isPresent()
            ? moment.layer(Layer.CAMERA).map(layer -> colored(layer.frame()))
            : Optional.empty();
    State now =
        new State(
            Coding.of(screen),
            camera.map(Coding::of),
            layout.transform(moment.timeUs()),
            settings.scene().masks().stream().filter(mask -> mask.isAt(moment.timeUs())).toList());
    PictureGraph filters = graph;
    if (filters == null || !now.equals(state)) {
      filters = rebuild(now, screen, camera);
    } else {
      filters.putAgain(BACK, pictures);
      filters.putAgain(OUTLINE, pictures);
      if (camera.isPresent()) {
        filters.putAgain(CAMERA_OUTLINE, pictures);
      }
    }
    filters.put(Layer.SCREEN, screen, pictures);
    if (camera.isPresent()) {
      filters.put(Layer.CAMERA, camera.get(), pictures);
    }
    pictures++;
    sink.accept(filters.take(PixelLayout.I420, drawn).at(screen.timeUs(), screen.durationUs()));
  }

  /** What a picture's colour leaves open, its track says; else BT.709 for HD, BT.601 below. */
  private VideoFrame colored(VideoFrame frame) {
    ColorInfo own = frame.color();
    ColorInfo track = settings.screen().color();
    boolean isHd = frame.width() >= HD_COLUMNS || frame.height() >= HD_LINES;
    int said = own.matrix() == UNSPECIFIED ? track.matrix() : own.matrix();
    int usual = isHd ? ColorInfo.BT709.matrix() : 6;
    ColorInfo.Range range =
        own.range() == ColorInfo.Range.UNSPECIFIED ? track.range() : own.range();
    boolean isGray = frame.layout() == PixelLayout.GRAY;
    ColorInfo color =
        new ColorInfo(
            range == ColorInfo.Range.UNSPECIFIED && isGray ? ColorInfo.Range.FULL : range,
            own.primaries(),
            own.transfer(),
            said == UNSPECIFIED ? usual : said);
    return new VideoFrame(
        frame.timeUs(),
        frame.durationUs(),
        frame.width(),
        frame.height(),
        frame.layout(),
        color,
        frame.planes());
  }

  private PictureGraph rebuild(State next, VideoFrame screen, Optional<VideoFrame> camera)
      throws IOException {
    close();
    SceneLayout placed = layout.forPicture(screen.width(), screen.height());
    Rect video = next.transform.of(placed.video().exact());
    PixelRect source = visible(placed, next.transform);
    PixelRect target = target(placed, next.transform, source);
    VideoFrame back = StillLayers.background(placed, next.transform, drawn, settings.images());
    VideoFrame outline =
        StillLayers.outline(
            video.moved(-target.x(), -target.y()),
            placed.scene().video().cornerRadius() * next.transform.scale(),
            target.width(),
            target.height());
    StringBuilder description = new StringBuilder();
    description.append(PictureGraph.source(BACK, back)).append(';');
    description.append(PictureGraph.source(OUTLINE, outline)).append(';');
    description.append(PictureGraph.source(Layer.SCREEN, screen));
    description.append(masked(next.masks, screen));
    description.append(
        text(
            ";[masked]crop=%d:%d:%d:%d:exact=1,scale=%d:%d:flags=%s:out_color_matrix=%d"
                + ":out_range=tv,format=yuva420p[scaled];[scaled][%s]alphamerge[video];"
                + "[%s][video]overlay=%d:%d:format=yuv420[drawn]",
            source.width(),
            source.height(),
            source.x(),
            source.y(),
            target.width(),
            target.height(),
            flags(),
            drawn.matrix(),
            OUTLINE,
            BACK,
            target.x(),
            target.y()));
    VideoFrame cameraOutline = null;
    if (camera.isPresent()) {
      Camera style = placed.scene().camera().orElseThrow();
      PixelRect at = placed.camera(style, camera.get().width(), camera.get().height());
      cameraOutline = cameraOutline(style, at);
      description.append(';').append(PictureGraph.source(CAMERA_OUTLINE, cameraOutline));
      description.append(';').append(PictureGraph.source(Layer.CAMERA, camera.get()));
      description.append(cameraDrawn(style, at, camera.get()));
    } else {
      description.append(";[drawn]null[done]");
    }
    description.append(";[done]format=yuv420p,").append(PictureGraph.SINK);
    PictureGraph made = PictureGraph.of(description.toString());
    graph = made;
    state = next;
    made.put(BACK, back, pictures);
    made.put(OUTLINE, outline, pictures);
    if (cameraOutline != null) {
      made.put(CAMERA_OUTLINE, cameraOutline, pictures);
    }
    return made;
  }

  private String flags() {
    return settings.quality() == CompositorSettings.Quality.DRAFT
        ? "bilinear"
        : "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp";
  }

  /** The pixels of the crop that the output shows, and those that the scaler looks at. */
  private static PixelRect visible(SceneLayout layout, Transform transform) {
    double perColumn = layout.outputX(1) - layout.outputX(0);
    double perRow = layout.outputY(1) - layout.outputY(0);
    double left = (-transform.x() / transform.scale() - layout.outputX(0)) / perColumn;
    double top = (-transform.y() / transform.scale() - layout.outputY(0)) / perRow;
    double width = layout.width() / transform.scale() / perColumn;
    double height = layout.height() / transform.scale() / perRow;
    PixelRect wanted =
        new Rect(
                left - SCALER_REACH,
                top - SCALER_REACH,
                width + 2 * SCALER_REACH,
                height + 2 * SCALER_REACH)
            .outwards()
            .evenOutwards();
    PixelRect shown = wanted.and(layout.crop());
    return shown.isEmpty() ? layout.crop() : shown;
  }

  /** Where these pixels of the recorded picture are drawn, in whole pixels. */
  private static PixelRect target(SceneLayout layout, Transform transform, PixelRect source) {
    int left = (int) Math.round(transform.ofX(layout.outputX(source.x())));
    int top = (int) Math.round(transform.ofY(layout.outputY(source.y())));
    int right = (int) Math.round(transform.ofX(layout.outputX(source.right())));
    int bottom = (int) Math.round(transform.ofY(layout.outputY(source.bottom())));
    return new PixelRect(left, top, Math.max(2, right - left), Math.max(2, bottom - top));
  }

  /** From {@code [screen]} to {@code [masked]}. */
  private static String masked(List<Mask> masks, VideoFrame screen) {
    StringBuilder chain = new StringBuilder();
    String from = Layer.SCREEN;
    for (int i = 0; i < masks.size(); i++) {
      Mask mask = masks.get(i);
      PixelRect rect = SceneLayout.mask(mask, screen.width(), screen.height());
      String box = text("%d:%d:%d:%d", rect.width(), rect.height(), rect.x(), rect.y());
      String to = "mask" + i;
      if (mask.kind() == Mask.Kind.COVER) {
        chain.append(
            text(
                ";[%s]drawbox=%d:%d:%d:%d:black:fill[%s]",
                from, rect.x(), rect.y(), rect.width(), rect.height(), to));
      } else {
        long strength = Math.round(mask.strength());
        String hide =
            mask.kind() == Mask.Kind.BLUR
                ? text("gblur=sigma=%f:steps=4", mask.strength())
                : text("pixelize=w=%d:h=%d", strength, strength);
        chain.append(
            text(
                ";[%1$s]split[%2$sa][%2$sb];[%2$sb]crop=%3$s:exact=1,%4$s[%2$sc];"
                    + "[%2$sa][%2$sc]overlay=%5$d:%6$d:format=auto[%2$s]",
                from, to, box, hide, rect.x(), rect.y()));
      }
      from = to;
    }
    return chain.append(text(";[%s]null[masked]", from)).toString();
  }

  private static VideoFrame cameraOutline(Camera style, PixelRect at) throws IOException {
    double radius = style.shape() == Camera.Shape.CIRCLE ? at.width() / 2.0 : style.cornerRadius();
    return StillLayers.outline(
        new Rect(0, 0, at.width(), at.height()), radius, at.width(), at.height());
  }

  /** From {@code [drawn]} and {@code [camera]} to {@code [done]}. */
  private String cameraDrawn(Camera style, PixelRect at, VideoFrame picture) {
    double scale =
        Math.max((double) at.width() / picture.width(), (double) at.height() / picture.height());
    int width = (int) Math.round(at.width() / scale);
    int height = (int) Math.round(at.height() / scale);
    return text(
        ";[%s]crop=%d:%d:exact=1%s,scale=%d:%d:flags=%s:out_color_matrix=%d:out_range=tv,"
            + "format=yuva420p[camerascaled];[camerascaled][%s]alphamerge[cameradrawn];"
            + "[drawn][cameradrawn]overlay=%d:%d:format=yuv420[done]",
        Layer.CAMERA,
        width,
        height,
        style.mirrored() ? ",hflip" : "",
        at.width(),
        at.height(),
        flags(),
        drawn.matrix(),
        CAMERA_OUTLINE,
        at.x(),
        at.y());
  }

  @Override
  public void close() {
    PictureGraph old = graph;
    graph = null;
    state = null;
    if (old != null) {
      old.close();
    }
  }
}
