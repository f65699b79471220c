package org.kinora.lib.layout;

import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Anchor;
import org.kinora.scene.Camera;
import org.kinora.scene.Mask;
import org.kinora.scene.Scene;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.Zoom;

/**
 * Where everything of a scene lies for recorded pictures of one size.
 *
 * <p>Rounding happens here and nowhere else: a crop is whole pixels, what the video covers while
 * nothing is zoomed has even edges so that halved chroma falls on whole pixels, a camera likewise,
 * and a mask is rounded outwards to even edges. A zoom moves the rounded rectangles and rounds
 * nothing.
 *
 * @param scene the scene
 * @param width of the output in pixels, even
 * @param height of the output in pixels, even
 * @param crop what is shown of the recorded picture
 * @param video where the output shows it while nothing is zoomed; even
 */
public record SceneLayout(Scene scene, int width, int height, PixelRect crop, PixelRect video) {
  private static final int LEAST = 2;
  private static final int LEAST_ROOM = 4;

  /**
   * Lays out a scene at the size that it has for recorded pictures of this size.
   *
   * @throws MediaException ARGUMENT_INVALID if crop or padding leaves no room for the video
   */
  public static SceneLayout of(Scene scene, int pictureWidth, int pictureHeight)
      throws MediaException {
    PixelRect crop = crop(scene, pictureWidth, pictureHeight);
    int width = scene.output().width().orElse(Math.max(LEAST, crop.width()));
    int height = scene.output().height().orElse(Math.max(LEAST, crop.height()));
    return new SceneLayout(scene, width, height, crop, video(scene, width, height, crop));
  }

  /**
   * The layout of the same scene at the same size for recorded pictures of another size.
   *
   * @throws MediaException ARGUMENT_INVALID if the crop leaves nothing of them
   */
  public SceneLayout forPicture(int pictureWidth, int pictureHeight) throws MediaException {
    PixelRect other = crop(scene, pictureWidth, pictureHeight);
    return other.equals(crop)
        ? this
        : new SceneLayout(scene, width, height, other, video(scene, width, height, other));
  }

  /** The whole output. */
  public PixelRect whole() {
    return new PixelRect(0, 0, width, height);
  }

