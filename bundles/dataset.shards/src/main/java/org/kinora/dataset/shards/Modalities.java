package org.kinora.dataset.shards;

import java.util.List;
import java.util.Optional;
import org.kinora.lib.dataset.RecordedEvents;
import org.kinora.media.AudioFormat;
import org.kinora.media.Track;

/**
 * What was recorded.
 *
 * @param audio its sound, where there is some
 * @param coordinateSpace what the recorder counted places in: {@code page}, {@code screen}, {@code
 *     video}
 */
record Modalities(
    boolean screen,
    boolean webcam,
    Optional<Audio> audio,
    boolean keyboard,
    boolean mouse,
    String coordinateSpace,
    boolean touch,
    boolean gamepad) {
  /** The sound of a recording. */
  record Audio(int channels, int sampleRateHz) {}

  /** Those of a recording; all devices count as recorded where events are. */
  static Modalities of(List<Track> audio, boolean webcam, RecordedEvents events) {
    boolean done = events.areThere();
    return new Modalities(
        true,
        webcam,
        audio.stream()
            .findFirst()
            .map(track -> (AudioFormat) track.format())
            .map(sound -> new Audio(sound.channels(), sound.sampleRate())),
        done,
        done,
        events.areOnAPage() ? "page" : "video",
        done,
        done);
  }
}
