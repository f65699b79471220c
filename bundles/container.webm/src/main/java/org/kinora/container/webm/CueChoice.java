package org.kinora.container.webm;

/**
 * Which blocks of a track are indexed: key frames, not too close to each other, which bounds the
 * index of a stream of nothing but key frames; sound only where there is no picture.
 */
final class CueChoice {
  private static final long PICTURES_APART_US = 100_000;
  private static final long SOUND_APART_US = 1_000_000;

  private boolean any;
  private long lastUs;

  /** Whether to index this block. Asked once for each. */
  boolean takes(boolean video, boolean fileHasVideo, boolean keyframe, long timeUs) {
    if (!keyframe || (fileHasVideo && !video)) {
      return false;
    }
    if (any && timeUs - lastUs < (video ? PICTURES_APART_US : SOUND_APART_US)) {
      return false;
    }
    any = true;
    lastUs = timeUs;
    return true;
  }
}
