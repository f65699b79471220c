package org.kinora.media;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * One plane of a picture.
 *
 * @param data a direct buffer; row {@code y} begins at {@code position + y * stride}
 * @param stride bytes from one row to the next, at least a row's bytes
 */
public record Plane(ByteBuffer data, int stride) {
  /** Checks that the buffer is direct. */
  public Plane {
    Objects.requireNonNull(data);
    if (!data.isDirect() || stride < 1) {
      throw new IllegalArgumentException("a plane needs a direct buffer and a positive stride");
    }
  }
}
