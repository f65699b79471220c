package org.kinora.lib.matroska;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks one Cluster (RFC 9559, section 5.1.3): its headers, never the samples. */
final class ClusterScan {
  /** Takes the blocks in the order of the file. */
  @FunctionalInterface
  interface BlockSink {
    void accept(Block block) throws IOException;
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
  private boolean timed;
  private boolean regular = true;
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
  static Cluster scan(
      ElementReader reader, Element cluster, long segmentEnd, long timestampScaleNs, BlockSink sink)
      throws IOException {
    return new ClusterScan(reader, timestampScaleNs, sink).walk(cluster, segmentEnd);
  }

  private Cluster walk(Element cluster, long segmentEnd) throws IOException {
    boolean open = cluster.isUnknownSize();
    long end = open ? segmentEnd : Math.min(cluster.end(), segmentEnd);
    long at = cluster.dataAt();
    while (at < end) {
      Optional<Element> next = reader.element(at, end);
      if (open && next.isPresent() && SegmentScan.isTop(next.get().id())) {
        break;
      }
      if (next.isEmpty() || !next.get().endsBy(end) || !take(next.get())) {
        return new Cluster(cluster, at, false, regular, blocks, hints);
      }
      at = next.get().end();
    }
    return new Cluster(cluster, at, open || at == cluster.end(), regular, blocks, hints);
  }

  /** Returns whether the element makes sense. */
  private boolean take(Element element) throws IOException {
    switch (element.id()) {
      case MatroskaId.TIMESTAMP -> {
        clusterTicks = reader.uint(element);
        timed = true;
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
  private static final class Group {
    private Optional<Element> block = Optional.empty();
    private boolean keyframe = true;
    private long durationTicks;
    private long discardNs;
  }

  private boolean takeGroup(Element element) throws IOException {
    Group group = new Group();
    if (!reader.children(element, child -> takeBeside(group, child))) {
      return false;
    }
    if (group.durationTicks < 0 || group.durationTicks > farthestTicks) {
      group.durationTicks = 0;
      regular = false;
    }
    return group.block.isEmpty() || takeBlock(group.block.get(), Optional.of(group));
  }

  private void takeBeside(Group group, Element child) throws IOException {
    switch (child.id()) {
      case MatroskaId.BLOCK -> group.block = Optional.of(child);
      case MatroskaId.REFERENCE_BLOCK -> group.keyframe = false;
      case MatroskaId.BLOCK_DURATION -> group.durationTicks = reader.uint(child);
      case MatroskaId.DISCARD_PADDING -> group.discardNs = reader.sint(child);
      case MatroskaId.BLOCK_ADDITIONS -> {
        boolean whole = reader.children(child, this::takeAddition);
        regular &= whole;
      }
      default -> {
        // goes along
      }
    }
  }

  private void takeAddition(Element more) throws IOException {
    if (more.id() == MatroskaId.BLOCK_MORE) {
      boolean whole = reader.children(more, part -> {});
      regular &= whole;
    }
  }

  /** RFC 9559, section 10.1: track number, time in the cluster, flags; with lacing, how many. */
  private boolean takeBlock(Element block, Optional<Group> group) throws IOException {
    int peeked = (int) Math.min(BLOCK_HEADER_BYTES_MAX, block.sizeBytes());
    ByteBuffer header = reader.file().peek(block.dataAt(), peeked);
    long track = ElementReader.takeNumber(header);
    if (track < 0 || header.remaining() < 3) {
      return false;
    }
    long ticks = clusterTicks + header.getShort();
    int flags = header.get();
    boolean laced = (flags & LACING_FLAGS) != 0;
    int frames = 1;
    if (laced) {
      if (!header.hasRemaining()) {
        return false;
      }
      frames = 1 + (header.get() & 0xFF);
    }
    long dataAt = block.dataAt() + header.position();
    long sizeBytes = block.end() - dataAt;
    if (frames - 1 > sizeBytes) {
      return false; // each but the last takes a byte at least, its size or itself
    }
    sink.accept(
        new Block(
            track,
            ticks,
            frames,
            laced,
            group.map(beside -> beside.keyframe).orElse((flags & KEYFRAME_FLAG) != 0),
            group.map(beside -> beside.durationTicks).orElse(0L),
            group.map(beside -> beside.discardNs).orElse(0L),
            dataAt,
            sizeBytes));
    regular &= timed;
    blocks++;
    return true;
  }
}
