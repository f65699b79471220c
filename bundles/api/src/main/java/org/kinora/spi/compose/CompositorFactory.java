package org.kinora.spi.compose;

import java.io.IOException;
import org.kinora.media.Scene;
import org.kinora.media.VideoFormat;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes compositors. A stateless service, safe for many threads, with the property {@code
 * compositor} (its name) and {@code service.ranking}.
 */
@ConsumerType
public interface CompositorFactory {
  /** The service property that names the compositor. */
  String COMPOSITOR = "compositor";

  /**
   * Makes a compositor for one scene.
   *
   * @param source the recorded video's format
   * @return a compositor that the caller closes
   */
  Compositor create(Scene scene, VideoFormat source) throws IOException;
}
