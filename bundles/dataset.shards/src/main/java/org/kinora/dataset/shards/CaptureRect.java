package org.kinora.dataset.shards;

import org.kinora.lib.events.Point;

/**
 * Which rectangle of the space that events are counted in the picture shows.
 *
 * @param x its left edge in pixels of that space
 * @param y its upper edge
 * @param width above 0
 * @param height above 0
 * @param devicePixelRatio pixels of the device in one of that space
 */
record CaptureRect(double x, double y, double width, double height, double devicePixelRatio) {
  /** Checks the sizes. */
  CaptureRect {
    if (!(width > 0 && height > 0 && devicePixelRatio > 0)) {
      throw new IllegalArgumentException("capture rectangle of %s by %s".formatted(width, height));
    }
  }

  /** A recorder that counts in pixels of the picture. */
  static CaptureRect of(PictureSize picture) {
    return new CaptureRect(0, 0, picture.width(), picture.height(), 1);
  }

  /** A place in pixels of the picture; outside of it where it lies outside of the rectangle. */
  Point inPicture(Point point, PictureSize picture) {
    return new Point(
        (point.x() - x) * picture.width() / width, (point.y() - y) * picture.height() / height);
  }
}
