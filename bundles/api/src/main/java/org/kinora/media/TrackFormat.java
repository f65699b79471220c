package org.kinora.media;

/**
 * What the samples of a track are.
 *
 * <p>{@link #codec()} is one lower-case word: {@code h264}, {@code h265}, {@code vp8}, {@code vp9},
 * {@code av1}; {@code opus}, {@code aac}, {@code flac}, {@code vorbis}, {@code mp3}, {@code
 * pcm_s16le} and its kin; {@code png}; {@code input} for input events. A codec that Kinora has no
 * word for keeps the name that FFmpeg gives it.
 */
public sealed interface TrackFormat permits VideoFormat, AudioFormat, EventFormat {
  /** The codec's name, lower case. */
  String codec();
}
