package org.kinora.media;

/** How the pixels of a picture lie in its planes. */
public enum PixelLayout {
  /** Planes Y, U, V of 8 bits, chroma halved both ways (sizes rounded up). */
  I420(3, 1, 1, 1),
  /** Planes Y, U, V of 8 bits, chroma halved across. */
  I422(3, 1, 0, 1),
  /** Planes Y, U, V of 8 bits, full size. */
  I444(3, 0, 0, 1),
  /** As I420 with 10 bits in 16, little-endian. */
  I420_10(3, 1, 1, 2),
  /** One plane of 8-bit grey. */
  GRAY(1, 0, 0, 1),
  /** One plane of R, G, B, A bytes, alpha not multiplied in. */
  RGBA(1, 0, 0, 4);

  private final int planes;
  private final int chromaShiftX;
  private final int chromaShiftY;
  private final int bytesPerPixel;

  PixelLayout(int planes, int chromaShiftX, int chromaShiftY, int bytesPerPixel) {
    this.planes = planes;
    this.chromaShiftX = chromaShiftX;
    this.chromaShiftY = chromaShiftY;
    this.bytesPerPixel = bytesPerPixel;
  }

  /** The number of planes. */
  public int planes() {
    return planes;
  }

  /** Bytes of one pixel within a plane. */
  public int bytesPerPixel() {
    return bytesPerPixel;
  }

  /** Pixels across in plane {@code plane} of a picture {@code width} wide. */
  public int planeWidth(int plane, int width) {
    return plane == 0 ? width : -(-width >> chromaShiftX);
  }

  /** Rows in plane {@code plane} of a picture {@code height} high. */
  public int planeHeight(int plane, int height) {
    return plane == 0 ? height : -(-height >> chromaShiftY);
  }
}
