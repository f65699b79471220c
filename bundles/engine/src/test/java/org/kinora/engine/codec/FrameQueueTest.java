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
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.tck.support.RawPictures;

final class FrameQueueTest {
  private static final int WIDTH = 10;
  private static final int HEIGHT = 6;

  private final FrameQueue<Long> queue =
      new FrameQueue<>(new VideoFormat("raw", WIDTH, HEIGHT, ColorInfo.BT709, Blob.EMPTY), 2);

  @Test
  void canvas_new_isAPictureOfTheOutputWithAMargin() throws IOException {
    VideoFrame canvas = queue.canvas();
    assertEquals(PixelLayout.I420, canvas.layout());
    assertEquals(List.of(WIDTH, HEIGHT), List.of(canvas.width(), canvas.height()));
    assertEquals(ColorInfo.BT709, canvas.color());
    for (int i = 0; i < canvas.planes().size(); i++) {
      Plane plane = canvas.planes().get(i);
      int rows = PixelLayout.I420.planeHeight(i, HEIGHT) - 1;
      int pixels = rows * plane.stride() + PixelLayout.I420.planeWidth(i, WIDTH);
      assertTrue(plane.data().remaining() >= pixels + 64, "plane " + i);
    }
  }

  @Test
  void keep_drawnIntoTheCanvas_isNotCopied() throws IOException {
    VideoFrame canvas = queue.canvas();
    VideoFrame drawn = canvas.at(7, 1);
    assertSame(drawn, FrameQueue.keep(canvas, drawn));
  }

  @Test
  void keep_drawnElsewhere_isACopyInTheCanvas() throws IOException {
    VideoFrame canvas = queue.canvas();
    VideoFrame lent = picture(PixelLayout.I420, 42);
    VideoFrame kept = FrameQueue.keep(canvas, lent);
    RawPictures.fill(lent, 0, 0);
    assertEquals(7, kept.timeUs());
    assertSame(canvas.planes().get(0).data(), kept.planes().get(0).data());
    assertEquals(42, RawPictures.plane(kept, 0)[WIDTH * HEIGHT - 1]);
  }

  @Test
  void keep_ofAnotherLayout_isACopyElsewhere() throws IOException {
    VideoFrame canvas = queue.canvas();
    VideoFrame lent = picture(PixelLayout.I444, 42);
    VideoFrame kept = FrameQueue.keep(canvas, lent);
    RawPictures.fill(lent, 2, 0);
    assertEquals(PixelLayout.I444, kept.layout());
    assertEquals(42, RawPictures.plane(kept, 2)[WIDTH * HEIGHT - 1]);
  }

  @Test
  void canvas_afterRelease_isTheSameFromItsBeginning() throws IOException {
    put(1);
    Item<Long> first = taken();
    ByteBuffer buffer = first.frame().planes().get(0).data();
    buffer.position(9).limit(10);
    queue.release(first);
    VideoFrame again = queue.canvas();
    assertSame(buffer, again.planes().get(0).data());
    assertEquals(0, buffer.position());
    assertEquals(buffer.capacity(), buffer.limit());
  }

  @Test
  void canvas_fullQueue_waitsForRelease() throws Exception {
    put(1);
    put(2);
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
    put(1);
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
  void canvas_notHandedOver_isNotTaken() throws IOException {
    VideoFrame canvas = queue.canvas();
    put(2);
    assertEquals(2, taken().frame().timeUs());
    queue.hand(new Item<>(canvas.at(1, 5), 0L, canvas));
    assertEquals(5, taken().frame().durationUs());
  }

  private Item<Long> taken() throws IOException {
    Item<Long> item = queue.take();
    assertNotNull(item);
    return item;
  }

  private void put(long timeUs) throws IOException {
    VideoFrame canvas = queue.canvas();
    queue.hand(new Item<>(canvas.at(timeUs, 0), 0L, canvas));
  }

  private void putUnchecked(long timeUs) {
    try {
      put(timeUs);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A picture at 7 us of another stride than a canvas has. */
  private static VideoFrame picture(PixelLayout layout, int number) {
    VideoFrame picture = RawPictures.testPicture(layout, WIDTH, HEIGHT, ColorInfo.BT709);
    for (int i = 0; i < layout.planes(); i++) {
      RawPictures.fill(picture, i, number);
    }
    return picture.at(7, 0);
  }
}
