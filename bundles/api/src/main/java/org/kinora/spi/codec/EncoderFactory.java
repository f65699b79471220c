package org.kinora.spi.codec;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes encoders of one codec. A stateless service, safe for many threads, with the properties
 * {@code codec} (one name), {@code codec.implementation} (the library's name for it) and {@code
 * service.ranking}.
 */
@ConsumerType
public interface EncoderFactory {
  /** The service property that names the codec. */
  String CODEC = "codec";

  /** The service property that names the implementation, such as {@code libx264}. */
  String IMPLEMENTATION = "codec.implementation";

  /**
   * Whether it can make this, as far as codec, size, rate and channels tell: nothing is opened, so
   * {@link #create} may still refuse.
   */
  boolean supports(EncoderSettings settings);

  /**
   * Makes an encoder.
   *
   * @return an encoder that the caller closes
   * @throws org.kinora.media.MediaException ENCODER_NOT_SUPPORTED, ARGUMENT_INVALID for an unknown
   *     option
   */
  Encoder create(EncoderSettings settings) throws IOException;
}
