package org.kinora.engine;

import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackIndex;

/** Where groups of pictures begin and end in an index. */
final class Gops {
  private Gops() {}

  /** The sample whose picture is shown at a time; before the first, the first that is shown. */
  static int shownAt(TrackIndex index, int trackId, long timeUs) throws MediaException {
    if (index.count() == 0) {
      throw new MediaException(MediaError.DATA_RANGE_ERROR, "track " + trackId + " has no samples");
    }
    int sample = index.floor(timeUs);
    return sample >= 0 ? sample : firstShown(index);
  }

  private static int firstShown(TrackIndex index) {
    int first = 0;
    // Reordering reaches back over a few pictures only, never over a whole GOP.
    for (int i = 1; i < Math.min(index.count(), 64); i++) {
      if (index.timeUs(i) < index.timeUs(first)) {
        first = i;
      }
    }
    return first;
  }

  /** The key frame from which a sample can be decoded. */
  static int keyframeFor(TrackIndex index, int trackId, int sample) throws MediaException {
    int key = index.keyframeBefore(sample);
    if (key < 0) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "track "
              + trackId
              + " has no key frame at or before sample "
              + sample
              + " ("
              + index.timeUs(sample)
              + " us)");
    }
    return key;
  }

  /** The index behind the group of pictures that begins at {@code key}. */
  static int end(TrackIndex index, int key) {
    int end = key + 1;
    while (end < index.count() && !index.isKeyframe(end)) {
      end++;
    }
    return end;
  }
}
