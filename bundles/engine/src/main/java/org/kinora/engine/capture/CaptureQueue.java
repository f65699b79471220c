package org.kinora.engine.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameQueue;
import org.kinora.media.AudioFrame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFrame;

/**
 * Hands what a live source sends from its thread to the job's, in order. What comes is lent, so the
 * queue keeps copies. While it is full, samples and sound wait; a live picture that nobody has
 * encoded yet does not, for the next one is due.
 */
final class CaptureQueue {
  /** Two seconds of most sources, if they are not too large. */
  private static final int MOST_PICTURES = 60;

  private static final long MOST_PICTURE_BYTES = 128L << 20;

  private final long mostBytes;
  private final Deque<Item> items = new ArrayDeque<>();
  private final Deque<VideoFrame> spare = new ArrayDeque<>();
  private int pictures;
  private long pictureBytes;
  private long bytes;
  private boolean ended;
  private @Nullable Throwable failure;

  /** What an item occupies beside its data, so that many small ones fill the queue too. */
  private static final long ITEM_BYTES = 128;

  /** What waits. */
  sealed interface Item {
    /** Bytes that it occupies, pictures aside. */
    default long bytes() {
      return ITEM_BYTES;
    }
  }

  /** One encoded sample. */
  record Sample(int trackId, SampleInfo info, ByteBuffer data) implements Item {
    @Override
    public long bytes() {
      return ITEM_BYTES + data.capacity();
    }
  }

  /** One picture, to be given back by {@link #release}. */
  record Picture(int trackId, VideoFrame frame) implements Item {
    @Override
    public long bytes() {
      return 0;
    }
  }

  /** Some sound. */
  record Sound(int trackId, AudioFrame frame) implements Item {
    @Override
    public long bytes() {
      return ITEM_BYTES + (long) frame.samples().capacity() * Float.BYTES;
    }
  }

  /** A time without a source; what follows comes from a new connection. */
  record Gap(long fromUs, long toUs, String reason) implements Item {}

  /** Makes a queue with room for that many bytes of samples and sound. */
  CaptureQueue(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Copies a sample into the queue; waits while it is full. */
  void sample(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    ByteBuffer copy = ByteBuffer.allocate(data.remaining());
    add(new Sample(trackId, info, copy.put(data.duplicate()).flip()));
  }

  /** Copies sound into the queue; waits while it is full. */
  void sound(int trackId, AudioFrame frame) throws IOException {
    FloatBuffer copy = FloatBuffer.allocate(frame.samples().remaining());
    copy.put(frame.samples().duplicate()).flip();
    add(
        new Sound(
            trackId, new AudioFrame(frame.timeUs(), frame.sampleRate(), frame.channels(), copy)));
  }

  /**
   * Copies a picture into the queue.
   *
   * @param patient whether to wait for room
   * @return false if there is no room for it
   */
  boolean picture(int trackId, VideoFrame frame, boolean patient) throws IOException {
    VideoFrame reused;
    synchronized (this) {
      while (isFullOfPictures(frame)) {
        if (!patient) {
          return false;
        }
        pause();
      }
      pictures++;
      pictureBytes += sizeBytes(frame);
      reused = spare.poll();
    }
    add(new Picture(trackId, FrameQueue.copy(frame, reused)));
    return true;
  }

  private boolean isFullOfPictures(VideoFrame next) {
    return pictures >= MOST_PICTURES
        || (pictures > 0 && pictureBytes + sizeBytes(next) > MOST_PICTURE_BYTES);
  }

  private static long sizeBytes(VideoFrame frame) {
    long sizeBytes = 0;
    for (int i = 0; i < frame.planes().size(); i++) {
      int rows = frame.layout().planeHeight(i, frame.height());
      sizeBytes += (long) rows * frame.planes().get(i).stride();
    }
    return sizeBytes;
  }

  /** Says that the source was away. */
  void gap(Gap gap) throws IOException {
    add(gap);
  }

  private synchronized void add(Item item) throws IOException {
    while (bytes > 0 && bytes + item.bytes() > mostBytes) {
      pause();
    }
    bytes += item.bytes();
    items.add(item);
    notifyAll();
  }

  /** Waits once for room; every caller asks its condition again. */
  @SuppressWarnings("WaitNotInLoop")
  private void pause() throws IOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(MediaError.CANCELLED, "the recording is being ended", e);
    }
  }

  /** Says that nothing follows. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Says that the source's thread failed; the taker gets the failure once the queue is empty. */
  synchronized void fail(Throwable cause) {
    failure = cause;
    end();
  }

  /** Whether everything was taken and nothing follows. */
  synchronized boolean isEnded() {
    return ended && items.isEmpty() && failure == null;
  }

  /**
   * The next item; empty if none comes in time.
   *
   * @throws MediaException INTERNAL_ERROR if the source's thread failed
   */
  synchronized Optional<Item> poll(long nanos) throws IOException {
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos; items.isEmpty() && !ended; left = deadline - System.nanoTime()) {
      if (left <= 0) {
        return Optional.empty();
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MediaException(MediaError.CANCELLED, "interrupted while recording", e);
      }
    }
    Item item = items.poll();
    if (item == null && failure != null) {
      throw new MediaException(
          MediaError.INTERNAL_ERROR, "reading the source failed: " + failure, failure);
    }
    if (item != null) {
      bytes -= item.bytes();
      notifyAll();
    }
    return Optional.ofNullable(item);
  }

  /** Gives a taken picture's buffers back. */
  synchronized void release(VideoFrame frame) {
    spare.add(frame);
    pictures--;
    pictureBytes -= sizeBytes(frame);
    notifyAll();
  }
}
