package org.kinora.container.webm;

import java.io.IOException;
import java.util.Arrays;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.lib.output.PatchableOutput;

/**
 * Where playback can start: 28 bytes a point while the file is written. Of more than a million
 * points every second one goes, so a file of any length needs little memory.
 */
final class CueIndex {
  /** Where a block lies in its cluster is not said. */
  static final long UNKNOWN_OFFSET = -1;

  private static final int MOST = 1 << 20;

  private int count;
  private long offered;
  private int oneOf = 1;
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
   * @param blockAt where its block lies in the cluster's data, or {@link #UNKNOWN_OFFSET}
   */
  void add(long pointTicks, int trackNumber, long clusterAt, long blockAt) {
    if (offered++ % oneOf != 0) {
      return;
    }
    if (count == MOST) {
      thin();
    } else if (count == ticks.length) {
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

  private void thin() {
    count /= 2;
    for (int i = 0; i < count; i++) {
      ticks[i] = ticks[2 * i];
      track[i] = track[2 * i];
      cluster[i] = cluster[2 * i];
      offset[i] = offset[2 * i];
    }
    oneOf *= 2;
  }

  /**
   * Writes the Cues element (RFC 9559, section 5.1.5), a point at a time: they may be a million.
   */
  void write(PatchableOutput out) throws IOException {
    long size = 0;
    for (int i = 0; i < count; i++) {
      size += point(i).length;
    }
    out.write(Ebml.header(MatroskaId.CUES, size));
    for (int i = 0; i < count; i++) {
      out.write(point(i));
    }
  }

  private byte[] point(int i) {
    return Ebml.element(
        MatroskaId.CUE_POINT,
        Ebml.uint(MatroskaId.CUE_TIME, ticks[i]),
        Ebml.element(
            MatroskaId.CUE_TRACK_POSITIONS,
            Ebml.uint(MatroskaId.CUE_TRACK, track[i]),
            Ebml.uint(MatroskaId.CUE_CLUSTER_POSITION, cluster[i]),
            relativePosition(offset[i])));
  }

  private static byte[] relativePosition(long offset) {
    return offset == UNKNOWN_OFFSET
        ? new byte[0]
        : Ebml.uint(MatroskaId.CUE_RELATIVE_POSITION, offset);
  }
}
