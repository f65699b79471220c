package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.lib.matroska.Block;
import org.kinora.lib.output.SourceFile;

/**
 * Tells AV1's key frames from the headers of the units of a temporal unit (AV1 Bitstream
 * Specification, sections 5.3 and 5.9.2), without reading what is between them.
 */
final class Av1Keyframes {
  /** Header, extension, size, and the byte of the payload that tells. */
  private static final int UNIT_BYTES = 11;

  private static final int SEQUENCE_HEADER = 1;
  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;

  private static final int HAS_EXTENSION = 4;
  private static final int HAS_SIZE = 2;
  private static final int REDUCED_STILL_PICTURE = 0x08;
  private static final int SHOW_EXISTING_FRAME = 0x80;
  private static final int FRAME_TYPE = 0x60;
  private static final int SHOW_FRAME = 0x10;

  private Av1Keyframes() {}

  /** The {@link FrameRule}. Of several pictures that are shown, the last decides. */
  static long rule(Block block, SourceFile file) throws IOException {
    boolean keyframe = block.keyframe();
    long end = block.dataAt() + block.sizeBytes();
    long at = block.dataAt();
    while (at < end) {
      ByteBuffer unit = file.peek(at, (int) Math.min(UNIT_BYTES, end - at));
      int header = unit.get();
      boolean extended = (header & HAS_EXTENSION) != 0;
      if (header < 0 || (header & HAS_SIZE) == 0 || (extended && !unit.hasRemaining())) {
        return FrameRule.DOUBTFUL;
      }
      int spatialLayer = extended ? unit.get() >> 3 & 3 : 0;
      long sizeBytes = takeSize(unit);
      at += unit.position() + sizeBytes;
      if (sizeBytes < 0 || at > end) {
        return FrameRule.DOUBTFUL;
      }
      int type = header >> 3 & 0xF;
      int first = sizeBytes == 0 ? 0 : unit.get();
      if (type == SEQUENCE_HEADER && (first & REDUCED_STILL_PICTURE) != 0) {
        return FrameRule.DOUBTFUL; // its frames have another header
      }
      if ((type == FRAME || type == FRAME_HEADER) && spatialLayer == 0) {
        boolean existing = (first & SHOW_EXISTING_FRAME) != 0;
        if (existing || (first & SHOW_FRAME) != 0) {
          keyframe = !existing && (first & FRAME_TYPE) == 0;
        }
      }
    }
    return keyframe == block.keyframe() ? 0 : FrameRule.DOUBTFUL;
  }

  /** The number at the buffer's position (section 4.10.5), which is moved; -1 if it is cut. */
  private static long takeSize(ByteBuffer bytes) {
    long value = 0;
    for (int i = 0; i < 8 && bytes.hasRemaining(); i++) {
      int next = bytes.get();
      value |= (next & 0x7FL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    return -1;
  }
}
