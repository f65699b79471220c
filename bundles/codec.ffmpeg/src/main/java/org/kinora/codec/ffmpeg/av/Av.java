package org.kinora.codec.ffmpeg.av;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;

/** The conventions of FFmpeg's API: error codes, time bases, memory seen as buffers. */
public final class Av {
  /**
   * The largest picture that is decoded or opened, in pixels: 8192 × 8192. A few damaged bytes in a
   * VP8 header could otherwise ask for 400 MB a picture.
   */
  public static final int MAX_PIXELS = 8192 * 8192;

  /** {@code AVERROR(EINVAL)}, on every platform; among other things, a picture over the limit. */
  public static final int INVALID_ARGUMENT = -22;

  static {
    // Failures come back as codes and become exceptions; the library's own lines on stderr would
    // only repeat them.
    av_log_set_level(AV_LOG_FATAL);
  }

  private Av() {}

  /**
   * Passes a result on if it is no error.
   *
   * @throws MediaException with {@code error}, {@code what} and FFmpeg's own text
   */
  public static int check(int result, MediaError error, String what) throws MediaException {
    if (result < 0) {
      throw new MediaException(error, what + ": " + text(result));
    }
    return result;
  }

  /**
   * Passes a newly allocated object on if there is one.
   *
   * @throws MediaException INTERNAL_ERROR if memory is out
   */
  public static <T> T allocated(@Nullable T object) throws MediaException {
    if (object == null) {
      throw new MediaException(MediaError.INTERNAL_ERROR, "FFmpeg is out of memory");
    }
    return object;
  }

  /** FFmpeg's text for an error code. */
  public static String text(int error) {
    byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
    av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  /** Whether a result only says "not now": more input is needed, or all is handed out. */
  public static boolean isDrained(int result) {
    return result == AVERROR_EAGAIN() || result == AVERROR_EOF;
  }

  /** The time base of everything Kinora hands to FFmpeg; the caller closes it. */
  public static AVRational microseconds() {
    return av_make_q(1, MediaTime.US_PER_SECOND);
  }

  /** Ticks of {@code numerator / denominator} seconds as microseconds, rounded to the nearest. */
  public static long toUs(long ticks, int numerator, int denominator) {
    return av_rescale(ticks, (long) numerator * MediaTime.US_PER_SECOND, denominator);
  }

  /** Microseconds as ticks of {@code numerator / denominator} seconds, rounded to the nearest. */
  public static long toTicks(long timeUs, int numerator, int denominator) {
    return av_rescale(timeUs, denominator, (long) numerator * MediaTime.US_PER_SECOND);
  }

  /** Native memory as a direct buffer, big-endian, without copying. Valid as long as the memory. */
  public static ByteBuffer view(BytePointer memory, long sizeBytes) {
    ByteBuffer view = memory.capacity(sizeBytes).asByteBuffer(); // of nothing, it has one byte
    return view.limit((int) sizeBytes).order(ByteOrder.BIG_ENDIAN);
  }
}
