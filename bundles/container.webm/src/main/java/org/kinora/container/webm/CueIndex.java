package org.kinora.container.webm;

import java.util.Arrays;

/** Where playback can start: 28 bytes a point while the file is written. */
final class CueIndex {
  private int count;
  private long[] ticks = new long[256];
  private int[] track = new int[256];
  private long[] cluster = new long[256];
  private long[] offset = new long[256];

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * Adds a point.
   *
   * @param clusterAt where its cluster lies in the segment's data
   * @param blockAt where its block lies in the cluster's data
   */
  void add(long pointTicks, int trackNumber, long clusterAt, long blockAt) {
    if (count == ticks.length) {
      int more = Math.multiplyExact(count, 2);
      ticks = Arrays.copyOf(ticks, more);
      track = Arrays.copyOf(track, more);
      cluster = Arrays.copyOf(cluster, more);
      offset = Arrays.copyOf(offset, more);
    }
    ticks[count] = pointTicks;
    track[count] = trackNumber;
    cluster[count] = clusterAt;
    offset[count] = blockAt;
    count++;
  }

  /** The Cues element (RFC 9559, section 5.1.5). */
  byte[] toElement() {
    byte[][] points = new byte[count][];
    for (int i = 0; i < count; i++) {
      points[i] =
          Ebml.element(
              MatroskaId.CUE_POINT,
              Ebml.uint(MatroskaId.CUE_TIME, ticks[i]),
              Ebml.element(
                  MatroskaId.CUE_TRACK_POSITIONS,
                  Ebml.uint(MatroskaId.CUE_TRACK, track[i]),
                  Ebml.uint(MatroskaId.CUE_CLUSTER_POSITION, cluster[i]),
                  Ebml.uint(MatroskaId.CUE_RELATIVE_POSITION, offset[i])));
    }
    return Ebml.element(MatroskaId.CUES, points);
  }
}
