package org.kinora.spi.container;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.kinora.media.TrackFormat;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes muxers of one container. A stateless service, safe for many threads; register it with
 * {@link MuxerType}.
 */
@ConsumerType
public interface MuxerFactory {
  /** Whether the container can hold such a track and this muxer writes it. */
  boolean supports(TrackFormat format);

  /**
   * Makes a muxer.
   *
   * @param out empty, at position 0; stays the caller's, who closes it after the muxer
   * @return a muxer that the caller finishes and closes
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID for an option that is unknown or does
   *     not suit
   */
  Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException;
}
