package org.kinora.storage.jsonl;

import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaTime;

/**
 * One line of an index as it stands there. The scanner fills the same object again for every line;
 * whoever wants to keep something copies it.
 */
final class IndexLine {
  /** From 1. */
  long number;

  /** Where the line begins in the index file. */
  long at;

  long offset;
  long sizeBytes;
  long timestampUs;

  /** {@link MediaTime#UNKNOWN} where the line does not state it. */
  long decodeTimestampUs;

  /** {@link MediaTime#UNKNOWN} where the line does not state it. */
  long durationUs;

  Says type;
  Says keyframe;
  int codedWidth;
  int codedHeight;
  @Nullable String codec;

  /** The line that this one says the same as, but for quantities. */
  private @Nullable IndexLine model;

  /** The fields that differ from line to line. */
  enum Quantity {
    OFFSET,
    SIZE,
    TIMESTAMP,
    DECODE_TIMESTAMP,
    DURATION
  }

  /** What one of the two fields says about the sample being a key frame. */
  enum Says {
    NOTHING,
    KEY,
    DELTA
  }

  IndexLine() {
    type = Says.NOTHING;
    keyframe = Says.NOTHING;
    clear();
  }

  /** Forgets the fields, not the place. */
  void clear() {
    model = null;
    offset = -1;
    sizeBytes = -1;
    timestampUs = MediaTime.UNKNOWN;
    decodeTimestampUs = MediaTime.UNKNOWN;
    durationUs = MediaTime.UNKNOWN;
    type = Says.NOTHING;
    keyframe = Says.NOTHING;
    codedWidth = 0;
    codedHeight = 0;
    codec = null;
  }

  void set(Quantity field, long value) {
    switch (field) {
      case OFFSET -> offset = value;
      case SIZE -> sizeBytes = value;
      case TIMESTAMP -> timestampUs = value;
      case DECODE_TIMESTAMP -> decodeTimestampUs = value;
      case DURATION -> durationUs = value < 0 ? MediaTime.UNKNOWN : value;
    }
  }

  /**
   * Takes over what another line says, not its place. Nothing is left to do after a line of the
   * same kind: the caller sets the quantities of that kind, always the same ones, each time.
   */
  void copy(IndexLine other) {
    if (model == other) {
      return;
    }
    model = other;
    offset = other.offset;
    sizeBytes = other.sizeBytes;
    timestampUs = other.timestampUs;
    decodeTimestampUs = other.decodeTimestampUs;
    durationUs = other.durationUs;
    type = other.type;
    keyframe = other.keyframe;
    codedWidth = other.codedWidth;
    codedHeight = other.codedHeight;
    codec = other.codec;
  }

  /** A key frame if either field says so: the recorder leaves {@code isKeyframe} false at times. */
  boolean isKey(boolean unlessStated) {
    if (type == Says.NOTHING && keyframe == Says.NOTHING) {
      return unlessStated;
    }
    return type == Says.KEY || keyframe == Says.KEY;
  }

  boolean contradictsItself() {
    return type != keyframe && type != Says.NOTHING && keyframe != Says.NOTHING;
  }

  long endOffset() {
    return offset + sizeBytes;
  }
}
