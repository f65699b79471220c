package org.kinora.engine.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kinora.engine.capture.CaptureQueue.Item;
import org.kinora.engine.capture.CaptureQueue.Picture;
import org.kinora.engine.capture.CaptureQueue.Sample;
import org.kinora.engine.capture.CaptureQueue.Sound;
import org.kinora.media.AudioFrame;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFrame;

/** The queue between a source's thread and the job's. */
final class CaptureQueueTest {
  private static final long AN_HOUR_NANOS = 3_600_000_000_000L;

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final CaptureQueue queue = new CaptureQueue(1000);

  private Item poll() throws IOException {
    return queue.poll(AN_HOUR_NANOS).orElseThrow();
  }

  private void sample(int bytes) throws IOException {
    queue.sample(1, info(bytes), ByteBuffer.allocate(bytes));
  }

  private static SampleInfo info(int bytes) {
    return SampleInfo.inOrder(0, 0, bytes, true);
  }

  private static VideoFrame picture(ByteBuffer pixels) {
    return new VideoFrame(
        0, 0, 4, 4, PixelLayout.GRAY, ColorInfo.UNSPECIFIED, List.of(new Plane(pixels, 4)));
  }

  @Test
  void everything_lent_isCopied() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {7, 8});
    FloatBuffer floats = FloatBuffer.wrap(new float[] {0.5f});
    ByteBuffer pixels = ByteBuffer.allocateDirect(16).put(3, (byte) 9);
    queue.sample(1, SampleInfo.inOrder(0, 0, 2, true), bytes);
    queue.sound(2, new AudioFrame(0, 48_000, 1, floats));
    assertTrue(queue.picture(3, picture(pixels), false));
    bytes.put(0, (byte) 0);
    floats.put(0, 0);
    pixels.put(3, (byte) 0);
    assertEquals(7, ((Sample) poll()).data().get());
    assertEquals(0.5f, ((Sound) poll()).frame().samples().get());
    assertEquals(9, ((Picture) poll()).frame().planes().get(0).data().get(3));
  }

  @Test
  void sample_noRoom_waitsUntilOneIsTaken() throws Exception {
    sample(800);
    Thread giver = startGiver(800);
    assertEquals(800, ((Sample) poll()).data().remaining());
    giver.join();
    assertEquals(800, ((Sample) poll()).data().remaining());
    assertEquals(Optional.empty(), queue.poll(0));
  }

  @Test
  void sample_afterManyWithoutBytes_waitsToo() throws Exception {
    for (long room = 1000; room >= new Sample(1, info(0), EMPTY).bytes(); ) {
      sample(0);
      room -= new Sample(1, info(0), EMPTY).bytes();
    }
    Thread giver = startGiver(0);
    poll();
    giver.join();
  }

  /** A thread that waits to add a sample. */
  private Thread startGiver(int bytes) {
    Thread giver =
        new Thread(
            () -> {
              try {
                sample(bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    giver.start();
    while (giver.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return giver;
  }

  @Test
  void sample_largerThanTheQueue_passesAlone() throws IOException {
    sample(10_000);
    assertEquals(10_000, ((Sample) poll()).data().remaining());
  }

  @Test
  void picture_givenBack_isUsedAgain() throws IOException {
    ByteBuffer pixels = ByteBuffer.allocateDirect(16);
    assertTrue(queue.picture(1, picture(pixels), false));
    VideoFrame first = ((Picture) poll()).frame();
    queue.release(first);
    assertTrue(queue.picture(1, picture(pixels), false));
    VideoFrame second = ((Picture) poll()).frame();
    assertSame(first.planes().get(0).data(), second.planes().get(0).data());
  }

  @Test
  void end_afterTheLastItem_isSeen() throws IOException {
    sample(1);
    queue.end();
    assertFalse(queue.isEnded());
    poll();
    assertTrue(queue.isEnded());
    assertEquals(Optional.empty(), queue.poll(AN_HOUR_NANOS));
  }

  @Test
  void fail_comesAfterWhatCameBefore() throws IOException {
    sample(1);
    queue.fail(new IllegalStateException("plugin"));
    poll();
    assertFalse(queue.isEnded());
    MediaException e = assertThrows(MediaException.class, () -> queue.poll(AN_HOUR_NANOS));
    assertEquals(MediaError.INTERNAL_ERROR, e.code());
  }
}
