package org.kinora.lib.bitstream;

import org.kinora.media.MediaException;

/** The margins of a coded picture that are not shown, in pixels. */
record Cropping(long horizontal, long vertical) {
  /** Reads the flag and the four offsets, each counted in units of so many pixels. */
  static Cropping read(BitReader in, int unitX, int unitY) throws MediaException {
    if (!in.flag()) {
      return new Cropping(0, 0);
    }
    long horizontal = ((long) in.unsignedGolomb() + in.unsignedGolomb()) * unitX;
    long vertical = ((long) in.unsignedGolomb() + in.unsignedGolomb()) * unitY;
    return new Cropping(horizontal, vertical);
  }

  int width(BitReader in, int codedWidth) throws MediaException {
    return visible(in, codedWidth, horizontal);
  }

  int height(BitReader in, int codedHeight) throws MediaException {
    return visible(in, codedHeight, vertical);
  }

  private static int visible(BitReader in, int coded, long cropped) throws MediaException {
    if (cropped >= coded) {
      throw in.broken("%d of %d pixels are cropped".formatted(cropped, coded));
    }
    return coded - (int) cropped;
  }
}
