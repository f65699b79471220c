package org.kinora.engine.play;

import java.nio.file.Path;
import org.kinora.engine.NearestPixels;

/**
 * What the players of the tests play: {@link #PICTURES} of 64×48, one every {@link #PICTURE_US}.
 */
final class PlayedClip {
  static final long PICTURE_US = 50_000;
  static final int PICTURES = 90;

  /** From one key frame to the next. */
  static final int GOP = 30;

  private PlayedClip() {}

  static Path make(Path dir) {
    return NearestPixels.media(
        dir.resolve("clip.mp4"),
        "-f lavfi -i testsrc2=size=64x48:rate=%d -frames:v %d -c:v libx264 -g %d -bf 2"
            .formatted(1_000_000 / PICTURE_US, PICTURES, GOP));
  }
}
