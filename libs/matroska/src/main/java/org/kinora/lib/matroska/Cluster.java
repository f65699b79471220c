package org.kinora.lib.matroska;

import java.util.List;

/**
 * What a Cluster holds (RFC 9559, section 5.1.3).
 *
 * @param element its header
 * @param end where the last of its elements ends that is whole
 * @param whole whether that is where it should end
 * @param regular whether its time stands before its blocks, and what stands beside them makes sense
 * @param blocks how many it has
 * @param hints where elements begin that are wrong once the cluster lies elsewhere or is shorter:
 *     the cluster's position, the size of the one before, a checksum
 */
public record Cluster(
    Element element, long end, boolean whole, boolean regular, long blocks, List<Long> hints) {
  /** Keeps its own list. */
  public Cluster {
    hints = List.copyOf(hints);
  }
}
