package org.kinora.engine.recording;

import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;

/**
 * Cuts a track into the runs of samples that are read and cached together: of video each group of
 * pictures, of anything else every 256 samples. Long groups are cut at every 256th sample too, so
 * that a run is found, read and held at a bounded price. Where a run ends depends on the track
 * only, not on what is asked for.
 */
final class SampleRuns {
  private static final int MOST_SAMPLES = 256;

  private SampleRuns() {}

  /** The run that holds a sample. */
  static SampleRange around(RecordingInfo info, TrackIndex index, int trackId, int sample)
      throws MediaException {
    boolean byGroup = info.track(trackId).format() instanceof VideoFormat;
    int first = sample;
    while (first % MOST_SAMPLES != 0 && !(byGroup && index.isKeyframe(first))) {
      first--;
    }
    int end = sample + 1;
    while (end < index.count() && end % MOST_SAMPLES != 0 && !(byGroup && index.isKeyframe(end))) {
      end++;
    }
    return new SampleRange(trackId, first, end - first);
  }
}
