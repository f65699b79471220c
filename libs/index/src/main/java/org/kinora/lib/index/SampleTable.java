package org.kinora.lib.index;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackIndex;

/**
 * An index in memory: about 8 bytes a sample where samples follow each other in time and in the
 * file without gaps, up to 20 where nothing is regular. Immutable; safe for many threads; lookups
 * create no objects. Besides what {@link TrackIndex} says it keeps each sample's place in the file.
 */
public final class SampleTable implements TrackIndex {
  private final int count;

  /** Presentation times, and behind the last one where that sample ends. */
  private final PackedLongs timeUs;

  /** How much longer each sample lasts than until the time of the one behind it. */
  private final PackedLongs overlapUs;

  /** How much later each sample is presented than decoded. */
  private final PackedLongs delayUs;

  /** Places, and behind the last one where that sample ends. */
  private final PackedLongs position;

  /** How many more bytes each sample has than lie up to the place of the one behind it. */
  private final PackedLongs excess;

  private final BitSet keyframes;

  /** Sample numbers by rising presentation time, less their ranks; null where all would be 0. */
  private final @Nullable PackedLongs byTime;

  private SampleTable(Builder builder) {
    count = builder.count;
    timeUs = builder.timeUs.build();
    position = builder.position.build();
    excess = builder.excess.build();
    delayUs = builder.delayUs.build();
    keyframes = builder.keyframes;
    PackedLongs overlaps = builder.overlapUs.build();
    if (builder.timesRise) {
      byTime = null;
      overlapUs = overlaps;
    } else {
      byTime = ranks(PresentationOrder.of(timeUs, count));
      overlapUs = toNextPresented(overlaps, builder.openEnds);
    }
  }

  private SampleTable(SampleTable other, PackedLongs delayUs) {
    count = other.count;
    timeUs = other.timeUs;
    overlapUs = other.overlapUs;
    this.delayUs = delayUs;
    position = other.position;
    excess = other.excess;
    keyframes = other.keyframes;
    byTime = other.byTime;
  }

  private static PackedLongs ranks(int[] order) {
    PackedLongs.Builder ranks = new PackedLongs.Builder();
    for (int rank = 0; rank < order.length; rank++) {
      ranks.add(order[rank] - rank);
    }
    return ranks.build();
  }

  /** Lets samples without a duration of their own last until the next presentation time. */
  private PackedLongs toNextPresented(PackedLongs overlaps, BitSet openEnds) {
    PackedLongs.Builder corrected = new PackedLongs.Builder();
    for (int i = 0; i < count; i++) {
      boolean open = openEnds.get(i);
      long duration = open ? toNextPresented(i, overlaps, openEnds) : lasting(i, overlaps);
      corrected.add(duration - (timeUs.get(i + 1) - timeUs.get(i)));
    }
    return corrected.build();
  }

  private long toNextPresented(int i, PackedLongs overlaps, BitSet openEnds) {
    int rank = rankBehind(timeUs.get(i)) - 1;
    if (atRank(rank) != i) {
      return 0; // another one is presented at the same time, behind it
    }
    if (rank + 1 < count) {
      return timeUs.get(atRank(rank + 1)) - timeUs.get(i);
    }
    int before = atRank(rank - 1);
    return openEnds.get(before) ? timeUs.get(i) - timeUs.get(before) : lasting(before, overlaps);
  }

  private long lasting(int i, PackedLongs overlaps) {
    return timeUs.get(i + 1) - timeUs.get(i) + overlaps.get(i);
  }

