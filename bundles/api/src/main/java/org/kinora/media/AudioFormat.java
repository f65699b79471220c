package org.kinora.media;

import java.util.Objects;

/**
 * An audio track's format.
 *
 * <p>A sample's time is that of the first number that the decoder makes of it, before anything is
 * dropped. So the first packet of a track with a pre-skip, whose sound begins at time t, has the
 * time t − pre-skip, and a track that begins at 0 has a first sample below 0. Formats that stamp
 * packets otherwise convert when they read.
 *
 * @param codec see {@link TrackFormat#codec()}
 * @param sampleRate in Hz; 48,000 for Opus whatever the input's rate was (RFC 7845, section 4)
 * @param channels at least 1
 * @param preSkip samples per channel to drop from the start of the decoded signal (RFC 7845,
 *     section 4.2)
 * @param config Opus: the OpusHead packet (RFC 7845, section 5.1); AAC: AudioSpecificConfig
 *     (ISO/IEC 14496-3, section 1.6.2.1); FLAC: the STREAMINFO block (RFC 9639, section 8.2);
 *     otherwise the codec's own header, or empty
 */
public record AudioFormat(String codec, int sampleRate, int channels, int preSkip, Blob config)
    implements TrackFormat {
  /** Checks the numbers. */
  public AudioFormat {
    Objects.requireNonNull(codec);
    Objects.requireNonNull(config);
    if (sampleRate < 1 || channels < 1 || preSkip < 0) {
      throw new IllegalArgumentException(
          sampleRate + " Hz, " + channels + " channels, pre-skip " + preSkip);
    }
  }
}
