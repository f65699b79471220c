package org.kinora.tck.contract;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a muxer promises besides what its clips show. What it does not promise it must refuse.
 *
 * @param extension of the files it writes, without the dot, as FFmpeg knows it
 * @param maxTracks how many tracks a file holds; {@link Integer#MAX_VALUE} for no limit
 * @param timeToleranceUs by how much a time or duration may change on the way through the file
 * @param alsoTakes codecs that it takes although no clip shows it
 * @param promises what its files can say
 * @param optionSets options of files made at rest, one set after another; every rule holds for each
 * @param liveSets options of files that are written live; empty if none are
 */
public record MuxerBehaviour(
    String extension,
    int maxTracks,
    long timeToleranceUs,
    Set<String> alsoTakes,
    Set<Promise> promises,
    List<Map<String, String>> optionSets,
    List<Map<String, String>> liveSets) {
  /** What a file of one container can say and one of another cannot. */
  public enum Promise {
    /** It presents from any picture on and up to any: see {@code container_editLists}. */
    EDIT_LISTS,
    /** It states when each sample is decoded, beside when it is shown. */
    DECODE_TIMES,
    /** Where nothing was recorded it holds silence, for its samples follow each other. */
    FILLS_GAPS,
    /** Further tracks of the same format become channels of its one track. */
    TRACKS_ARE_CHANNELS,
    /** It states the wall clock at time 0. */
    WALL_CLOCK
  }

  /** Copies and checks. */
  public MuxerBehaviour {
    alsoTakes = Set.copyOf(alsoTakes);
    promises = Set.copyOf(promises);
    optionSets = List.copyOf(optionSets);
    liveSets = List.copyOf(liveSets);
    if (extension.isBlank() || maxTracks < 1 || timeToleranceUs < 0 || optionSets.isEmpty()) {
      throw new IllegalArgumentException(
          "%s, %d tracks, tolerance %d, %d sets of options"
              .formatted(extension, maxTracks, timeToleranceUs, optionSets.size()));
    }
  }

  /** Files of any number of tracks, whose times are kept to the microsecond. */
  public static MuxerBehaviour of(String extension) {
    return new MuxerBehaviour(
        extension, Integer.MAX_VALUE, 0, Set.of(), Set.of(), List.of(Map.of()), List.of());
  }

  /** The same, of a limited number of tracks. */
  public MuxerBehaviour upToTracks(int most) {
    return new MuxerBehaviour(
        extension, most, timeToleranceUs, alsoTakes, promises, optionSets, liveSets);
  }

  /** The same, with times that may change. */
  public MuxerBehaviour withinUs(long toleranceUs) {
    return new MuxerBehaviour(
        extension, maxTracks, toleranceUs, alsoTakes, promises, optionSets, liveSets);
  }

  /** The same, with codecs that no clip shows. */
  public MuxerBehaviour alsoTaking(String... codecs) {
    return new MuxerBehaviour(
        extension, maxTracks, timeToleranceUs, Set.of(codecs), promises, optionSets, liveSets);
  }

  /** The same, with a promise more. */
  public MuxerBehaviour promising(Promise... more) {
    Set<Promise> all = new HashSet<>(promises);
    all.addAll(EnumSet.of(more[0], more));
    return new MuxerBehaviour(
        extension, maxTracks, timeToleranceUs, alsoTakes, all, optionSets, liveSets);
  }

  /** The same, with one more set of options for files made at rest. */
  public MuxerBehaviour with(Map<String, String> options) {
    return new MuxerBehaviour(
        extension,
        maxTracks,
        timeToleranceUs,
        alsoTakes,
        promises,
        plus(optionSets, options),
        liveSets);
  }

  /** The same, with one more set of options for files that are written live. */
  public MuxerBehaviour live(Map<String, String> options) {
    return new MuxerBehaviour(
        extension,
        maxTracks,
        timeToleranceUs,
        alsoTakes,
        promises,
        optionSets,
        plus(liveSets, options));
  }

  private static List<Map<String, String>> plus(
      List<Map<String, String>> sets, Map<String, String> options) {
    return Stream.concat(sets.stream(), Stream.of(options)).toList();
  }

  boolean promises(Promise promise) {
    return promises.contains(promise);
  }
}
