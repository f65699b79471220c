package org.kinora.tck.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is recorded live into a container: a picture and a sound where it takes both.
 *
 * @param clips one a track
 * @param options of the muxer
 */
record LiveTake(List<Clip> clips, Map<String, String> options) {
  /**
   * The same take for the same seed; each seed takes the next set of options and other clips.
   *
   * @param rounds how often the clips, of two seconds each, are repeated
   */
  static LiveTake of(MuxerUnderTest muxer, RealClips real, long seed, int rounds)
      throws IOException {
    List<Map<String, String>> sets = muxer.behaviour().liveSets();
    if (sets.isEmpty()) {
      throw new IllegalArgumentException(muxer + " does not write live files");
    }
    List<Clip> all = muxer.clips(real);
    Random random = new Random(seed);
    List<Clip> chosen = new ArrayList<>();
    chosen.add(all.get(random.nextInt(all.size())));
    if (muxer.behaviour().maxTracks() > 1) {
      all.stream()
          .filter(clip -> MuxerCase.isVideo(clip) != MuxerCase.isVideo(chosen.get(0)))
          .findFirst()
          .ifPresent(chosen::add);
    }
    return new LiveTake(
        chosen.stream().map(clip -> Clips.repeated(clip, rounds)).toList(),
        sets.get(Math.floorMod(seed, sets.size())));
  }
}
