package org.kinora.dataset.shards;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.kinora.media.FrameRate;

/**
 * Where recordings are cut into chunks. All times are integers and are computed from frame numbers,
 * never summed up: the thousandth chunk begins as exactly as the first.
 */
final class ChunkPlan {
  private static final long US = 1_000_000;

  private ChunkPlan() {}

  /** How many frames of a constant rate a chunk of about that length has; at least one. */
  static long framesPerChunk(FrameRate rate, long chunkUs) {
    BigInteger frames = BigInteger.valueOf(chunkUs).multiply(BigInteger.valueOf(rate.frames()));
    BigInteger unit = BigInteger.valueOf(US).multiply(BigInteger.valueOf(rate.seconds()));
    return Math.max(1, frames.add(unit.shiftRight(1)).divide(unit).longValueExact());
  }

  /**
   * Chunks of as many frames each, of a recording that is exported at a constant rate.
   *
   * @param frames of all chunks together
   * @param timeUs when a frame is shown, by its number; the number behind the last one is the end
   */
  static List<ChunkSpan> constantRate(
      long frames, LongUnaryOperator timeUs, long framesPerChunk, Tail tail) {
    List<ChunkSpan> spans = new ArrayList<>();
    for (long start = 0; start < frames; start += framesPerChunk) {
      long end = Math.min(start + framesPerChunk, frames);
      spans.add(
          new ChunkSpan(
              spans.size(),
              timeUs.applyAsLong(start),
              timeUs.applyAsLong(end),
              start,
              end,
              end - start < framesPerChunk));
    }
    return handleTail(spans, tail);
  }

  /**
   * Chunks of about as long each, of a recording whose frames stay as they are. Each begins with
   * the first frame at or behind its place in the grid at which a chunk may begin, so that it has a
   * picture from its start; where there is none in a whole chunk, there is one chunk less.
   *
   * @param frameUs when frames are shown, rising
   * @param beginUs those of them at which a chunk may begin: all, or the key frames
   * @param endUs where the last frame ends
   */
  static List<ChunkSpan> onFrames(
      long[] frameUs, long[] beginUs, long endUs, long chunkUs, Tail tail) {
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < beginUs.length; i++) {
      long slot = slot(beginUs, i, chunkUs);
      if (i == 0 || slot > slot(beginUs, i - 1, chunkUs)) {
        starts.add(beginUs[i]);
      }
    }
    List<ChunkSpan> spans = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      boolean last = i == starts.size() - 1;
      long start = starts.get(i);
      long end = last ? endUs : starts.get(i + 1);
      spans.add(
          new ChunkSpan(
              i,
              start,
              end,
              position(frameUs, start),
              last ? frameUs.length : position(frameUs, end),
              last && end - start < chunkUs));
    }
    return handleTail(spans, tail);
  }

  /** Which place of the grid a time lies at or behind. */
  private static long slot(long[] beginUs, int i, long chunkUs) {
    return (beginUs[i] - beginUs[0]) / chunkUs;
  }

  private static long position(long[] frameUs, long timeUs) {
    int found = Arrays.binarySearch(frameUs, timeUs);
    if (found < 0) {
      throw new IllegalArgumentException("no frame at " + timeUs + " us");
    }
    return found;
  }

  private static List<ChunkSpan> handleTail(List<ChunkSpan> spans, Tail tail) {
    int last = spans.size() - 1;
    if (last < 0 || !spans.get(last).tail() || tail == Tail.KEEP) {
      return List.copyOf(spans);
    }
    if (tail == Tail.DROP) {
      return List.copyOf(spans.subList(0, last));
    }
    if (last == 0) {
      return List.copyOf(spans);
    }
    List<ChunkSpan> merged = new ArrayList<>(spans.subList(0, last - 1));
    merged.add(spans.get(last - 1).with(spans.get(last)));
    return List.copyOf(merged);
  }
}
