package org.kinora.spi.container;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.kinora.media.RecordingInfo;

/**
 * What a muxer is asked to write.
 *
 * @param info the recording as the file will show it: the wall clock at the file's time 0, and the
 *     id, names and tags that a container may state; its tracks are those that {@link
 *     Muxer#addTrack} may be given
 * @param endUs where the presentation ends, if samples that are only needed for decoding lie behind
 *     it; a muxer without edit lists is not given one that cuts a picture, and one whose containers
 *     have no gaps fills its sound up to it
 * @param live whether the samples arrive as they happen: then the file can be read after a crash at
 *     any byte, and options that say otherwise are refused; so is all of it, with ARGUMENT_INVALID,
 *     by a muxer whose type has no {@link MuxerType#container_live}
 * @param options by name; unknown ones are refused
 */
public record MuxerSettings(
    RecordingInfo info, OptionalLong endUs, boolean live, Map<String, String> options) {
  /** Copies the options. */
  public MuxerSettings {
    Objects.requireNonNull(info);
    Objects.requireNonNull(endUs);
    options = Map.copyOf(options);
  }

  /** A file of all that it is given, made at rest. */
  public static MuxerSettings of(RecordingInfo info, Map<String, String> options) {
    return new MuxerSettings(info, OptionalLong.empty(), false, options);
  }
}
