package org.kinora.engine.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;

/**
 * What was copied of one track: with the source's index, enough to tell later whether the copy is
 * the same without reading the source again. Eight bytes a sample.
 */
final class CopiedTrack {
  private static final int MOST_NAMED = 100;

  private final Track track;
  private final TrackIndex index;
  private final SampleDigest digest;
  private final BitSet leftOut = new BitSet();

  /** Why, by the first sample of each run that was left out. */
  private final Map<Integer, String> reasons = new HashMap<>();

  private int[] byteSums = new int[256];
  private int[] nalSums = new int[256];
  private int next;

  CopiedTrack(Track track, TrackIndex index) throws IOException {
    this.track = track;
    this.index = index;
    digest = new SampleDigest(track.format());
  }

  Track track() {
    return track;
  }

  TrackIndex index() {
    return index;
  }

  /** Notes the next sample; the buffer stays as it is. */
  void add(ByteBuffer data) throws IOException {
    if (next == byteSums.length) {
      byteSums = Arrays.copyOf(byteSums, next * 2);
      nalSums = digest.hasNals() ? Arrays.copyOf(nalSums, next * 2) : nalSums;
    }
    byteSums[next] = digest.ofBytes(data);
    if (digest.hasNals()) {
      nalSums[next] = digest.ofNals(data);
    }
    next++;
  }

  /** Notes that the next sample is not in the copy. */
  void leaveOut(String reason) throws IOException {
    if (next == 0 || !leftOut.get(next - 1)) {
      reasons.put(next, reason);
    }
    leftOut.set(next);
    add(ByteBuffer.allocate(0));
  }

  /** The number of samples in the copy. */
  int count() {
    return next - leftOut.cardinality();
  }

  /** The sample of the source, from {@code from} on, that is in the copy. */
  int nextCopied(int from) {
    return leftOut.nextClearBit(from);
  }

  SampleInfo info(int sample) {
    return index.info(sample);
  }

  /** Whether these are the bytes of a sample, if in another framing. */
  boolean isSame(int sample, ByteBuffer data, SampleDigest written) throws IOException {
    return written.ofBytes(data) == byteSums[sample]
        || (digest.hasNals() && written.ofNals(data) == nalSums[sample]);
  }

  /** Says which samples are not in the copy, neighbours together. */
  List<String> leftOut() {
    List<String> said = new ArrayList<>();
    int first = leftOut.nextSetBit(0);
    while (first >= 0 && said.size() < MOST_NAMED) {
      int end = leftOut.nextClearBit(first);
      said.add(
          "track %d, samples %d to %d (%d us to %d us) were left out: %s"
              .formatted(
                  track.id(),
                  first,
                  end - 1,
                  index.timeUs(first),
                  index.timeUs(end - 1),
                  reasons.getOrDefault(first, "")));
      first = leftOut.nextSetBit(end);
    }
    if (first >= 0) {
      said.add(
          "track %d: %d samples were left out in all".formatted(track.id(), leftOut.cardinality()));
    }
    return said;
  }

  TrackResult result() {
    return new TrackResult(track.id(), track.format().codec(), "copy", count());
  }
}
