package org.kinora.tck.contract;

import java.util.Objects;
import org.kinora.media.Blob;
import org.kinora.media.SampleInfo;

/**
 * One encoded sample with a copy of its bytes.
 *
 * @param info its times, size and key flag
 * @param data its bytes
 */
public record Sample(SampleInfo info, Blob data) {
  /** Checks that the size is that of the bytes. */
  public Sample {
    Objects.requireNonNull(data);
    if (info.size() != data.size()) {
      throw new IllegalArgumentException(info + " with " + data.size() + " bytes");
    }
  }

  /** The same sample at another time. */
  public Sample at(long timeUs, long decodeTimeUs) {
    return new Sample(
        new SampleInfo(timeUs, decodeTimeUs, info.durationUs(), info.size(), info.keyframe()),
        data);
  }
}
