package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holds for the clusters and cues of a Matroska or WebM file (RFC 9559). */
final class BlockRules {
  private static final Rule KNOWN_TRACK =
      Rule.must("matroska.block-track", "Every block's track is described.", "RFC 9559 10.1.");
  private static final Rule NOT_NEGATIVE =
      Rule.must(
          "matroska.block-time", "No block lies before time 0 of the segment.", "RFC 9559 11.2.");
  private static final Rule CLUSTERS_RISE =
      Rule.should(
          "matroska.clusters-rise", "Clusters lie in the order of their times.", "RFC 9559 5.1.3.");
  private static final Rule FIRST_IS_KEY =
      Rule.must("matroska.first-is-key", "A track's first block is a key frame.", "RFC 9559 10.2.");
  private static final Rule SOUND_IS_KEY =
      Rule.must(
          "matroska.sound-is-key", "Every simple block of sound is a key frame.", "RFC 9559 10.2.");
  private static final Rule CUES =
      Rule.must(
          "matroska.cues",
          "A cue points to a cluster, and in it to a key frame of its track and time.",
          "RFC 9559 5.1.5, 22.");
  private static final Rule CLUSTER_LENGTH =
      Rule.should(
          "matroska.cluster-length",
          "A cluster lasts five seconds and has 5 MB at most.",
          "RFC 9559 25.1.");

  static final List<Rule> ALL =
      List.of(
          KNOWN_TRACK,
          NOT_NEGATIVE,
          CLUSTERS_RISE,
          FIRST_IS_KEY,
          SOUND_IS_KEY,
          CUES,
          CLUSTER_LENGTH);

  private static final int SOUND = 2;
  private static final int KEY_FLAG = 0x80;
  private static final int HEAD_BYTES = 12;
  private static final long MOST_CLUSTER_NS = 5_000_000_000L;
  private static final long MOST_CLUSTER_BYTES = 5_000_000;

  /** What a block's head says (RFC 9559, section 10.1). */
  private record Block(long track, long ticks, boolean keyframe) {}

  private final Map<Long, Node> tracks;
  private final Breaches breaches;
  private final Set<Long> begun = new HashSet<>();

  /** By where they lie in the file. */
  private final Map<Long, Block> blocks = new HashMap<>();

  private BlockRules(Map<Long, Node> tracks, Breaches breaches) {
    this.tracks = tracks;
    this.breaches = breaches;
  }

  /** Returns when the last block is due: its time without its track's delay. */
  static long check(Node segment, Map<Long, Node> tracks, Breaches breaches) throws IOException {
    BlockRules rules = new BlockRules(tracks, breaches);
    long scale = segment.number("Info/TimestampScale", 1_000_000);
    long before = 0;
    for (Node cluster : segment.all("Cluster")) {
      long ticks = cluster.number("Timestamp", 0);
      breaches.require(ticks >= before, CLUSTERS_RISE, cluster, ticks + " behind " + before);
      before = ticks;
      rules.checkCluster(cluster, ticks, scale);
    }
    rules.checkCues(segment);
    return rules.lastTicks(scale);
  }

  private long lastTicks(long scale) throws IOException {
    long last = 0;
    for (Block block : blocks.values()) {
      Node track = tracks.get(block.track);
      long delayNs = track == null ? 0 : track.number("CodecDelay", 0);
      last = Math.max(last, block.ticks - (delayNs + scale - 1) / scale);
    }
    return last;
  }

  private void checkCluster(Node cluster, long clusterTicks, long scale) throws IOException {
    long last = clusterTicks;
    int count = 0;
    for (Node child : cluster.children()) {
      Optional<Node> inner = child.first("Block");
      if (child.name().equals("SimpleBlock") || inner.isPresent()) {
        Block block = block(inner.orElse(child), clusterTicks, child);
        checkBlock(child, block, inner.isEmpty());
        last = Math.max(last, block.ticks);
        count++;
      }
    }
    boolean small = cluster.end() - cluster.part().offset() <= MOST_CLUSTER_BYTES;
    breaches.require(
        count < 2 || (small && (last - clusterTicks) * scale <= MOST_CLUSTER_NS),
        CLUSTER_LENGTH,
        cluster,
        (last - clusterTicks) + " ticks, " + (cluster.end() - cluster.part().offset()) + " bytes");
  }

  private static Block block(Node block, long clusterTicks, Node outer) throws IOException {
    ByteBuffer head = block.payload(HEAD_BYTES);
    int width = Node.width(head.get(0));
    long track = head.get() & (0xFF >> width);
    for (int i = 1; i < width; i++) {
      track = track << 8 | (head.get() & 0xFF);
    }
    long ticks = clusterTicks + head.getShort();
    boolean simple = block == outer;
    boolean keyframe =
        simple ? (head.get() & KEY_FLAG) != 0 : outer.first("ReferenceBlock").isEmpty();
    return new Block(track, ticks, keyframe);
  }

  private void checkBlock(Node at, Block block, boolean simple) throws IOException {
    blocks.put(at.part().offset(), block);
    Node track = tracks.get(block.track);
    breaches.require(track != null, KNOWN_TRACK, at, "track " + block.track);
    breaches.require(block.ticks >= 0, NOT_NEGATIVE, at, block.ticks + " ticks");
    if (track == null) {
      return;
    }
    if (begun.add(block.track)) {
      breaches.require(block.keyframe, FIRST_IS_KEY, at, "another one of track " + block.track);
    }
    breaches.require(
        block.keyframe || !simple || track.number("TrackType", 0) != SOUND,
        SOUND_IS_KEY,
        at,
        "another one of track " + block.track);
  }

  private void checkCues(Node segment) throws IOException {
    long origin = segment.part().offset() + segment.headerBytes();
    Map<Long, Node> clusters = new HashMap<>();
    for (Node cluster : segment.all("Cluster")) {
      clusters.put(cluster.part().offset(), cluster);
    }
    for (Node point : segment.all("Cues/CuePoint")) {
      long ticks = point.number("CueTime", -1);
      for (Node place : point.all("CueTrackPositions")) {
        long track = place.number("CueTrack", 0);
        Node cluster = clusters.get(origin + place.number("CueClusterPosition", -1));
        breaches.require(
            cluster != null
                && hasKey(cluster, place.number("CueRelativePosition", -1), track, ticks),
            CUES,
            place,
            "none of track " + track + " at " + ticks);
      }
    }
  }

  /** A position within the cluster may be missing; then any block of it will do. */
  private boolean hasKey(Node cluster, long position, long track, long ticks) throws IOException {
    Block wanted = new Block(track, ticks, true);
    if (position >= 0) {
      long at = cluster.part().offset() + cluster.headerBytes() + position;
      return wanted.equals(blocks.get(at));
    }
    return cluster.children().stream()
        .anyMatch(child -> wanted.equals(blocks.get(child.part().offset())));
  }
}
