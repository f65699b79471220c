package org.kinora.spi.compose;

import java.util.Objects;
import org.kinora.media.VideoFormat;
import org.kinora.scene.Scene;

/**
 * What a compositor is made for.
 *
 * @param scene what it draws; its timeline is the engine's business
 * @param screen the recorded video's format
 * @param quality how well it scales
 * @param images reads the images that the scene names
 */
public record CompositorSettings(
    Scene scene, VideoFormat screen, Quality quality, ImageSource images) {
  /** How well pictures are scaled. */
  public enum Quality {
    /** As quickly as can be: bilinear. */
    DRAFT,
    /** Bicubic. */
    FULL
  }

  /** Checks for null. */
  public CompositorSettings {
    Objects.requireNonNull(scene);
    Objects.requireNonNull(screen);
    Objects.requireNonNull(quality);
    Objects.requireNonNull(images);
  }
}
