package org.kinora.storage.jsonl;

import java.util.Set;

/**
 * The tags under which a reader tells what {@link org.kinora.media.RecordingInfo} has no field for.
 */
final class Tags {
  /** The frame rate that the recorder asked for; pictures come when they come. */
  static final String FPS = "fps";

  /** The codec string as the recorder configured it. */
  static final String CODEC_STRING = "codecString";

  /** What was taken off every timestamp: time 0 on the recorder's own clock. */
  static final String TIME_ORIGIN_US = "timeOriginUs";

  /** The same for the mouse, whose clock is another one. */
  static final String MOUSE_TIME_ORIGIN_US = "mouseTimeOriginUs";

  /** Those that meta.json or the directory hold in a place of their own. */
  static final Set<String> NOT_STORED = Set.of(FPS, CODEC_STRING, MOUSE_TIME_ORIGIN_US);

  private Tags() {}
}
