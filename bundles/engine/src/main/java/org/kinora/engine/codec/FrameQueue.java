package org.kinora.engine.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * Hands pictures from one thread to another, each with a word on it, with room for a fixed number.
 * Pictures are lent, so the queue keeps copies, in buffers that it uses again and again.
 *
 * @param <T> what is said of a picture
 */
public final class FrameQueue<T> {
  /** FFmpeg's scaler reads a little beyond the last pixel; with less room it must copy first. */
  private static final int MARGIN_BYTES = 64;

  /** What the pictures of one queue take, unless that is less than {@link #LEAST}. */
  private static final long USUAL_BYTES = 16_000_000;

  /** One that is shown, one that follows it, and one that is made meanwhile. */
  private static final int LEAST = 3;

  private static final int MOST = 8;

  private final Deque<Item<T>> ready = new ArrayDeque<>();
  private final Deque<VideoFrame> free = new ArrayDeque<>();
  private final int capacity;
  private int inUse;
  private boolean ended;
  private boolean closed;
  private @Nullable Throwable failure;

  /**
   * A picture in the queue.
   *
   * @param frame valid until it is released
   * @param word what the giver said of it
   */
  public record Item<T>(VideoFrame frame, T word) {}

  FrameQueue(int capacity) {
    this.capacity = capacity;
  }

  /** A queue for pictures of this size, which says how many there is room for. */
  public static <T> FrameQueue<T> of(int width, int height) {
    long frameBytes = Math.max(1, (long) width * height * 3 / 2);
    return new FrameQueue<>((int) Math.max(LEAST, Math.min(MOST, USUAL_BYTES / frameBytes)));
  }

  /**
   * Copies a picture into the queue's memory; waits while that is full. The taker does not get it
   * before {@link #hand}.
   *
   * @throws MediaException CLOSED once the taker has gone
   */
  public VideoFrame keep(VideoFrame frame) throws IOException {
    return copy(frame, awaitRoom());
  }

  /** Gives a picture that was kept to the taker; its times may be others meanwhile. */
  public synchronized void hand(VideoFrame kept, T word) {
    ready.add(new Item<>(kept, word));
    notifyAll();
  }

  private synchronized @Nullable VideoFrame awaitRoom() throws IOException {
    while (inUse >= capacity && !closed) {
      pause();
    }
    checkOpen();
    inUse++;
    return free.poll();
  }

  /**
   * Returns while pictures are wanted.
   *
   * @throws MediaException CLOSED once the taker has gone
   */
  public synchronized void checkOpen() throws MediaException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "no more pictures are wanted");
    }
  }

  /** Says that no picture follows. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Says that the giver failed; the taker gets the failure once the queue is empty. */
  public synchronized void fail(Throwable cause) {
    failure = cause;
    end();
  }

  /**
   * The next picture, or null after the last; waits for it. It stays valid until {@link #release}.
   *
   * @throws MediaException CLOSED once the queue is closed; what the giver failed with
   */
  public synchronized @Nullable Item<T> take() throws IOException {
    while (ready.isEmpty() && !ended && !closed) {
      pause();
    }
    checkOpen();
    Item<T> item = ready.poll();
    if (item == null && failure != null) {
      throw failed(failure);
    }
    return item;
  }

  private static MediaException failed(Throwable failure) {
    if (failure instanceof MediaException media) {
      return new MediaException(media.code(), media.getMessage(), media);
    }
    MediaError code =
        failure instanceof IOException ? MediaError.IO_ERROR : MediaError.INTERNAL_ERROR;
    return new MediaException(code, "making pictures failed: " + failure, failure);
  }

  /** Gives a taken picture's buffers back. */
  public synchronized void release(Item<T> item) {
    free.add(item.frame());
    inUse--;
    notifyAll();
  }

  /** Says that no picture is wanted any more; whoever waits fails. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits once; every caller asks its condition again. */
  @SuppressWarnings("WaitNotInLoop")
  private void pause() throws IOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(MediaError.CANCELLED, "interrupted while waiting for pictures", e);
    }
  }

  /** Copies a picture into the buffers of one that is not needed any more, where they fit. */
  public static VideoFrame copy(VideoFrame frame, @Nullable VideoFrame spare) {
    List<Plane> planes = new ArrayList<>();
    PixelLayout layout = frame.layout();
    for (int i = 0; i < layout.planes(); i++) {
      Plane from = frame.planes().get(i);
      int rows = layout.planeHeight(i, frame.height());
      int rowBytes = layout.planeWidth(i, frame.width()) * layout.bytesPerPixel();
      int bytes = (rows - 1) * from.stride() + rowBytes;
      ByteBuffer to = buffer(spare, i, bytes);
      to.put(0, from.data(), from.data().position(), bytes);
      planes.add(new Plane(to, from.stride()));
    }
    return new VideoFrame(
        frame.timeUs(),
        frame.durationUs(),
        frame.width(),
        frame.height(),
        layout,
        frame.color(),
        planes);
  }

  private static ByteBuffer buffer(@Nullable VideoFrame spare, int plane, int bytes) {
    if (spare != null && plane < spare.planes().size()) {
      ByteBuffer data = spare.planes().get(plane).data();
      if (data.capacity() >= bytes + MARGIN_BYTES) {
        return data.clear();
      }
    }
    return ByteBuffer.allocateDirect(bytes + MARGIN_BYTES);
  }
}
