package org.kinora.tck.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.media.VideoFormat;

/**
 * One cell of the matrix of codecs and shapes.
 *
 * @param name what is tried
 * @param clips one a track
 */
record MuxerCase(String name, List<Clip> clips) {
  private static final long GAP_US = 3_000_000;

  /** Every shape of every clip, alone and beside others. */
  static List<MuxerCase> all(List<Clip> clips, int maxTracks) {
    List<MuxerCase> all = new ArrayList<>();
    for (Clip clip : clips) {
      all.add(new MuxerCase(clip + " as recorded", List.of(clip)));
      all.add(new MuxerCase(clip + " with a gap", List.of(Clips.withGap(clip, GAP_US))));
      all.add(new MuxerCase("one sample of " + clip, List.of(clip.first(1))));
      if (isVideo(clip)) {
        all.add(new MuxerCase(clip + " at a constant rate", List.of(Clips.evenly(clip))));
      }
    }
    if (maxTracks > 1) {
      addPairs(clips, all);
    }
    return all;
  }

  private static void addPairs(List<Clip> clips, List<MuxerCase> all) {
    Optional<Clip> sound = clips.stream().filter(clip -> !isVideo(clip)).findFirst();
    if (sound.isEmpty()) {
      return;
    }
    for (Clip clip : clips) {
      if (isVideo(clip)) {
        all.add(new MuxerCase(clip + " with " + sound.get(), List.of(clip, sound.get())));
      }
    }
    all.add(
        new MuxerCase(
            "a track without samples", List.of(clips.get(0), sound.get().first(0), sound.get())));
  }

  static boolean isVideo(Clip clip) {
    return clip.track().format() instanceof VideoFormat;
  }
}
