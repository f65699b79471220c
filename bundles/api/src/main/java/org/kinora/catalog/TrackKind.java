package org.kinora.catalog;

import org.kinora.media.AudioFormat;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/** What a track holds. */
public enum TrackKind {
  /** Pictures. */
  VIDEO,
  /** Sound. */
  AUDIO,
  /** Events. */
  EVENTS;

  /** The kind of a format. */
  public static TrackKind of(TrackFormat format) {
    if (format instanceof VideoFormat) {
      return VIDEO;
    }
    return format instanceof AudioFormat ? AUDIO : EVENTS;
  }
}
