package org.kinora.media;

/**
 * A decoded picture or run of sound. Its buffers are lent: valid until the call that handed it over
 * returns.
 */
public sealed interface Frame permits VideoFrame, AudioFrame {
  /** Presentation time. */
  long timeUs();
}
