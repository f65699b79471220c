package org.kinora.lib.movie;

import java.io.IOException;

/**
 * A sample that a file lists.
 *
 * @param track the number that its track was given, from 0
 * @param entry its sample entry, from 0
 * @param sizeBytes of its bytes
 * @param key whether decoding can start there
 * @param decodeTicks in ticks of the media, as are {@code presentationTicks}
 * @param offset of its first byte in the file
 * @param durationTicks unsigned 32 bits
 */
public record FoundSample(
    int track,
    int entry,
    int sizeBytes,
    boolean key,
    long decodeTicks,
    long presentationTicks,
    long offset,
    long durationTicks) {
  /** Behind its last byte. */
  public long end() {
    return offset + sizeBytes;
  }

  /** Takes samples in the order in which the file lists them. */
  @FunctionalInterface
  public interface Sink {
    /** Takes one. */
    void accept(FoundSample sample) throws IOException;
  }
}
