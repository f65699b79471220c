package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.util.Optional;

/** VP8 frame headers (RFC 6386, section 9.1). */
public final class Vp8 {
  private static final int KEYFRAME_HEADER_BYTES = 10;

  private Vp8() {}

  /**
   * What the header of a key frame says.
   *
   * @param version 0 to 3
   * @param width in pixels
   * @param height in pixels
   */
  public record KeyframeHeader(int version, int width, int height) {}

  /** Parses the header of a key frame; empty if it is none. */
  public static Optional<KeyframeHeader> parse(ByteBuffer frame) {
    int at = frame.position();
    if (frame.remaining() < KEYFRAME_HEADER_BYTES
        || (frame.get(at) & 1) != 0 // frame type: 0 is a key frame
        || frame.get(at + 3) != (byte) 0x9D
        || frame.get(at + 4) != 0x01
        || frame.get(at + 5) != 0x2A) {
      return Optional.empty();
    }
    int version = (frame.get(at) >> 1) & 7;
    int width = dimension(frame, at + 6);
    int height = dimension(frame, at + 8);
    return version > 3 || width == 0 || height == 0
        ? Optional.empty()
        : Optional.of(new KeyframeHeader(version, width, height));
  }

  /** Fourteen bits, little-endian; the upper two of the sixteen tell of scaling. */
  private static int dimension(ByteBuffer frame, int at) {
    return (frame.get(at) & 0xFF) | ((frame.get(at + 1) & 0x3F) << 8);
  }
}
