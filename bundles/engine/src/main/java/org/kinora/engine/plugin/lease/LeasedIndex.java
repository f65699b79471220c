package org.kinora.engine.plugin.lease;

import org.jspecify.annotations.Nullable;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackIndex;

/**
 * An index that stays the same while its reader goes from one plugin to another. It is asked in
 * long loops by many threads, so it takes no lock: who met an index that was going asks the one
 * that came.
 */
final class LeasedIndex implements TrackIndex {
  private final LeasedReader reader;
  private final int trackId;
  private volatile @Nullable TrackIndex index;

  /** What was known when it came, by which it is known again. */
  private volatile int count;

  private volatile @Nullable SampleInfo last;

  LeasedIndex(LeasedReader reader, int trackId, TrackIndex index) {
    this.reader = reader;
    this.trackId = trackId;
    become(index);
  }

  /** Takes another plugin's index of the same samples. */
  void become(TrackIndex other) {
    count = other.count();
    last = count == 0 ? null : other.info(count - 1);
    index = other;
  }

  /** Takes another plugin's index, or is loaded from it when it is asked next. */
  void replace(@Nullable TrackIndex other) {
    if (other == null) {
      lose();
    } else {
      become(other);
    }
  }

  /** Lets go of the plugin's index. */
  void lose() {
    index = null;
  }

  @Nullable TrackIndex current() {
    return index;
  }

  /** Whether another index has the same samples, and perhaps more that came since. */
  boolean isIn(TrackIndex other) {
    SampleInfo mine = last;
    if (mine == null) {
      return true;
    }
    if (other.count() < count) {
      return false;
    }
    SampleInfo its = other.info(count - 1);
    return its.timeUs() == mine.timeUs()
        && its.decodeTimeUs() == mine.decodeTimeUs()
        && its.size() == mine.size()
        && its.keyframe() == mine.keyframe();
  }

  private TrackIndex now() {
    TrackIndex now = index;
    return now == null ? reader.indexAgain(trackId) : now;
  }

  /** The index that came meanwhile; the failure if none did. */
  private TrackIndex after(TrackIndex asked, Throwable failure) {
    TrackIndex now = index;
    if (now != asked) {
      return now();
    }
    if (failure instanceof RuntimeException own) {
      throw own;
    }
    throw (Error) failure;
  }

  @Override
  public int count() {
    TrackIndex asked = now();
    try {
      return asked.count();
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).count();
    }
  }

  @Override
  public long timeUs(int i) {
    TrackIndex asked = now();
    try {
      return asked.timeUs(i);
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).timeUs(i);
    }
  }

  @Override
  public long decodeTimeUs(int i) {
    TrackIndex asked = now();
    try {
      return asked.decodeTimeUs(i);
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).decodeTimeUs(i);
    }
  }

  @Override
  public long durationUs(int i) {
    TrackIndex asked = now();
    try {
      return asked.durationUs(i);
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).durationUs(i);
    }
  }

  @Override
  public int size(int i) {
    TrackIndex asked = now();
    try {
      return asked.size(i);
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).size(i);
    }
  }

  @Override
  public boolean isKeyframe(int i) {
    TrackIndex asked = now();
    try {
      return asked.isKeyframe(i);
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).isKeyframe(i);
    }
  }

  @Override
  public int floor(long timeUs) {
    TrackIndex asked = now();
    try {
      return asked.floor(timeUs);
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).floor(timeUs);
    }
  }

  @Override
  public int keyframeBefore(int i) {
    TrackIndex asked = now();
    try {
      return asked.keyframeBefore(i);
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).keyframeBefore(i);
    }
  }

  @Override
  public SampleInfo info(int i) {
    TrackIndex asked = now();
    try {
      return asked.info(i);
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).info(i);
    }
  }

  @Override
  public long endUs() {
    TrackIndex asked = now();
    try {
      return asked.endUs();
    } catch (RuntimeException | LinkageError e) {
      return after(asked, e).endUs();
    }
  }
}
