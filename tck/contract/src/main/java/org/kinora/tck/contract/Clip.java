package org.kinora.tck.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.kinora.media.Track;

/**
 * A track with all its samples, in decode order.
 *
 * @param track what the samples are
 * @param samples in decode order
 * @param file the same samples in a file that FFmpeg reads, where there is one
 */
public record Clip(Track track, List<Sample> samples, Optional<Path> file) {
  /** Copies the samples. */
  public Clip {
    Objects.requireNonNull(track);
    Objects.requireNonNull(file);
    samples = List.copyOf(samples);
  }

  /** The codec's name. */
  public String codec() {
    return track.format().codec();
  }

  /** The same samples as another track. */
  public Clip as(Track other) {
    return new Clip(other, samples, file);
  }

  @Override
  public String toString() {
    return codec() + " clip of " + samples.size() + " samples";
  }
}
