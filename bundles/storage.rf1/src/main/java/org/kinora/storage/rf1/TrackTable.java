package org.kinora.storage.rf1;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackIndex;

/**
 * The samples of a track, looked up in the entries themselves: 8 bytes a NAL unit and 4 a picture,
 * and nothing to be worked out before the first question. Safe for many threads.
 */
final class TrackTable implements TrackIndex {
  /**
   * A segment's place on the timeline.
   *
   * @param index its entries
   * @param firstSample the number of its first picture among the track's samples
   * @param startUs the time of its tick 0
   * @param notBeforeUs the time of the last picture before it, which none of its own precedes
   * @param sizes of its pictures; empty where they are handed over as they are stored
   */
  record Part(
      SegmentIndex index, int firstSample, long startUs, long notBeforeUs, List<Integer> sizes) {
    long timeUs(int picture) {
      return Math.max(notBeforeUs, startUs + index.timeUs(picture));
    }

    int end() {
      return firstSample + index.pictures();
    }

    boolean holds(int sample) {
      return sample >= firstSample && sample < end();
    }

    int size(int picture) {
      return sizes.isEmpty() ? index.storedBytes(picture) : sizes.get(picture);
    }

    /** The first entry of a sample. */
    int firstEntry(int sample) {
      return index.firstEntry(sample - firstSample);
    }

    boolean isKeyframe(int sample) {
      return index.hasFlag(firstEntry(sample), Entry.KEYFRAME);
    }
  }

  private final List<Part> parts;
  private final OptionalLong endUs;
  private final int count;

  /** The segment that was asked for last; most questions are about it again. */
  private volatile Part recent;

  /**
   * Takes the segments of a track, in order.
   *
   * @param parts at least one
   * @param endUs where the last sample ends; empty if it lasts as long as the one before it
   */
  TrackTable(List<Part> parts, OptionalLong endUs) {
    this.parts = List.copyOf(parts);
    this.endUs = endUs;
    recent = parts.get(parts.size() - 1);
    count = recent.end();
  }

  /** The segment that holds a sample. */
  Part part(int sample) {
    Part near = recent;
    if (near.holds(sample)) {
      return near;
    }
    Objects.checkIndex(sample, count);
    int low = 0;
    int high = parts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (parts.get(middle).firstSample() <= sample) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    recent = parts.get(low);
    return parts.get(low);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long timeUs(int i) {
    Part part = part(i);
    return part.timeUs(i - part.firstSample());
  }

  /** {@inheritDoc} The same as its presentation time: nothing is reordered. */
  @Override
  public long decodeTimeUs(int i) {
    return timeUs(i);
  }

  /** {@inheritDoc} Until the next picture; the last one repeats the one before it. */
  @Override
  public long durationUs(int i) {
    Part part = part(i);
    return durationUs(part, i, part.timeUs(i - part.firstSample()));
  }

  private long durationUs(Part part, int i, long timeUs) {
    if (i + 1 < part.end()) {
      return part.timeUs(i + 1 - part.firstSample()) - timeUs;
    }
    if (i + 1 < count) {
      return timeUs(i + 1) - timeUs;
    }
    if (endUs.isPresent()) {
      return endUs.getAsLong() - timeUs;
    }
    return i == 0 ? 0 : timeUs - timeUs(i - 1);
  }

  @Override
  public int size(int i) {
    Part part = part(i);
    return part.size(i - part.firstSample());
  }

  @Override
  public boolean isKeyframe(int i) {
    return part(i).isKeyframe(i);
  }

  @Override
  public SampleInfo info(int i) {
    Part part = part(i);
    int picture = i - part.firstSample();
    long timeUs = part.timeUs(picture);
    return SampleInfo.inOrder(
        timeUs, durationUs(part, i, timeUs), part.size(picture), part.isKeyframe(i));
  }

  @Override
  public int floor(long timeUs) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeUs(middle) <= timeUs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  @Override
  public int keyframeBefore(int i) {
    int key = Objects.checkIndex(i, count);
    while (key >= 0 && !isKeyframe(key)) {
      key--;
    }
    return key;
  }
}
