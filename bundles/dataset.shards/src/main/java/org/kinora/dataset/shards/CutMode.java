package org.kinora.dataset.shards;

import java.util.Locale;

/** How a chunk's video was made. */
enum CutMode {
  /** Copied: the recording has a closed key frame where the chunk begins and where it ends. */
  GRID,
  /** Encoded again, so that it begins where it should. */
  EXACT,
  /** Copied from key frame to key frame: its length is what it is. */
  KEYFRAME;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
