package org.kinora.lib.scale;

import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.io.Closeable;
import java.lang.ref.Reference;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * Scales and converts pictures with FFmpeg's libswscale, from the memory where they lie into the
 * memory where they are wanted. Keeps what it prepared as long as the pictures stay alike; starts
 * no threads. One thread at a time.
 */
public final class Scaler implements Closeable {
  /** libswscale writes rows in whole vectors: those of other widths are made beside and copied. */
  private static final int VECTOR_PIXELS = 32;

  private static final int MAX_PLANES = 4;
  private static final int FIXED_POINT_ONE = 1 << 16;

  /** How carefully pictures are resized. */
  public enum Quality {
    /** Sharp; for what is kept. */
    BICUBIC,
    /** Quicker and softer; for drafts. */
    FAST
  }

  private final Quality quality;
  private final PointerPointer<BytePointer> sourceData = new PointerPointer<>(MAX_PLANES);
  private final PointerPointer<BytePointer> targetData = new PointerPointer<>(MAX_PLANES);
  private final IntPointer sourceStrides = new IntPointer(MAX_PLANES);
  private final IntPointer targetStrides = new IntPointer(MAX_PLANES);
  private @Nullable Task task;

  /** Null where only a copy is needed. */
  private @Nullable SwsContext context;

  private @Nullable MatrixChange matrixChange;
  private @Nullable VideoFrame padded;
  private @Nullable VideoFrame beside;
  private boolean closed;

  /** What must stay the same for what is prepared to be used again. */
  private record Task(Coding from, Coding to) {
    static Task of(VideoFrame from, VideoFrame to) {
      Coding source = Coding.of(from);
      Coding target = Coding.of(to);
      return new Task(source.beside(target), target.beside(source));
    }

    boolean changesMatrixAfterwards() {
      return from.matrix() != to.matrix() && MatrixChange.supports(to.layout());
    }

    /** The part that libswscale does. */
    Task scaling() {
      return changesMatrixAfterwards() ? new Task(from, to.withMatrix(from.matrix())) : this;
    }

    boolean isCopy() {
      return from.equals(to);
    }

    boolean goesThroughRgb() {
      return from.layout() == PixelLayout.RGBA
          || to.layout() == PixelLayout.RGBA
          || from.matrix() != to.matrix();
    }
  }

  /** Makes a scaler; it prepares itself with the first picture. */
  public Scaler(Quality quality) {
    this.quality = quality;
  }

