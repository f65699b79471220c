package org.kinora.tck.contract;

import java.util.Set;

/**
 * What a muxer promises besides what its clips show. What it does not promise it must refuse.
 *
 * @param extension of the files it writes, without the dot, as FFmpeg knows it
 * @param maxTracks how many tracks a file holds; {@link Integer#MAX_VALUE} for no limit
 * @param timeToleranceUs by how much a time may change on the way through the file
 * @param alsoTakes codecs that it takes although no clip shows it
 */
public record MuxerBehaviour(
    String extension, int maxTracks, long timeToleranceUs, Set<String> alsoTakes) {
  /** Copies and checks. */
  public MuxerBehaviour {
    alsoTakes = Set.copyOf(alsoTakes);
    if (extension.isBlank() || maxTracks < 1 || timeToleranceUs < 0) {
      throw new IllegalArgumentException(
          extension + ", " + maxTracks + " tracks, tolerance " + timeToleranceUs);
    }
  }
}
