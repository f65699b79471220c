package org.kinora.compose.basic;

import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Pointer;

/** Draws the pointer: white with a dark edge, between pixels too, only on the video. */
final class PointerPainter {
  /** How long it takes to fade once it was idle for long enough. */
  private static final double FADE_US = 300_000;

  private static final int WHITE = 0xFFFFFFFF;
  private static final int DARK = 0xFF202020;

  /** The edge's width as a part of the height. */
  private static final double EDGE = 0.055;

  /** An arrow one high whose tip is 0, 0, its edge included. */
  private static final Outline ARROW =
      Outline.polygon(0, 0, 0, 0.79, 0.18, 0.63, 0.3, 0.9, 0.42, 0.85, 0.305, 0.58, 0.55, 0.56);

  /** A hand one high whose index finger's tip is 0, 0. */
  private static final Outline HAND =
      Outline.box(-0.08, 0, 0.16, 0.6, 0.08)
          .and(Outline.box(-0.08, 0.42, 0.56, 0.52, 0.16))
          .and(Outline.box(0.06, 0.34, 0.15, 0.3, 0.075))
          .and(Outline.box(0.19, 0.37, 0.15, 0.3, 0.075))
          .and(Outline.box(0.32, 0.41, 0.16, 0.3, 0.08))
          .and(Outline.polygon(-0.3, 0.47, -0.22, 0.4, 0.05, 0.6, 0.05, 0.9, -0.03, 0.85));

  private final Pointer pointer;

  PointerPainter(Pointer pointer) {
    this.pointer = pointer;
  }

  /**
   * Where and how a pointer is drawn.
   *
   * @param x its place in pixels of the output
   * @param y its place in pixels of the output
   * @param scale how much larger than its size
   * @param isPressed whether the disc is shown
   * @param opacity 0 to 1
   */
  record Mark(double x, double y, double scale, boolean isPressed, double opacity) {}

  /** How opaque it is after not moving for a time. */
  double opacity(long idleUs) {
    return pointer.idleUs() == 0
        ? 1
        : Math.max(0, Math.min(1, 1 - (idleUs - pointer.idleUs()) / FADE_US));
  }

  /** Draws it onto the video that stands on the canvas. */
  void paint(Mark mark, RoundedRect video, VideoFrame canvas) {
    if (mark.isPressed && pointer.highlight() > 0) {
      double radius = pointer.highlight() * mark.scale;
      Outline disc = Outline.disc(mark.x, mark.y, radius);
      paint(disc, radius, pointer.highlightArgb(), mark, video, canvas);
    }
    double size = pointer.size() * mark.scale;
    double edge = EDGE * size;
    if (pointer.shape() == Pointer.Shape.RING) {
      Outline ring = Outline.disc(mark.x, mark.y, size / 2 - edge).line(edge);
      paint(ring.grown(edge / 2), size / 2, DARK, mark, video, canvas);
      paint(ring, size / 2, WHITE, mark, video, canvas);
    } else {
      Outline unit = pointer.shape() == Pointer.Shape.ARROW ? ARROW : HAND;
      Outline shape = unit.placed(size, mark.x, mark.y);
      paint(shape.grown(edge), size * 1.1, DARK, mark, video, canvas);
      paint(shape, size * 1.1, WHITE, mark, video, canvas);
    }
  }

  private static void paint(
      Outline outline, double reach, int argb, Mark mark, RoundedRect video, VideoFrame canvas) {
    double side = 2 * (reach + 1);
    Rect around = new Rect(mark.x - side / 2, mark.y - side / 2, side, side);
    PixelRect whole = new PixelRect(0, 0, canvas.width(), canvas.height());
    PixelRect seen = video.bounds().outwards().evenOutwards().and(whole);
    Stencil.of(outline, around, seen).within(video).paint(argb, mark.opacity, canvas);
  }
}
