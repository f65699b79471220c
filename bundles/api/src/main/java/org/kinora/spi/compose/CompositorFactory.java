package org.kinora.spi.compose;

import java.io.IOException;
import java.util.List;
import org.kinora.scene.Scene;
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
   * What of a scene it cannot draw, a short name each, such as {@code captions}; empty if it draws
   * all of it.
   */
  default List<String> unsupported(Scene scene) {
    return List.of();
  }

  /**
   * Makes a compositor for one scene. Images that the scene names are read now.
   *
   * @return a compositor that the caller closes
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID for a scene that leaves no room for
   *     the video; what reading an image throws
   */
  Compositor create(CompositorSettings settings) throws IOException;
}
