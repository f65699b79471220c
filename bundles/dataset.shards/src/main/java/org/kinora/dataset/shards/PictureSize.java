package org.kinora.dataset.shards;

/** The size of an exported picture in pixels. */
record PictureSize(int width, int height) {
  /** Checks that it is one. */
  PictureSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("picture of %d by %d pixels".formatted(width, height));
    }
  }
}
