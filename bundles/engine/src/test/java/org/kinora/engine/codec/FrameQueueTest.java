package org.kinora.engine.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.kinora.engine.codec.FrameQueue.Item;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

final class FrameQueueTest {
  private final FrameQueue<Long> queue = new FrameQueue<>(2);

  @Test
  void take_lentBufferOverwritten_pictureIsACopy() throws IOException {
    ByteBuffer lent = ByteBuffer.allocateDirect(64).position(8);
    put(gray(7, lent.put(8, (byte) 42)));
    lent.put(8, (byte) 0);
    VideoFrame taken = taken().frame();
    assertEquals(7, taken.timeUs());
    assertEquals(42, taken.planes().get(0).data().get(0));
  }

  @Test
  void put_afterRelease_usesTheSameBuffer() throws IOException {
    put(gray(1, ByteBuffer.allocateDirect(64)));
    Item<Long> first = taken();
    ByteBuffer buffer = first.frame().planes().get(0).data();
    queue.release(first);
    put(gray(2, ByteBuffer.allocateDirect(64)));
    assertSame(buffer, taken().frame().planes().get(0).data());
  }

  @Test
  void put_fullQueue_waitsForRelease() throws Exception {
    put(gray(1, ByteBuffer.allocateDirect(64)));
    put(gray(2, ByteBuffer.allocateDirect(64)));
    CompletableFuture<Void> third = CompletableFuture.runAsync(() -> putUnchecked(3));
    Item<Long> first = taken();
    assertEquals(1, first.frame().timeUs());
    queue.release(first);
    third.get();
    assertEquals(2, taken().frame().timeUs());
    assertEquals(3, taken().frame().timeUs());
  }

  @Test
  void close_waitingGiver_fails() {
    putUnchecked(1);
    putUnchecked(2);
    CompletableFuture<Void> third = CompletableFuture.runAsync(() -> putUnchecked(3));
    queue.close();
    ExecutionException e = assertThrows(ExecutionException.class, third::get);
    assertTrue(e.getCause() instanceof IllegalStateException);
  }

  @Test
  void take_giverFailed_getsQueuedPicturesThenTheFailure() throws IOException {
    put(gray(1, ByteBuffer.allocateDirect(64)));
    queue.fail(new MediaException(MediaError.DECODE_ERROR, "sample 5"));
    assertEquals(1, taken().frame().timeUs());
    MediaException e = assertThrows(MediaException.class, queue::take);
    assertEquals(MediaError.DECODE_ERROR, e.code());
  }

  @Test
  void take_ended_isNull() throws IOException {
    queue.end();
    assertNull(queue.take());
  }

  @Test
  void keep_notHandedOver_isNotTaken() throws IOException {
    VideoFrame kept = queue.keep(gray(1, ByteBuffer.allocateDirect(64)));
    put(gray(2, ByteBuffer.allocateDirect(64)));
    assertEquals(2, taken().frame().timeUs());
    queue.hand(kept.at(1, 5), 0L);
    assertEquals(5, taken().frame().durationUs());
  }

  private Item<Long> taken() throws IOException {
    Item<Long> item = queue.take();
    assertNotNull(item);
    return item;
  }

  private void put(VideoFrame frame) throws IOException {
    queue.hand(queue.keep(frame), 0L);
  }

  private void putUnchecked(long timeUs) {
    try {
      put(gray(timeUs, ByteBuffer.allocateDirect(64)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static VideoFrame gray(long timeUs, ByteBuffer data) {
    return new VideoFrame(
        timeUs, 0, 8, 4, PixelLayout.GRAY, ColorInfo.UNSPECIFIED, List.of(new Plane(data, 8)));
  }
}
