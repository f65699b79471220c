package org.kinora.tck.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

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

  /** The first samples of it. */
  Clip first(int count) {
    return new Clip(track, samples.subList(0, count), Optional.empty());
  }

  /** Whether it has start codes, which files replace by lengths, so that its bytes differ there. */
  boolean isByteStream() {
    return track.format() instanceof VideoFormat video
        && video.codec().startsWith("h26")
        && video.config().isEmpty();
  }

  @Override
  public String toString() {
    return codec() + " clip of " + samples.size() + " samples";
  }
}
