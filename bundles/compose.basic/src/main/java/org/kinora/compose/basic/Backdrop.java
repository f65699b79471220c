package org.kinora.compose.basic;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.layout.Transform;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;
import org.kinora.scene.VideoLayout;

/**
 * What lies behind the video: background and shadow, rounded to 8 bits once. Drawn again only when
 * something moves; what the video hides is left out.
 */
final class Backdrop {
  private static final int PLANES = 3;

  private final Paint paint;
  private final VideoLayout style;
  private final VideoFrame picture;
  private final float[] row;
  private @Nullable View drawn;

  /**
   * How the backdrop looks.
   *
   * @param video what the video covers
   * @param transform how the video is enlarged
   * @param zoomsBackground whether the background is too
   */
  record View(Rect video, Transform transform, boolean zoomsBackground) {
    /** The video with its corners. */
    RoundedRect shape(VideoLayout style) {
      return new RoundedRect(video, style.cornerRadius() * transform.scale());
    }
  }

  Backdrop(Paint paint, SceneLayout layout) {
    this.paint = paint;
    style = layout.scene().video();
    picture = Pictures.allocate(PixelLayout.I420, layout.width(), layout.height(), ColorInfo.BT709);
    row = new float[layout.width()];
  }

  /** The backdrop of a view, valid until the next call; what the video hides is undefined. */
  VideoFrame picture(View view) {
    if (!view.equals(drawn)) {
      drawn = null;
      draw(view);
      drawn = view;
    }
    return picture;
  }

  private void draw(View view) {
    RoundedRect hidden = view.shape(style);
    GaussianShadow shadow = style.shadow().map(found -> shadow(found, view)).orElse(null);
    for (int i = 0; i < PLANES; i++) {
      int pixel = i == 0 ? 1 : 2;
      int columns = picture.layout().planeWidth(i, picture.width());
      int rows = picture.layout().planeHeight(i, picture.height());
      for (int y = 0; y < rows; y++) {
        RoundedRect.Columns whole = hidden.wholeColumns(y, pixel).within(columns);
        span(view, shadow, i, y, 0, whole.from());
        span(view, shadow, i, y, whole.to(), columns);
      }
    }
  }

  private @Nullable GaussianShadow shadow(VideoLayout.Shadow style, View view) {
    double scale = view.transform.scale();
    Rect rect = view.video.moved(style.offsetX() * scale, style.offsetY() * scale);
    GaussianShadow shadow =
        new GaussianShadow(
            new RoundedRect(rect, this.style.cornerRadius() * scale),
            style.blur() / 2 * scale,
            style.argb(),
            picture.width());
    return shadow.isInvisible() ? null : shadow;
  }

  private void span(
      View view, @Nullable GaussianShadow shadow, int plane, int y, int from, int to) {
    int count = to - from;
    if (count <= 0) {
      return;
    }
    int pixel = plane == 0 ? 1 : 2;
    double centerX = (from + 0.5) * pixel;
    double centerY = (y + 0.5) * pixel;
    paint.row(plane, centerX, centerY, pixel, row, count);
    if (view.zoomsBackground) {
      overZoomed(view.transform, plane, y, from, count);
    }
    if (shadow != null) {
      shadow.over(plane, y, from, row, count);
    }
    Plane target = picture.planes().get(plane);
    ByteBuffer data = target.data();
    Dither.row(row, count, from, y, data, data.position() + y * target.stride() + from);
  }

  /** Draws the enlarged background over a span of the one that stands still. */
  private void overZoomed(Transform transform, int plane, int y, int from, int count) {
    int pixel = plane == 0 ? 1 : 2;
    Rect moved = transform.of(new Rect(0, 0, picture.width(), picture.height()));
    double centerY = (y + 0.5) * pixel;
    int first = (int) Math.max(0, Math.ceil(moved.x() / pixel - 0.5) - from);
    int end = (int) Math.min(count, Math.ceil(moved.right() / pixel - 0.5) - from);
    if (first < end && centerY >= moved.y() && centerY < moved.bottom()) {
      float[] zoomed = new float[end - first];
      paint.row(
          plane,
          ((from + first + 0.5) * pixel - transform.x()) / transform.scale(),
          (centerY - transform.y()) / transform.scale(),
          pixel / transform.scale(),
          zoomed,
          zoomed.length);
      System.arraycopy(zoomed, 0, row, first, zoomed.length);
    }
  }
}
