package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.container.webm.ElementReader.Element;

/** Walks one Cluster (RFC 9559, section 5.1.3): its headers, never the samples. */
final class ClusterScan {
  /**
   * What a cluster holds.
   *
   * @param element its header
   * @param end where the last of its elements ends that is whole
   * @param whole whether that is where it should end
   * @param blocks how many it has
   * @param hints where elements begin that are wrong once the cluster lies elsewhere or is shorter:
   *     the cluster's position, the size of the one before, a checksum
   */
  record Found(Element element, long end, boolean whole, long blocks, List<Long> hints) {}

  /** Takes the blocks in the order of the file. */
  @FunctionalInterface
  interface BlockSink {
    void accept(FoundBlock block) throws IOException;
  }

  private static final int BLOCK_HEADER_BYTES_MAX = 12;
  private static final int KEYFRAME_FLAG = 0x80;
  private static final int LACING_FLAGS = 0x06;

  /** A valid cluster has three. */
  private static final int HINTS_MAX = 16;

  /** Times beyond 36 years are no times. */
  private static final long FARTHEST_NS = 1L << 60;

  private final ElementReader reader;
  private final BlockSink sink;
  private final long farthestTicks;
  private final List<Long> hints = new ArrayList<>();
  private long clusterTicks;
  private long blocks;

  private ClusterScan(ElementReader reader, long timestampScaleNs, BlockSink sink) {
    this.reader = reader;
    this.sink = sink;
    farthestTicks = FARTHEST_NS / timestampScaleNs;
  }

  /**
   * Walks a cluster up to its first element that is not whole.
   *
   * @param segmentEnd where it ends at the latest
   */
  static Found scan(
      ElementReader reader, Element cluster, long segmentEnd, long timestampScaleNs, BlockSink sink)
      throws IOException {
    return new ClusterScan(reader, timestampScaleNs, sink).walk(cluster, segmentEnd);
  }

  private Found walk(Element cluster, long segmentEnd) throws IOException {
    boolean open = cluster.isUnknownSize();
    long end = open ? segmentEnd : Math.min(cluster.end(), segmentEnd);
    long at = cluster.dataAt();
    while (at < end) {
      Optional<Element> next = reader.element(at, end);
      if (open && next.isPresent() && SegmentScan.isTop(next.get().id())) {
        break;
      }
      if (next.isEmpty() || !isWhole(next.get(), end) || !take(next.get())) {
        return new Found(cluster, at, false, blocks, hints);
      }
      at = next.get().end();
    }
    return new Found(cluster, at, open || at == cluster.end(), blocks, hints);
  }

  private static boolean isWhole(Element element, long end) {
    return !element.isUnknownSize() && element.end() <= end;
  }

  /** Returns whether the element makes sense. */
  private boolean take(Element element) throws IOException {
    switch (element.id()) {
      case MatroskaId.TIMESTAMP -> {
        clusterTicks = reader.uint(element);
        return clusterTicks >= 0 && clusterTicks < farthestTicks;
      }
      case MatroskaId.SIMPLE_BLOCK -> {
        return takeBlock(element, Optional.empty());
      }
      case MatroskaId.BLOCK_GROUP -> {
        return takeGroup(element);
      }
      case MatroskaId.POSITION, MatroskaId.PREV_SIZE, MatroskaId.CRC_32 -> {
        hints.add(element.at());
        return hints.size() <= HINTS_MAX;
      }
      default -> {
        return true;
      }
    }
  }

  /** What the elements beside a Block say of it. */
  private record Beside(boolean keyframe, long durationTicks, long discardNs) {}

  private boolean takeGroup(Element group) throws IOException {
    Optional<Element> block = Optional.empty();
    boolean keyframe = true;
    long durationTicks = 0;
    long discardNs = 0;
    long at = group.dataAt();
    while (at < group.end()) {
      Optional<Element> child = reader.element(at, group.end());
      if (child.isEmpty() || !isWhole(child.get(), group.end())) {
        return false;
      }
      switch (child.get().id()) {
        case MatroskaId.BLOCK -> block = child;
        case MatroskaId.REFERENCE_BLOCK -> keyframe = false;
        case MatroskaId.BLOCK_DURATION -> durationTicks = reader.uint(child.get());
        case MatroskaId.DISCARD_PADDING -> discardNs = reader.sint(child.get());
        default -> {
          // additions: they go along
        }
      }
      at = child.get().end();
    }
    if (durationTicks < 0 || durationTicks > farthestTicks) {
      durationTicks = 0;
    }
    Beside beside = new Beside(keyframe, durationTicks, discardNs);
    return block.isEmpty() || takeBlock(block.get(), Optional.of(beside));
  }

  /** RFC 9559, section 10.1: track number, time in the cluster, flags; with lacing, how many. */
  private boolean takeBlock(Element block, Optional<Beside> group) throws IOException {
    int peeked = (int) Math.min(BLOCK_HEADER_BYTES_MAX, block.sizeBytes());
    ByteBuffer header = reader.file().peek(block.dataAt(), peeked);
    long track = ElementReader.takeNumber(header);
    if (track < 0 || header.remaining() < 3) {
      return false;
    }
    long ticks = clusterTicks + header.getShort();
    int flags = header.get();
    int frames = 1;
    if ((flags & LACING_FLAGS) != 0) {
      if (!header.hasRemaining()) {
        return false;
      }
      frames = 1 + (header.get() & 0xFF);
    }
    Beside beside = group.orElseGet(() -> new Beside((flags & KEYFRAME_FLAG) != 0, 0, 0));
    sink.accept(
        new FoundBlock(
            track, ticks, frames, beside.keyframe(), beside.durationTicks(), beside.discardNs()));
    blocks++;
    return true;
  }
}
