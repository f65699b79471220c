package org.kinora.spi.compose;

import java.util.Objects;
import org.kinora.media.VideoFrame;

/**
 * One picture that takes part in a composition.
 *
 * @param name {@link #SCREEN} or {@link #CAMERA}
 * @param frame the picture; lent
 */
public record Layer(String name, VideoFrame frame) {
  /** The name of the recorded video's layer. */
  public static final String SCREEN = "screen";

  /** The name of the camera's layer. */
  public static final String CAMERA = "camera";

  /** Checks for null. */
  public Layer {
    Objects.requireNonNull(name);
    Objects.requireNonNull(frame);
  }
}
