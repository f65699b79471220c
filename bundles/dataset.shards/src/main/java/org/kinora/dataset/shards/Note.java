package org.kinora.dataset.shards;

import java.util.Locale;

/** What is remarkable about a row: the closed list of codes in the column {@code notes}. */
enum Note {
  /** It happened before the chunk's first frame was shown. */
  BEFORE_FIRST_FRAME(true),
  /** A control was released whose press nobody saw. */
  ORPHAN_RELEASE(false),
  /** Added: the release of a control that is still down at the chunk's end. */
  SYNTHETIC_RELEASE(true),
  /** The place lay outside of the picture and was moved to its edge. */
  OUT_OF_FRAME(true),
  /** Several moves in one. */
  COALESCED(true),
  /** Its code was replaced. */
  REMAPPED(true);

  private final boolean valid;

  Note(boolean valid) {
    this.valid = valid;
  }

  /** Whether a row stays usable with it. */
  boolean valid() {
    return valid;
  }

  /** The code: {@code orphan_release}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