  /** Begins an empty table. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The same samples with the decode times that their order needs: the presentation times in rising
   * order, moved back until none lies behind its own sample's presentation.
   */
  public SampleTable withRisingDecodeTimes() {
    long backUs = 0;
    for (int i = 0; i < count; i++) {
      backUs = Math.max(backUs, timeUs.get(atRank(i)) - timeUs.get(i));
    }
    PackedLongs.Builder delays = new PackedLongs.Builder();
    for (int i = 0; i < count; i++) {
      delays.add(timeUs.get(i) - timeUs.get(atRank(i)) + backUs);
    }
    return new SampleTable(this, delays.build());
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long timeUs(int i) {
    return timeUs.get(Objects.checkIndex(i, count));
  }

  @Override
  public long decodeTimeUs(int i) {
    return timeUs(i) - delayUs.get(i);
  }

  @Override
  public long durationUs(int i) {
    return lasting(Objects.checkIndex(i, count), overlapUs);
  }

  @Override
  public int size(int i) {
    return (int) (end(i) - position.get(i));
  }

  @Override
  public boolean isKeyframe(int i) {
    return keyframes.get(Objects.checkIndex(i, count));
  }

  /** {@inheritDoc} Looks up once what several of its numbers are told from. */
  @Override
  public SampleInfo info(int i) {
    long time = timeUs(i);
    long duration = timeUs.get(i + 1) - time + overlapUs.get(i);
    return new SampleInfo(time, time - delayUs.get(i), duration, size(i), keyframes.get(i));
  }

  /** Where sample {@code i} lies, in whatever the format counts. */
  public long position(int i) {
    return position.get(Objects.checkIndex(i, count));
  }

  /** Where sample {@code i} ends: {@link #position} and {@link #size} together. */
  public long end(int i) {
    return position.get(Objects.checkIndex(i, count) + 1) + excess.get(i);
  }

  /**
   * The sample behind those that one read fetches best: each begins behind the one before it, near
   * enough that a read of its own would not be quicker.
   *
   * @param first the one to begin with; it counts whatever its size
   * @param last the sample behind those that are wanted
   * @param mostGap how far a sample may begin behind the end of the one before it
   * @param mostLength how far the last one may end behind the beginning of the first
   */
  public int runEnd(int first, int last, long mostGap, long mostLength) {
    long mostEnd = position(first) + mostLength;
    long end = end(first);
    for (int i = first + 1; i < last; i++) {
      long gap = position(i) - end;
      end = end(i);
      if (gap < 0 || gap > mostGap || end > mostEnd) {
        return i;
      }
    }
    return last;
  }

  @Override
  public int floor(long time) {
    int behind = rankBehind(time);
    return behind == 0 ? -1 : atRank(behind - 1);
  }

  /** How many samples are presented at or before a time. */
  private int rankBehind(long time) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeUs.get(atRank(middle)) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int atRank(int rank) {
    return byTime == null ? rank : rank + (int) byTime.get(rank);
  }

  @Override
  public int keyframeBefore(int i) {
    int key = keyframes.previousSetBit(Objects.checkIndex(i, count));
    while (key >= 0 && timeUs.get(key) > timeUs.get(i)) {
      key = keyframes.previousSetBit(key - 1);
    }
    return key;
  }

  /** Collects samples in decode order. Not safe for many threads. */
  public static final class Builder {
    private int count;
    private final PackedLongs.Builder timeUs = new PackedLongs.Builder();
    private final PackedLongs.Builder overlapUs = new PackedLongs.Builder();
    private final PackedLongs.Builder delayUs = new PackedLongs.Builder();
    private final PackedLongs.Builder position = new PackedLongs.Builder();
    private final PackedLongs.Builder excess = new PackedLongs.Builder();
    private final BitSet keyframes = new BitSet();

    /** The samples that last until the next one is presented. */
    private final BitSet openEnds = new BitSet();

    private boolean timesRise = true;
    private long lastTime;
    private long lastDuration;
    private long durationBefore;
    private long lastEnd;

    private Builder() {}

    /**
     * Adds the next sample.
     *
     * @param duration {@link MediaTime#UNKNOWN} for "until the next one is shown"; the last such
     *     sample lasts as long as the one before it
     * @param at where it lies, in whatever the format counts
     */
    public Builder add(
        long time, long decodeTime, long duration, long at, int bytes, boolean keyframe) {
      if (count > 0) {
        endLast(time, at);
      }
      timeUs.add(time);
      delayUs.add(time - decodeTime);
      position.add(at);
      if (keyframe) {
        keyframes.set(count);
      }
      lastTime = time;
      lastDuration = duration;
      lastEnd = at + bytes;
      count++;
      return this;
    }

    /** Relates the sample before to where this one begins. */
    private void endLast(long time, long at) {
      timesRise &= time >= lastTime;
      boolean open = lastDuration == MediaTime.UNKNOWN;
      if (open) {
        openEnds.set(count - 1);
        lastDuration = time - lastTime;
      }
      overlapUs.add(lastTime + lastDuration - time);
      durationBefore = lastDuration;
      excess.add(lastEnd - at);
    }

    /** The number of samples so far. */
    public int count() {
      return count;
    }

    /** The table of all samples. Nothing can be added after it. */
    public SampleTable build() {
      if (count > 0) {
        boolean open = lastDuration == MediaTime.UNKNOWN;
        openEnds.set(count - 1, open);
        timeUs.add(lastTime + (open ? durationBefore : lastDuration));
        overlapUs.add(0);
        position.add(lastEnd);
        excess.add(0);
      }
      return new SampleTable(this);
    }
  }
}
