package org.kinora.tck.contract;

import java.util.List;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackIndex;
import org.kinora.tck.contract.ToyFormat.Bug;

/** An index that searches from the start. */
record ToyIndex(ToyFormat format, List<SampleInfo> samples) implements TrackIndex {
  private SampleInfo at(int i) {
    boolean clamps = format.has(Bug.INDEX_CLAMPS) && !samples.isEmpty();
    return samples.get(clamps ? Math.max(0, Math.min(i, samples.size() - 1)) : i);
  }

  @Override
  public int count() {
    return samples.size();
  }

  @Override
  public long timeUs(int i) {
    return at(i).timeUs();
  }

  @Override
  public long decodeTimeUs(int i) {
    return at(i).decodeTimeUs();
  }

  @Override
  public long durationUs(int i) {
    return at(i).durationUs();
  }

  @Override
  public int size(int i) {
    return at(i).size();
  }

  @Override
  public boolean isKeyframe(int i) {
    return at(i).keyframe();
  }

  @Override
  public int floor(long timeUs) {
    int best = -1;
    for (int i = 0; i < samples.size(); i++) {
      long foundUs = timeUs(i);
      boolean before = format.has(Bug.FLOOR_IS_LATE) ? foundUs < timeUs : foundUs <= timeUs;
      if (before && (best < 0 || foundUs > timeUs(best))) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public int keyframeBefore(int i) {
    long timeUs = format.has(Bug.KEYFRAME_IGNORES_TIME) ? Long.MAX_VALUE : timeUs(i);
    int key = i;
    at(i);
    while (key >= 0 && !(isKeyframe(key) && timeUs(key) <= timeUs)) {
      key--;
    }
    return key;
  }
}
