package org.kinora.media;

import java.util.List;
import java.util.Objects;

/**
 * A decoded picture.
 *
 * @param timeUs presentation time
 * @param durationUs how long it is shown; 0 where not known
 * @param width visible width in pixels
 * @param height visible height in pixels
 * @param layout how the pixels lie
 * @param color how the numbers become light
 * @param planes as many as the layout has; lent with the frame
 */
public record VideoFrame(
    long timeUs,
    long durationUs,
    int width,
    int height,
    PixelLayout layout,
    ColorInfo color,
    List<Plane> planes)
    implements Frame {
  /** Checks that layout and planes fit. */
  public VideoFrame {
    Objects.requireNonNull(color);
    planes = List.copyOf(planes);
    if (planes.size() != layout.planes()) {
      throw new IllegalArgumentException(
          layout + " has " + layout.planes() + " planes, not " + planes.size());
    }
  }

  /** The same picture at another time. */
  public VideoFrame at(long timeUs, long durationUs) {
    return new VideoFrame(timeUs, durationUs, width, height, layout, color, planes);
  }
}
