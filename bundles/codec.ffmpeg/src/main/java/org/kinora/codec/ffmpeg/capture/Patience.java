package org.kinora.codec.ffmpeg.capture;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * How long FFmpeg may wait for a source. While it waits it asks again and again whether to go on:
 * it must not once the time is over or its thread is interrupted.
 */
final class Patience implements AutoCloseable {
  /** One for all inputs, because JavaCPP has room for ten; what differs is in its argument. */
  private static final Interruption INTERRUPTION = new Interruption();

  private final long limitNanos;

  /** Native memory that FFmpeg hands back: the time of {@link System#nanoTime} to give up at. */
  private final LongPointer deadline = new LongPointer(1);

  private static final class Interruption extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer deadline) {
      return Thread.currentThread().isInterrupted() || isOver(new LongPointer(deadline)) ? 1 : 0;
    }
  }

  Patience(Duration limit) {
    limitNanos = limit.toNanos();
    renew();
  }

  /** Whether waiting must end. */
  boolean isOver() {
    return Thread.currentThread().isInterrupted() || isOver(deadline);
  }

  private static boolean isOver(LongPointer deadline) {
    return System.nanoTime() - deadline.get() > 0;
  }

  /** Makes an input that is not open yet ask this. */
  void guard(AVFormatContext context) {
    context.interrupt_callback().callback(INTERRUPTION).opaque(deadline);
  }

  /** Something came: the time begins again. */
  void renew() {
    deadline.put(System.nanoTime() + limitNanos);
  }

  /** What an error code means after all this waiting. */
  MediaException failure(int error, String what) {
    if (Thread.currentThread().isInterrupted()) {
      return new MediaException(MediaError.CANCELLED, what + ": interrupted");
    }
    if (error == AVERROR_EXIT() || isOver(deadline)) {
      return new MediaException(
          MediaError.TIMEOUT, what + ": nothing came within " + limitNanos / 1_000_000 + " ms");
    }
    return new MediaException(MediaError.IO_ERROR, what + ": " + Av.text(error));
  }

  @Override
  public void close() {
    deadline.close();
  }
}
