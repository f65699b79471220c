package org.kinora.engine;

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
 * Hands pictures from one thread to another, with room for a fixed number. Pictures are lent, so
 * the queue keeps copies, in buffers that it uses again and again.
 */
final class FrameQueue {
  /** FFmpeg's scaler reads a little beyond the last pixel; with less room it must copy first. */
  private static final int MARGIN_BYTES = 64;

  private final Deque<VideoFrame> ready = new ArrayDeque<>();
  private final Deque<VideoFrame> free = new ArrayDeque<>();
  private final int capacity;
  private int inUse;
  private boolean ended;
  private boolean closed;
  private @Nullable Throwable failure;

  FrameQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Copies a picture into the queue; waits while it is full.
   *
   * @throws MediaException CLOSED once the taker has gone
   */
  void put(VideoFrame frame) throws IOException {
    VideoFrame spare = awaitRoom();
    VideoFrame copy = copy(frame, spare);
    synchronized (this) {
      ready.add(copy);
      notifyAll();
    }
  }

  private synchronized @Nullable VideoFrame awaitRoom() throws IOException {
    while (inUse >= capacity && !closed) {
      pause();
    }
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "no more pictures are wanted");
    }
    inUse++;
    return free.poll();
  }

  /** Says that no picture follows. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Says that the giver failed; the taker gets the failure once the queue is empty. */
  synchronized void fail(Throwable cause) {
    failure = cause;
    end();
  }

  /**
   * The next picture, or null after the last; waits for it. It stays valid until {@link #release}.
   */
  synchronized @Nullable VideoFrame take() throws IOException {
    while (ready.isEmpty() && !ended) {
      pause();
    }
    VideoFrame frame = ready.poll();
    if (frame == null && failure != null) {
      if (failure instanceof MediaException media) {
        throw new MediaException(media.code(), media.getMessage(), media);
      }
      throw new MediaException(MediaError.INTERNAL_ERROR, "decoding failed: " + failure, failure);
    }
    return frame;
  }

  /** Gives a taken picture's buffers back. */
  synchronized void release(VideoFrame frame) {
    free.add(frame);
    inUse--;
    notifyAll();
  }

  /** Says that no picture is wanted any more; a waiting giver fails. */
  synchronized void close() {
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
  static VideoFrame copy(VideoFrame frame, @Nullable VideoFrame spare) {
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
