package org.kinora.container.webm;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.kinora.media.SampleInfo;

/** The samples of one track that wait for their turn, copied one behind the other. */
final class SampleQueue {
  private static final int FIRST_CAPACITY_BYTES = 64 << 10;

  private final Deque<SampleInfo> infos = new ArrayDeque<>();
  private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_CAPACITY_BYTES);
  private int head;
  private int tail;

  int count() {
    return infos.size();
  }

  /** Bytes that wait. */
  int sizeBytes() {
    return tail - head;
  }

  /** Adds a copy; the buffer is left as it was. */
  void add(SampleInfo info, ByteBuffer data) {
    int size = data.remaining();
    if (size > bytes.capacity() - tail) {
      makeRoom(size);
    }
    bytes.put(tail, data, data.position(), size);
    tail += size;
    infos.add(info);
  }

  /** Moves what waits to the front, into a buffer that has room for as much again. */
  private void makeRoom(int size) {
    int live = sizeBytes();
    long wanted = 2L * live + 4L * size;
    ByteBuffer to = bytes;
    if (wanted > bytes.capacity()) {
      int most = Integer.MAX_VALUE - Long.BYTES;
      int capacity = (int) Math.max(Math.min(wanted, most), Math.addExact(live, size));
      to = ByteBuffer.allocateDirect(capacity);
    }
    to.put(0, bytes.limit(bytes.capacity()), head, live);
    bytes = to;
    head = 0;
    tail = live;
  }

  /** The first one; there must be one. */
  SampleInfo first() {
    return infos.element();
  }

  /** The first one's bytes, valid until the queue is changed. */
  ByteBuffer firstData() {
    return bytes.clear().position(head).limit(head + first().size());
  }

  /** Drops the first one. */
  void removeFirst() {
    head += infos.remove().size();
    bytes.clear();
    if (head == tail) {
      head = 0;
      tail = 0;
    }
  }
}
