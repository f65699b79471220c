package org.kinora.lib.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaTime;
import org.kinora.media.TrackIndex;

/**
 * An index in primitive arrays: 28 bytes a sample, 40 where pictures are reordered. Immutable; safe
 * for many threads. Besides what {@link TrackIndex} says it keeps each sample's place in the file.
 */
public final class SampleTable implements TrackIndex {
  private final long[] timeUs;
  private final long[] decodeTimeUs;
  private final long[] durationUs;
  private final long[] position;
  private final int[] size;
  private final BitSet keyframes;

  /** Sample numbers by rising presentation time; null where that is decode order. */
  private final int @Nullable [] byTime;

  private SampleTable(Builder builder) {
    int count = builder.count;
    timeUs = Arrays.copyOf(builder.timeUs, count);
    decodeTimeUs =
        Arrays.equals(timeUs, 0, count, builder.decodeTimeUs, 0, count)
            ? timeUs
            : Arrays.copyOf(builder.decodeTimeUs, count);
    position = Arrays.copyOf(builder.position, count);
    size = Arrays.copyOf(builder.size, count);
    keyframes = (BitSet) builder.keyframes.clone();
    byTime = isRising(timeUs) ? null : sortedByTime(timeUs);
    durationUs = Arrays.copyOf(builder.durationUs, count);
    fillDurations();
  }

  private static boolean isRising(long[] times) {
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private static int[] sortedByTime(long[] times) {
    return IntStream.range(0, times.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> times[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Unknown durations reach to the next presentation time; the last one repeats the one before it.
   */
  private void fillDurations() {
    long previous = 0;
    for (int rank = 0; rank < timeUs.length; rank++) {
      int i = atRank(rank);
      if (durationUs[i] == MediaTime.UNKNOWN) {
        boolean last = rank + 1 == timeUs.length;
        durationUs[i] = last ? previous : timeUs[atRank(rank + 1)] - timeUs[i];
      }
      previous = durationUs[i];
    }
  }

  private int atRank(int rank) {
    return byTime == null ? rank : byTime[rank];
  }

  /** Begins an empty table. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public int count() {
    return timeUs.length;
  }

  @Override
  public long timeUs(int i) {
    return timeUs[i];
  }

  @Override
  public long decodeTimeUs(int i) {
    return decodeTimeUs[i];
  }

  @Override
  public long durationUs(int i) {
    return durationUs[i];
  }

  @Override
  public int size(int i) {
    return size[i];
  }

  @Override
  public boolean isKeyframe(int i) {
    return keyframes.get(Objects.checkIndex(i, timeUs.length));
  }

  /** Where sample {@code i} lies, in whatever the format counts. */
  public long position(int i) {
    return position[i];
  }

  @Override
  public int floor(long time) {
    int low = 0;
    int high = timeUs.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeUs[atRank(middle)] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? -1 : atRank(low - 1);
  }

  @Override
  public int keyframeBefore(int i) {
    int key = keyframes.previousSetBit(Objects.checkIndex(i, timeUs.length));
    while (key >= 0 && timeUs[key] > timeUs[i]) {
      key = keyframes.previousSetBit(key - 1);
    }
    return key;
  }

  /** Collects samples in decode order. Not safe for many threads. */
  public static final class Builder {
    private int count;
    private long[] timeUs = new long[1024];
    private long[] decodeTimeUs = new long[1024];
    private long[] durationUs = new long[1024];
    private long[] position = new long[1024];
    private int[] size = new int[1024];
    private final BitSet keyframes = new BitSet();

    private Builder() {}

    /**
     * Adds the next sample.
     *
     * @param duration {@link MediaTime#UNKNOWN} for "until the next one is shown"
     * @param at where it lies, in whatever the format counts
     */
    public Builder add(
        long time, long decodeTime, long duration, long at, int bytes, boolean keyframe) {
      if (count == timeUs.length) {
        int more = Math.addExact(count, count >> 1);
        timeUs = Arrays.copyOf(timeUs, more);
        decodeTimeUs = Arrays.copyOf(decodeTimeUs, more);
        durationUs = Arrays.copyOf(durationUs, more);
        position = Arrays.copyOf(position, more);
        size = Arrays.copyOf(size, more);
      }
      timeUs[count] = time;
      decodeTimeUs[count] = decodeTime;
      durationUs[count] = duration;
      position[count] = at;
      size[count] = bytes;
      keyframes.set(count, keyframe);
      count++;
      return this;
    }

    /** The number of samples so far. */
    public int count() {
      return count;
    }

    /** The table of all samples so far. */
    public SampleTable build() {
      return new SampleTable(this);
    }
  }
}
