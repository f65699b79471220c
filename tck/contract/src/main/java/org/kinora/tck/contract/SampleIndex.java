package org.kinora.tck.contract;

import java.util.List;
import org.kinora.media.TrackIndex;

/**
 * The index of samples that are shown in the order in which they are decoded.
 *
 * @param samples all of a track
 */
record SampleIndex(List<Sample> samples) implements TrackIndex {
  @Override
  public int count() {
    return samples.size();
  }

  @Override
  public long timeUs(int i) {
    return samples.get(i).info().timeUs();
  }

  @Override
  public long decodeTimeUs(int i) {
    return samples.get(i).info().decodeTimeUs();
  }

  @Override
  public long durationUs(int i) {
    return samples.get(i).info().durationUs();
  }

  @Override
  public int size(int i) {
    return samples.get(i).info().size();
  }

  @Override
  public boolean isKeyframe(int i) {
    return samples.get(i).info().keyframe();
  }

  @Override
  public int floor(long timeUs) {
    int found = -1;
    for (int i = 0; i < samples.size() && timeUs(i) <= timeUs; i++) {
      found = i;
    }
    return found;
  }

  @Override
  public int keyframeBefore(int i) {
    int key = i;
    while (key >= 0 && !isKeyframe(key)) {
      key--;
    }
    return key;
  }
}
