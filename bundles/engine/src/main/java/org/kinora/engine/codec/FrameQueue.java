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
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;

/**
 * Hands pictures from one thread to another, each with a word on it, with room for a fixed number.
 * The giver draws them into memory of the queue, which it uses again and again; pictures that lie
 * elsewhere are lent, and copied there.
 *
 * @param <T> what is said of a picture
 */
public final class FrameQueue<T> {
  /** FFmpeg's scaler reads a little beyond the last pixel; with less room it must copy first. */
  private static final int MARGIN_BYTES = 64;

  /** Rows of canvases begin at multiples of this many bytes, a vector of AVX-512. */
  private static final int ALIGNMENT_BYTES = 64;

  /** What the pictures of one queue take, unless that is less than {@link #LEAST}. */
  private static final long USUAL_BYTES = 20_000_000;

  /** One that is shown, two that follow it, and one that is made meanwhile. */
  private static final int LEAST = 4;

  private static final int MOST = 9;

  private final Deque<Item<T>> ready = new ArrayDeque<>();

  /** The one used last comes first: the processor may still have it in its cache. */
  private final Deque<VideoFrame> free = new ArrayDeque<>();

  private final VideoFormat output;
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
   * @param canvas the memory that it takes
   */
  public record Item<T>(VideoFrame frame, T word, VideoFrame canvas) {}

  FrameQueue(VideoFormat output, int capacity) {
    this.output = output;
    this.capacity = capacity;
  }

  /** A queue for pictures of this size, which says how many there is room for. */
  public static <T> FrameQueue<T> of(VideoFormat output) {
    long frameBytes = Math.max(1, (long) output.width() * output.height() * 3 / 2);
    return new FrameQueue<>(
        output, (int) Math.max(LEAST, Math.min(MOST, USUAL_BYTES / frameBytes)));
  }

  /**
   * Lends the giver memory for its next picture, as a compositor is given it; waits while all is in
   * use.
   *
   * @throws MediaException CLOSED once the taker has gone
   */
  public VideoFrame canvas() throws IOException {
    VideoFrame canvas = awaitRoom();
    if (canvas == null) {
      return allocate(output);
    }
    canvas.planes().forEach(plane -> plane.data().clear()); // whoever had it may have moved them
    return canvas;
  }

  /**
   * Keeps a picture that was made for a canvas: as it is if it was drawn there, else a copy. The
   * taker does not get it before {@link #hand}.
   */
  public static VideoFrame keep(VideoFrame canvas, VideoFrame made) {
    if (liesIn(canvas, made)) {
      return made;
    }
    boolean fits =
        made.layout() == canvas.layout()
            && made.width() == canvas.width()
            && made.height() == canvas.height();
    return fits ? copyInto(canvas, made) : copy(made, null);
  }

  /** Compares identities: buffers are equal where their contents are. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean liesIn(VideoFrame canvas, VideoFrame made) {
    return made.planes().get(0).data() == canvas.planes().get(0).data();
  }

  private static VideoFrame copyInto(VideoFrame canvas, VideoFrame made) {
    for (int i = 0; i < made.planes().size(); i++) {
      Plane from = made.planes().get(i);
      Plane to = canvas.planes().get(i);
      int columns = made.layout().planeWidth(i, made.width());
      for (int y = 0; y < made.layout().planeHeight(i, made.height()); y++) {
        int start = from.data().position() + y * from.stride();
        to.data().put(to.data().position() + y * to.stride(), from.data(), start, columns);
      }
    }
    return new VideoFrame(
        made.timeUs(),
        made.durationUs(),
        made.width(),
        made.height(),
        made.layout(),
        made.color(),
        canvas.planes());
  }

  /** Gives a picture to the taker. */
  public synchronized void hand(Item<T> made) {
    ready.add(made);
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

  private static VideoFrame allocate(VideoFormat output) {
    PixelLayout layout = PixelLayout.I420;
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < layout.planes(); i++) {
      int width = layout.planeWidth(i, output.width());
      int stride = -Math.floorDiv(-width, ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
      int bytes = stride * layout.planeHeight(i, output.height()) + MARGIN_BYTES;
      ByteBuffer memory = ByteBuffer.allocateDirect(bytes + ALIGNMENT_BYTES);
      planes.add(new Plane(memory.alignedSlice(ALIGNMENT_BYTES), stride));
    }
    return new VideoFrame(0, 0, output.width(), output.height(), layout, output.color(), planes);
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
    free.push(item.canvas());
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
