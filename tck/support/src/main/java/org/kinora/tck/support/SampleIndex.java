package org.kinora.tck.support;

import java.util.List;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackIndex;

/**
 * The index of samples that are listed somewhere. It searches from the start, as no index of a
 * plugin should, so that a reader can see that it is right.
 *
 * @param samples in decode order; looked at in each call, so that the index grows with its list
 */
public record SampleIndex(List<SampleInfo> samples) implements TrackIndex {
  @Override
  public int count() {
    return samples.size();
  }

  @Override
  public long timeUs(int i) {
    return samples.get(i).timeUs();
  }

  @Override
  public long decodeTimeUs(int i) {
    return samples.get(i).decodeTimeUs();
  }

  @Override
  public long durationUs(int i) {
    return samples.get(i).durationUs();
  }

  @Override
  public int size(int i) {
    return samples.get(i).size();
  }

  @Override
  public boolean isKeyframe(int i) {
    return samples.get(i).keyframe();
  }

  @Override
  public int floor(long timeUs) {
    int found = -1;
    for (int i = 0; i < samples.size(); i++) {
      if (timeUs(i) <= timeUs && (found < 0 || timeUs(i) > timeUs(found))) {
        found = i;
      }
    }
    return found;
  }

  @Override
  public int keyframeBefore(int i) {
    int key = i;
    while (key >= 0 && !(isKeyframe(key) && timeUs(key) <= timeUs(i))) {
      key--;
    }
    return key;
  }
}
