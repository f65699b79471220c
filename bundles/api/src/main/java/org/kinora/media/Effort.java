package org.kinora.media;

/** How much work an encoder spends on a picture; more gives a smaller file of the same quality. */
public enum Effort {
  /** As quickly as can be, to look at soon. */
  DRAFT,
  /** Quick, and good enough to share. */
  BALANCED,
  /** Slower, smaller. */
  HIGH,
  /** As small as can be in any time that is still useful. */
  BEST
}
