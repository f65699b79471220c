package org.kinora.media;

/** Where groups of pictures begin and end in an index. */
public final class Gops {
  private Gops() {}

  /**
   * The group of pictures that must be decoded to show the picture at a time: from its key frame to
   * the last sample before the next one. Times before the first sample mean the first.
   *
   * @throws MediaException DATA_RANGE_ERROR if the track has no key frame at or before that time
   */
  public static SampleRange at(TrackIndex index, int trackId, long timeUs) throws MediaException {
    int key = keyframeFor(index, trackId, shownAt(index, trackId, timeUs));
    return new SampleRange(trackId, key, end(index, key) - key);
  }

  /**
   * The sample whose picture is shown at a time; before the first, the first that is shown.
   *
   * @throws MediaException DATA_RANGE_ERROR if the track has no samples
   */
  public static int shownAt(TrackIndex index, int trackId, long timeUs) throws MediaException {
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

  /**
   * The key frame from which a sample can be decoded.
   *
   * @throws MediaException DATA_RANGE_ERROR if there is none at or before it
   */
  public static int keyframeFor(TrackIndex index, int trackId, int sample) throws MediaException {
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
  public static int end(TrackIndex index, int key) {
    int end = key + 1;
    while (end < index.count() && !index.isKeyframe(end)) {
      end++;
    }
    return end;
  }
}
