package org.kinora.media;

import java.util.Objects;

/**
 * A video track's format.
 *
 * <p>The configuration decides how H.264 and H.265 samples look: with an {@code avcC} or {@code
 * hvcC} payload (ISO/IEC 14496-15, section 5.3.3 and 8.3.3, without the box header) each NAL unit
 * has a length prefix of the size it states; with an empty configuration samples are Annex-B byte
 * streams whose key frames carry their parameter sets. AV1 and VP9 use the payload of {@code av1C}
 * and {@code vpcC}, or nothing.
 *
 * @param codec see {@link TrackFormat#codec()}
 * @param width visible width in pixels, at least 1
 * @param height visible height in pixels, at least 1
 * @param color how numbers become light
 * @param config decoder configuration, or empty
 */
public record VideoFormat(String codec, int width, int height, ColorInfo color, Blob config)
    implements TrackFormat {
  /** Checks the sizes. */
  public VideoFormat {
    Objects.requireNonNull(codec);
    Objects.requireNonNull(color);
    Objects.requireNonNull(config);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("picture of " + width + "x" + height);
    }
  }
}
