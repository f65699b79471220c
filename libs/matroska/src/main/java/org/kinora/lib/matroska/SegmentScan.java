package org.kinora.lib.matroska;

import java.io.IOException;
import java.util.Optional;

/** Walks a Segment (RFC 9559, section 5.1) as far as it is whole. */
public final class SegmentScan {
  /** Takes what lies in a segment, in the order of the file. */
  public interface Visitor {
    /** An element of the first level that is no Cluster. */
    void element(Element element) throws IOException;

    /** A Cluster begins; returns the nanoseconds of a tick. */
    long timestampScaleNs(Element cluster) throws IOException;

    /** A block of that cluster. */
    void block(Block block) throws IOException;

    /** That cluster has ended. It has blocks, or is whole. */
    void cluster(Cluster cluster) throws IOException;

    /** Whether nothing more is wanted; asked before each element. */
    default boolean isDone() {
      return false;
    }
  }

  /**
   * How far a segment goes.
   *
   * @param end where its last whole element or block ends
   * @param whole whether it is finished, and nothing is missing of it
   */
  public record Extent(long end, boolean whole) {}

  private final ElementReader reader;
  private final Element segment;

  /** Walks a segment of a file. */
  public SegmentScan(ElementReader reader, Element segment) {
    this.reader = reader;
    this.segment = segment;
  }

  /**
   * Whether an ID is one of the segment's first level, or of the level above: they have four bytes,
   * and end what lies before them if its size is not known (RFC 8794, section 6.2).
   */
  static boolean isTop(int id) {
    return (id & 0xF0000000) == 0x10000000;
  }

  /** Hands over all that is whole, or wanted. */
  public Extent walk(Visitor visitor) throws IOException {
    long fileEnd = reader.sizeBytes();
    boolean open = segment.isUnknownSize();
    long end = open ? fileEnd : Math.min(segment.end(), fileEnd);
    long at = segment.dataAt();
    while (at < end && !visitor.isDone()) {
      Optional<Element> next = reader.element(at, end);
      if (next.isEmpty() || !belongs(next.get())) {
        return new Extent(at, false);
      }
      Element element = next.get();
      if (element.id() == MatroskaId.CLUSTER) {
        Cluster found =
            ClusterScan.scan(
                reader, element, end, visitor.timestampScaleNs(element), visitor::block);
        if (!found.whole() && found.blocks() == 0) {
          return new Extent(at, false);
        }
        visitor.cluster(found);
        at = found.end();
        if (!found.whole()) {
          return new Extent(at, false);
        }
      } else if (element.isUnknownSize() || element.end() > end) {
        return new Extent(at, false);
      } else {
        visitor.element(element);
        at = element.end();
      }
    }
    return new Extent(at, !open && at == segment.end() && at == fileEnd);
  }

  /** Another file that follows, or bytes that are no element, do not. */
  private static boolean belongs(Element element) {
    int id = element.id();
    return id == MatroskaId.VOID
        || id == MatroskaId.CRC_32
        || (isTop(id) && id != MatroskaId.SEGMENT && id != MatroskaId.EBML);
  }
}
