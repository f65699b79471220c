package org.kinora.container.webm;

import java.util.HashSet;
import java.util.Set;

/**
 * What a file calls itself, and the codecs that such files hold.
 *
 * @param docType the element DocType (RFC 8794, section 11.2.7)
 */
record Profile(String docType, Set<String> codecs) {
  /** The subset of Matroska that browsers play (WebM Container Guidelines). */
  static final Profile WEBM = new Profile("webm", Set.of("vp8", "vp9", "av1", "opus", "vorbis"));

  /** The sound that is written here as Matroska. */
  static final Profile MATROSKA_AUDIO =
      new Profile(
          "matroska",
          Set.of(
              "opus",
              "vorbis",
              "aac",
              "flac",
              "mp3",
              "pcm_s16le",
              "pcm_s24le",
              "pcm_s32le",
              "pcm_f32le"));

  /** All of Matroska that is written here. */
  static final Profile MATROSKA = MATROSKA_AUDIO.with(Set.of("vp8", "vp9", "av1", "h264", "h265"));

  /** Copies the set. */
  Profile {
    codecs = Set.copyOf(codecs);
  }

  private Profile with(Set<String> more) {
    Set<String> all = new HashSet<>(codecs);
    all.addAll(more);
    return new Profile(docType, all);
  }

  boolean holds(String codec) {
    return codecs.contains(codec);
  }
}
