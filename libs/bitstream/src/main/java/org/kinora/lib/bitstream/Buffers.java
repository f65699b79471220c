package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;

/** Growing of buffers that callers keep from sample to sample. */
final class Buffers {
  private Buffers() {}

  /** The buffer, cleared, or a larger one of the same kind; big-endian. */
  static ByteBuffer withRoom(ByteBuffer reuse, long sizeBytes) {
    if (reuse.capacity() >= sizeBytes && !reuse.isReadOnly()) {
      return reuse.clear();
    }
    int larger = Math.toIntExact(Math.min(Integer.MAX_VALUE - 8, sizeBytes + sizeBytes / 2));
    larger = Math.max(larger, Math.toIntExact(sizeBytes));
    return reuse.isDirect() ? ByteBuffer.allocateDirect(larger) : ByteBuffer.allocate(larger);
  }
}
