package org.kinora.spi.codec;

import java.io.IOException;
import org.kinora.media.TrackFormat;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes decoders. A stateless service, safe for many threads, with the property {@code codec} (one
 * or more names).
 */
@ConsumerType
public interface DecoderFactory {
  /** The service property that names the codecs. */
  String CODEC = "codec";

  /** Whether it decodes tracks of this format. */
  boolean supports(TrackFormat format);

  /**
   * Makes a decoder.
   *
   * @param threads how many threads it may use inside, at least 1
   * @return a decoder that the caller closes
   * @throws org.kinora.media.MediaException DECODER_NOT_SUPPORTED, LIMIT_EXCEEDED for a picture
   *     that is too large
   */
  Decoder create(TrackFormat format, int threads) throws IOException;
}