  /** Whole pixels; of an output of that size the odd column and row are left out. */
  private static PixelRect crop(Scene scene, int pictureWidth, int pictureHeight)
      throws MediaException {
    PixelRect whole = new PixelRect(0, 0, pictureWidth, pictureHeight);
    Optional<VideoLayout.Crop> wanted = scene.video().crop();
    PixelRect crop = wanted.map(part -> crop(part, whole)).orElse(whole).and(whole);
    if (crop.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "crop %s leaves nothing of a picture of %dx%d"
              .formatted(wanted.orElseThrow(), pictureWidth, pictureHeight));
    }
    return scene.output().isSource()
        ? new PixelRect(crop.x(), crop.y(), even(crop.width()), even(crop.height()))
        : crop;
  }

  private static int even(int length) {
    return length == 1 ? 1 : length / 2 * 2;
  }

  private static PixelRect crop(VideoLayout.Crop part, PixelRect whole) {
    if (part.unit() == VideoLayout.Crop.Unit.PIXELS) {
      return new PixelRect((int) part.x(), (int) part.y(), (int) part.width(), (int) part.height());
    }
    int x = Math.min((int) Math.round(part.x() * whole.width()), whole.width() - 1);
    int y = Math.min((int) Math.round(part.y() * whole.height()), whole.height() - 1);
    int right = (int) Math.round((part.x() + part.width()) * whole.width());
    int bottom = (int) Math.round((part.y() + part.height()) * whole.height());
    return new PixelRect(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
  }

  private static PixelRect video(Scene scene, int width, int height, PixelRect crop)
      throws MediaException {
    int margin = scene.video().padding() + scene.video().inset();
    int roomWidth = width - 2 * margin;
    int roomHeight = height - 2 * margin;
    if (roomWidth < Math.min(LEAST_ROOM, width) || roomHeight < Math.min(LEAST_ROOM, height)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "padding and inset of %d pixels leave no room for the video in %dx%d"
              .formatted(margin, width, height));
    }
    double scale = Math.min((double) roomWidth / crop.width(), (double) roomHeight / crop.height());
    int videoWidth = side(crop.width() * scale, roomWidth, width);
    int videoHeight = side(crop.height() * scale, roomHeight, height);
    return new PixelRect(
        (width - videoWidth) / 2,
        top(scene.video().position(), margin, videoHeight, height),
        videoWidth,
        videoHeight);
  }

  private static int top(Anchor position, int margin, int videoHeight, int height) {
    int middle = (height - videoHeight) / 2;
    int atTop = Math.min(middle, (margin + 1) / 2 * 2);
    return switch (position) {
      case TOP -> atTop;
      case BOTTOM -> height - videoHeight - atTop;
      default -> middle;
    };
  }

  /**
   * The length nearest to the exact one that leaves the same even margin at both ends: it differs
   * from the whole by a multiple of four.
   */
  private static int side(double exact, int room, int whole) {
    int rest = whole % 4;
    int nearest = (int) Math.round((exact - rest) / 4) * 4 + rest;
    int fitting = nearest > room ? nearest - 4 : nearest;
    return Math.max(fitting, rest == 0 ? 4 : rest);
  }

  /** How everything that zooms is drawn at a time of the recording. */
  public Transform transform(long timeUs) {
    Optional<Zoom> zoom = zoomAt(timeUs);
    return zoom.isPresent() ? transform(zoom.get(), timeUs) : Transform.IDENTITY;
  }

  /** The zoom that has begun and not ended at a time, ramps included. */
  public Optional<Zoom> zoomAt(long timeUs) {
    return scene.zooms().stream().filter(zoom -> zoom.progress(timeUs) > 0).findFirst();
  }

  private Transform transform(Zoom zoom, long timeUs) {
    double progress = zoom.progress(timeUs);
    double scale = 1 + (zoom.scale() - 1) * progress;
    Rect space = zoom.space() == Zoom.Space.SOURCE ? video.exact() : whole().exact();
    double focusX = space.x() + zoom.focusX() * space.width();
    double focusY = space.y() + zoom.focusY() * space.height();
    double toMiddle = zoom.mode() == Zoom.Mode.DOLLY ? progress : 0;
    return new Transform(
        scale,
        focusX * (1 - scale) + toMiddle * (width / 2.0 - focusX),
        focusY * (1 - scale) + toMiddle * (height / 2.0 - focusY));
  }

  /** The column of the output, before any zoom, that shows a column of the recorded picture. */
  public double outputX(double recorded) {
    return video.x() + (recorded - crop.x()) * video.width() / crop.width();
  }

  /** The row of the output, before any zoom, that shows a row of the recorded picture. */
  public double outputY(double recorded) {
    return video.y() + (recorded - crop.y()) * video.height() / crop.height();
  }

  /** The pixels of a recorded picture that a mask hides: even edges, or the picture's. */
  public static PixelRect mask(Mask mask, int pictureWidth, int pictureHeight) {
    Rect exact =
        new Rect(
            mask.x() * pictureWidth,
            mask.y() * pictureHeight,
            mask.width() * pictureWidth,
            mask.height() * pictureHeight);
    return exact.outwards().evenOutwards().and(new PixelRect(0, 0, pictureWidth, pictureHeight));
  }

  /** Where pictures of the camera of this size are shown: even, within the output. */
  public PixelRect camera(Camera camera, int pictureWidth, int pictureHeight) {
    double high = camera.size() * height;
    double ratio =
        camera.shape() == Camera.Shape.RECTANGLE ? (double) pictureWidth / pictureHeight : 1;
    double shrink = Math.min(1, width / (high * ratio));
    int cameraWidth = evenSide(high * ratio * shrink, width);
    int cameraHeight = evenSide(high * shrink, height);
    Rect exact = place(camera.anchor(), camera.margin(), cameraWidth, cameraHeight);
    return new PixelRect(
        2 * (int) Math.round(exact.x() / 2),
        2 * (int) Math.round(exact.y() / 2),
        cameraWidth,
        cameraHeight);
  }

  private static int evenSide(double exact, int most) {
    return Math.min(most, Math.max(LEAST, 2 * (int) Math.round(exact / 2)));
  }

  /**
   * Where something lies in the output at an anchor; a margin that leaves no room is made smaller.
   */
  public Rect place(Anchor anchor, int margin, double itsWidth, double itsHeight) {
    return new Rect(
        start(anchor.x(), margin, itsWidth, width),
        start(anchor.y(), margin, itsHeight, height),
        itsWidth,
        itsHeight);
  }

  private static double start(double anchor, int margin, double length, int whole) {
    double free = whole - length;
    double used = Math.max(0, Math.min(margin, free / 2));
    return used + (free - 2 * used) * anchor;
  }
}
