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
 * something moves; what the video hides is left out, and what no shadow reaches is copied.
 */
final class Backdrop {
  private static final int PLANES = 3;
  private static final View NO_VIDEO =
      new View(new Rect(0, 0, 0, 0), Transform.IDENTITY, /* zoomsBackground= */ false);

  private final Paint paint;
  private final VideoLayout style;
  private final VideoFrame picture;

  /** Numbers of a row's columns. */
  private final int[] row;

  private @Nullable View drawn;
  private boolean wasDrawn;

  /** Made when something moves over it. */
  private @Nullable Ground ground;

  /**
   * The background alone.
   *
   * @param paint gives its numbers quickly
   * @param picture shows it
   */
  private record Ground(Paint paint, VideoFrame picture) {}

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

  Backdrop(Paint paint, SceneLayout layout, ColorInfo color) {
    this.paint = paint;
    style = layout.scene().video();
    picture = Pictures.allocate(PixelLayout.I420, layout.width(), layout.height(), color);
    row = new int[layout.width()];
  }

  /** The backdrop of a view, valid until the next call; what the video hides is undefined. */
  VideoFrame picture(View view) {
    if (!view.equals(drawn)) {
      drawn = null;
      draw(view, picture);
      drawn = view;
    }
    return picture;
  }

  /** Draws the backdrop of a view that is not kept, for the next one will differ. */
  void draw(View view, VideoFrame target) {
    if (wasDrawn && !view.zoomsBackground) {
      Ground known = ground();
      new Drawing(view, shadow(view), known.paint, known.picture, target).run();
    } else {
      new Drawing(view, shadow(view), paint, null, target).run();
    }
    wasDrawn = true;
  }

  private Ground ground() {
    Ground made = ground;
    if (made == null) {
      VideoFrame alone =
          Pictures.allocate(PixelLayout.I420, picture.width(), picture.height(), picture.color());
      Paint numbers = PixelPaint.of(paint, picture.width(), picture.height());
      new Drawing(NO_VIDEO, null, numbers, null, alone).run();
      made = new Ground(numbers, alone);
      ground = made;
    }
    return made;
  }

  private @Nullable GaussianShadow shadow(View view) {
    VideoLayout.Shadow shadow = style.shadow().orElse(null);
    if (shadow == null) {
      return null;
    }
    double scale = view.transform.scale();
    Rect rect = view.video.moved(shadow.offsetX() * scale, shadow.offsetY() * scale);
    GaussianShadow made =
        new GaussianShadow(
            new RoundedRect(rect, style.cornerRadius() * scale),
            shadow.blur() / 2 * scale,
            shadow.argb(),
            picture);
    return made.isInvisible() ? null : made;
  }

  /** The work on one view. */
  private final class Drawing {
    private static final RoundedRect.Columns NONE = new RoundedRect.Columns(0, 0);

    private final View view;
    private final RoundedRect hidden;
    private final @Nullable GaussianShadow shadow;
    private final Paint behind;
    private final @Nullable VideoFrame ground;
    private final VideoFrame target;

    /**
     * Prepares it.
     *
     * @param behind what stands still behind the video
     * @param ground what is copied where there is no shadow; null to draw all of it
     */
    Drawing(
        View view,
        @Nullable GaussianShadow shadow,
        Paint behind,
        @Nullable VideoFrame ground,
        VideoFrame target) {
      this.view = view;
      this.shadow = shadow;
      this.behind = behind;
      this.ground = ground;
      this.target = target;
      hidden = view.shape(style);
    }

    void run() {
      for (int i = 0; i < PLANES; i++) {
        int pixel = i == 0 ? 1 : 2;
        int columns = target.layout().planeWidth(i, target.width());
        int rows = target.layout().planeHeight(i, target.height());
        for (int y = 0; y < rows; y++) {
          RoundedRect.Columns whole = hidden.wholeColumns(y, pixel).within(0, columns);
          RoundedRect.Columns shaded = shadow == null ? NONE : shadow.columns(y, pixel);
          span(i, y, 0, whole.from(), shaded);
          span(i, y, whole.to(), columns, shaded);
        }
      }
    }

    private void span(int plane, int y, int from, int to, RoundedRect.Columns shaded) {
      if (ground == null) {
        draw(plane, y, from, to);
      } else {
        RoundedRect.Columns drawn = shaded.within(from, to);
        copy(ground.planes().get(plane), plane, y, from, drawn.from());
        draw(plane, y, drawn.from(), drawn.to());
        copy(ground.planes().get(plane), plane, y, drawn.to(), to);
      }
    }

    private void copy(Plane source, int plane, int y, int from, int to) {
      ByteBuffer data = source.data();
      int at = data.position() + y * source.stride() + from;
      Plane canvas = target.planes().get(plane);
      canvas.data().put(start(canvas, y) + from, data, at, to - from);
    }

    private static int start(Plane plane, int y) {
      return plane.data().position() + y * plane.stride();
    }

    private void draw(int plane, int y, int from, int to) {
      if (from >= to) {
        return;
      }
      if (view.zoomsBackground) {
        zoomed(plane, y, from, to);
      } else {
        still(plane, y, from, to);
      }
      if (shadow != null) {
        shadow.over(plane, y, row, from, to);
      }
      Dither.row(row, from, to, y, target.planes().get(plane));
    }

    private void still(int plane, int y, int from, int to) {
      int pixel = plane == 0 ? 1 : 2;
      behind.row(plane, (from + 0.5) * pixel, (y + 0.5) * pixel, pixel, row, from, to);
    }

    /** The enlarged background; what it leaves free stands still. */
    private void zoomed(int plane, int y, int from, int to) {
      int pixel = plane == 0 ? 1 : 2;
      RoundedRect.Columns moved = moved(y, pixel).within(from, to);
      still(plane, y, from, moved.from());
      Transform transform = view.transform;
      paint.row(
          plane,
          ((moved.from() + 0.5) * pixel - transform.x()) / transform.scale(),
          ((y + 0.5) * pixel - transform.y()) / transform.scale(),
          pixel / transform.scale(),
          row,
          moved.from(),
          moved.to());
      still(plane, y, moved.to(), to);
    }

    /** The columns whose middle lies in the enlarged background. */
    private RoundedRect.Columns moved(int y, int pixel) {
      Rect all = view.transform.of(new Rect(0, 0, target.width(), target.height()));
      double center = (y + 0.5) * pixel;
      return center < all.y() || center >= all.bottom()
          ? NONE
          : new RoundedRect.Columns(
              (int) Math.ceil(all.x() / pixel - 0.5), (int) Math.ceil(all.right() / pixel - 0.5));
    }
  }
}
