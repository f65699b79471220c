package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.lib.output.PatchableOutput;

/**
 * The cluster that is being filled. It stays in memory until it is whole: so its size is written
 * with it, and the file only grows at its end. To go back for the size would make a file that goes
 * past the system's cache wait for the disk in every cluster, and read there what it wrote.
 */
final class OpenCluster {
  /**
   * So few that the processor's cache still holds what goes to the file; RFC 9559 recommends at
   * most 5 MB. A larger block has one of its own.
   */
  static final int BYTES_MAX = 256 << 10;

  /** Memory that is kept for the next one. */
  private static final int KEPT_BYTES_MAX = 5_000_000;

  private static final int FIRST_CAPACITY_BYTES = 64 << 10;

  private ByteBuffer data = ByteBuffer.allocateDirect(FIRST_CAPACITY_BYTES);
  private long startTicks;

  boolean isEmpty() {
    return data.position() == 0;
  }

  /** Begins one; the one before it was written. */
  void begin(long ticks) {
    startTicks = ticks;
    add(Ebml.uint(MatroskaId.TIMESTAMP, ticks));
  }

  /** What its blocks' times count from; of the one before, if none has begun. */
  long startTicks() {
    return startTicks;
  }

  /** Bytes of its data so far. */
  int sizeBytes() {
    return data.position();
  }

  boolean hasRoom(long moreBytes) {
    return data.position() + moreBytes <= BYTES_MAX;
  }

  void add(byte[] bytes) {
    add(ByteBuffer.wrap(bytes));
  }

  /** Adds a copy of what lies from position to limit; the buffer is left as it was. */
  void add(ByteBuffer bytes) {
    int size = bytes.remaining();
    if (size > data.remaining()) {
      grow(size);
    }
    data.put(data.position(), bytes, bytes.position(), size).position(data.position() + size);
  }

  private void grow(int moreBytes) {
    int needed = Math.addExact(data.position(), moreBytes);
    int capacity = (int) Math.max(needed, Math.min(2L * data.capacity(), KEPT_BYTES_MAX));
    data = ByteBuffer.allocateDirect(capacity).put(data.flip());
  }

  /** Writes it and is empty again; the memory of a very large one is given back. */
  void writeTo(PatchableOutput out) throws IOException {
    out.write(Ebml.wideHeader(MatroskaId.CLUSTER, data.position()));
    out.write(data.flip());
    data =
        data.capacity() > KEPT_BYTES_MAX
            ? ByteBuffer.allocateDirect(FIRST_CAPACITY_BYTES)
            : data.clear();
  }
}
