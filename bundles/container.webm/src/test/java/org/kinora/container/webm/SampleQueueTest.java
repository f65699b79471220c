package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kinora.media.Blob;
import org.kinora.media.SampleInfo;

class SampleQueueTest {
  @Test
  void addAndRemove_randomSizes_keepOrderAndBytes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SampleQueue queue = new SampleQueue();
    Deque<Blob> expected = new ArrayDeque<>();
    int waiting = 0;
    for (int step = 0; step < 5_000; step++) {
      if (expected.isEmpty() || random.nextInt(100) < (step % 1_000 < 500 ? 60 : 40)) {
        byte[] bytes = new byte[random.nextInt(20) == 0 ? random.nextInt(90_000) : 40];
        random.nextBytes(bytes);
        queue.add(SampleInfo.inOrder(step, 0, bytes.length, true), ByteBuffer.wrap(bytes));
        expected.add(Blob.of(bytes));
        waiting += bytes.length;
      } else {
        Blob first = expected.remove();
        assertEquals(first, Blob.of(queue.firstData()), "seed " + seed + ", step " + step);
        queue.removeFirst();
        waiting -= first.size();
      }
      assertEquals(expected.size(), queue.count());
      assertEquals(waiting, queue.sizeBytes());
    }
  }
}