  /**
   * Scales one picture into another, which says size, layout, range and matrix of the result.
   * Writes the pixels of {@code to} and nothing around them, so it may be a {@linkplain
   * Pictures#part part} of a larger picture. What a picture's colour leaves unspecified is taken as
   * FFmpeg takes it: BT.601, limited range, for grey full range. Pictures that are alike are
   * copied. Alpha is not blended.
   *
   * @param from used in place if 64 readable bytes follow its planes' last rows, else copied first
   * @throws MediaException ARGUMENT_INVALID if a plane is too small for its picture, CLOSED,
   *     INTERNAL_ERROR if the library refuses
   */
  public void scale(VideoFrame from, VideoFrame to) throws MediaException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, "scaler is closed");
    }
    long margin = Pictures.margin(from);
    Pictures.margin(to);
    prepare(Task.of(from, to));
    if (context == null) {
      Pictures.copy(from, to);
    } else {
      resize(margin < Pictures.MARGIN_BYTES ? padded(from) : from, to);
    }
    if (matrixChange != null) {
      matrixChange.apply(to);
    }
  }

  /** Whether the pixels of two pictures mean the same, whatever their sizes. */
  public static boolean areCodedAlike(VideoFrame one, VideoFrame other) {
    return Coding.of(one).isLike(Coding.of(other));
  }

  private void resize(VideoFrame from, VideoFrame to) throws MediaException {
    if (isWholeVectors(to)) {
      run(from, to);
    } else {
      beside = like(to, beside);
      run(from, beside);
      Pictures.copy(beside, to);
    }
  }

  private static boolean isWholeVectors(VideoFrame frame) {
    PixelLayout layout = frame.layout();
    int last = layout.planes() - 1;
    return frame.width() % VECTOR_PIXELS == 0
        && layout.planeWidth(last, frame.width()) % VECTOR_PIXELS == 0;
  }

  /** A copy with the margin that the original lacks. */
  private VideoFrame padded(VideoFrame from) {
    padded = like(from, padded);
    Pictures.copy(from, padded);
    return padded;
  }

  /** Memory for a picture like this one: what is there already, if it fits. */
  private static VideoFrame like(VideoFrame frame, @Nullable VideoFrame before) {
    if (before != null
        && before.layout() == frame.layout()
        && before.width() == frame.width()
        && before.height() == frame.height()) {
      return before;
    }
    return Pictures.allocate(frame.layout(), frame.width(), frame.height(), frame.color());
  }

  private void run(VideoFrame from, VideoFrame to) throws MediaException {
    try {
      point(from, sourceData, sourceStrides);
      point(to, targetData, targetStrides);
      int rows =
          sws_scale(
              context, sourceData, sourceStrides, 0, from.height(), targetData, targetStrides);
      if (rows != to.height()) {
        throw refused(Task.of(from, to), "sws_scale returned " + rows);
      }
    } finally {
      // the library works on addresses: the collector cannot see that the memory is in use
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }

  private static void point(
      VideoFrame frame, PointerPointer<BytePointer> data, IntPointer strides) {
    for (int i = 0; i < frame.planes().size(); i++) {
      Plane plane = frame.planes().get(i);
      data.put(i, new BytePointer(plane.data().slice()));
      strides.put(i, plane.stride());
    }
  }

  private void prepare(Task wanted) throws MediaException {
    if (wanted.equals(task)) {
      return;
    }
    free();
    Task scaling = wanted.scaling();
    if (!scaling.isCopy()) {
      context = open(scaling);
    }
    if (wanted.changesMatrixAfterwards()) {
      matrixChange =
          new MatrixChange(wanted.from.matrix(), wanted.to.matrix(), wanted.to.isFullRange());
    }
    task = wanted;
  }

  private SwsContext open(Task scaling) throws MediaException {
    SwsContext made = sws_alloc_context();
    if (made == null) {
      throw refused(scaling, "out of memory");
    }
    Coding from = scaling.from;
    Coding to = scaling.to;
    int fromFullRange = from.isFullRange() ? 1 : 0;
    int toFullRange = to.isFullRange() ? 1 : 0;
    // ranges are set before the start: where they are equal it may choose a plain copy for good
    made.src_w(from.width()).src_h(from.height()).src_format(PixelFormats.of(from.layout()));
    made.dst_w(to.width()).dst_h(to.height()).dst_format(PixelFormats.of(to.layout()));
    made.src_range(fromFullRange).dst_range(toFullRange).flags(flags(scaling));
    int result = sws_init_context(made, null, null);
    if (result >= 0) {
      result =
          sws_setColorspaceDetails(
              made,
              sws_getCoefficients(from.matrix()),
              fromFullRange,
              sws_getCoefficients(to.matrix()),
              toFullRange,
              0,
              FIXED_POINT_ONE,
              FIXED_POINT_ONE);
    }
    if (result < 0) {
      sws_freeContext(made);
      throw refused(scaling, "libswscale returned " + result);
    }
    return made;
  }

  /** On the way through RGB the quick methods smear chroma over luma: it is kept at full size. */
  private int flags(Task scaling) {
    if (scaling.goesThroughRgb()) {
      int filter = quality == Quality.BICUBIC ? SWS_BICUBIC : SWS_BILINEAR;
      return filter | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
    }
    return quality == Quality.BICUBIC ? SWS_BICUBIC : SWS_FAST_BILINEAR;
  }

  private static MediaException refused(Task task, String what) {
    return new MediaException(
        MediaError.INTERNAL_ERROR, "scaling " + task.from + " to " + task.to + ": " + what);
  }

  private void free() {
    task = null;
    matrixChange = null;
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
  }

  /** Frees the native memory. A second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      free();
      sourceData.close();
      targetData.close();
      sourceStrides.close();
      targetStrides.close();
    }
  }
}
