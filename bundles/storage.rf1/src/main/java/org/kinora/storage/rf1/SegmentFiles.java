package org.kinora.storage.rf1;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The two files of one track in one segment: {@code <base>_<track>.rf1i} and {@code .rf1p}.
 *
 * @param directory where they lie
 * @param base what the tracks of a segment share; in an archive, its start in ms since 1970
 * @param track the track's name
 */
record SegmentFiles(Path directory, String base, String track) {
  static final String INDEX_SUFFIX = ".rf1i";
  static final String PACKETS_SUFFIX = ".rf1p";

  private static final Pattern TRACK_NAME = Pattern.compile("[^/.\\\\#!@%^&*?<>|()\\p{Cntrl}]+");

  /**
   * Takes the name of an index file apart. Behind a start in ms everything is the track's name, as
   * in an archive; otherwise the track's name begins behind the last underscore, for directories
   * and bases have underscores more often than tracks.
   */
  static Optional<SegmentFiles> of(Path directory, String index) {
    if (!index.endsWith(INDEX_SUFFIX)) {
      return Optional.empty();
    }
    String stem = index.substring(0, index.length() - INDEX_SUFFIX.length());
    int split = stem.indexOf('_');
    if (split < 0 || !isStart(stem.substring(0, split))) {
      split = stem.lastIndexOf('_');
    }
    return split <= 0 || split == stem.length() - 1
        ? Optional.empty()
        : Optional.of(
            new SegmentFiles(directory, stem.substring(0, split), stem.substring(split + 1)));
  }

  /** Whether a track of this name can have files. */
  static boolean isTrackName(String name) {
    return TRACK_NAME.matcher(name).matches();
  }

  /** Whether the base is a start in ms, so that files of other bases may belong to it. */
  boolean isArchived() {
    return isStart(base);
  }

  private static boolean isStart(String base) {
    int digits = 0;
    while (digits < base.length() && base.charAt(digits) >= '0' && base.charAt(digits) <= '9') {
      digits++;
    }
    return digits > 0 && digits == base.length();
  }

  /** The same files, where the base is known to be shorter or longer. */
  SegmentFiles withBase(String known) {
    return new SegmentFiles(directory, known, stem().substring(known.length() + 1));
  }

  private String stem() {
    return base + "_" + track;
  }

  String indexName() {
    return stem() + INDEX_SUFFIX;
  }

  String packetsName() {
    return stem() + PACKETS_SUFFIX;
  }

  Path index() {
    return directory.resolve(indexName());
  }

  Path packets() {
    return directory.resolve(packetsName());
  }
}
