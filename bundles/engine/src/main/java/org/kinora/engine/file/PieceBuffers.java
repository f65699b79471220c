package org.kinora.engine.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The memory that {@link DirectPieces} fill. Files that are written one after the other share it:
 * memory outside the heap is given back only when the collector happens to come by. One thread at a
 * time uses it.
 */
public final class PieceBuffers {
  /** What each of them holds. */
  static final int PIECE_BYTES = 1 << 20;

  private final Deque<ByteBuffer> free = new ArrayDeque<>();

  /** An empty buffer that begins at a multiple of a power of two. */
  ByteBuffer take(int blockBytes) {
    ByteBuffer used = free.poll();
    if (used != null && used.alignmentOffset(0, blockBytes) == 0) {
      return used.clear();
    }
    return ByteBuffer.allocateDirect(PIECE_BYTES + blockBytes)
        .alignedSlice(blockBytes)
        .slice(0, PIECE_BYTES);
  }

  /** Takes one back; nobody else uses it any more. */
  void give(ByteBuffer buffer) {
    free.push(buffer);
  }
}
