package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.lib.output.PatchableOutput;

/**
 * Writes the bytes of one file: the EBML header and the one Segment. It knows elements, positions
 * and ticks; what goes where in time is decided by {@link MatroskaMuxer}.
 */
final class SegmentWriter {
  /** One block to write. Ticks count {@code timestampScale}. */
  record Block(
      int track, long ticks, boolean keyframe, boolean opensCluster, boolean isCue, Tail tail) {}

  /**
   * What only a BlockGroup can say of a track's last block; all zero where there is nothing to say.
   *
   * @param durationTicks how long it lasts
   * @param referenceTicks from it back to the block it builds on; 0 for a key frame
   * @param discardNs sound to drop from its end
   */
  record Tail(long durationTicks, long referenceTicks, long discardNs) {
    static final Tail NONE = new Tail(0, 0, 0);
  }

  /** What the file says that it was written by. */
  static final String APP = "Kinora";

  /** For a file without blocks: readers look for one. */
  static final byte[] EMPTY_CLUSTER =
      Ebml.element(MatroskaId.CLUSTER, Ebml.uint(MatroskaId.TIMESTAMP, 0));

  private static final long NS_PER_SECOND = 1_000_000_000;
  private static final byte[] DURATION_SPACE = Ebml.ofVoid(11);
  private static final int KEYFRAME_FLAG = 0x80;

  /** Before a block's data: two IDs and sizes, track, time, flags. */
  private static final int BLOCK_HEADER_BYTES_MAX = 32;

  private final PatchableOutput out;
  private final String docType;
  private final long timestampScaleNs;
  private final long clusterTicks;
  private final boolean live;
  private final OpenCluster cluster = new OpenCluster();
  private final CueIndex cues = new CueIndex();
  private final ByteBuffer header = ByteBuffer.allocate(BLOCK_HEADER_BYTES_MAX);

  private long segmentData;
  private long infoAt;
  private long durationAt;
  private long tracksAt;
  private boolean clustered;

  /**
   * A writer of one file.
   *
   * @param live whether a cluster goes to the file as soon as it is whole, so that a crash costs no
   *     more than the last one
   */
  SegmentWriter(PatchableOutput out, String docType, long timestampScaleNs, boolean live) {
    this.out = out;
    this.docType = docType;
    this.timestampScaleNs = timestampScaleNs;
    this.live = live;
    clusterTicks = Math.min(Short.MAX_VALUE, NS_PER_SECOND / timestampScaleNs);
  }

  /**
   * Writes all that stands before the first cluster.
   *
   * @param facts elements of Info, besides those that every file has
   */
  void begin(List<byte[]> facts, List<byte[]> trackEntries) throws IOException {
    out.write(
        Ebml.element(
            MatroskaId.EBML,
            Ebml.uint(MatroskaId.EBML_VERSION, 1),
            Ebml.uint(MatroskaId.EBML_READ_VERSION, 1),
            Ebml.uint(MatroskaId.EBML_MAX_ID_LENGTH, 4),
            Ebml.uint(MatroskaId.EBML_MAX_SIZE_LENGTH, 8),
            Ebml.text(MatroskaId.DOC_TYPE, docType),
            Ebml.uint(MatroskaId.DOC_TYPE_VERSION, 4),
            Ebml.uint(MatroskaId.DOC_TYPE_READ_VERSION, 2)));
    out.write(Ebml.open(MatroskaId.SEGMENT));
    segmentData = out.position();
    out.write(Ebml.ofVoid(SeekHead.BYTES));
    infoAt = out.position();
    out.write(
        Ebml.element(
            MatroskaId.INFO,
            Ebml.uint(MatroskaId.TIMESTAMP_SCALE, timestampScaleNs),
            Ebml.text(MatroskaId.MUXING_APP, APP),
            Ebml.text(MatroskaId.WRITING_APP, APP),
            Ebml.concat(facts),
            DURATION_SPACE));
    tracksAt = out.position();
    durationAt = tracksAt - DURATION_SPACE.length;
    out.write(Ebml.element(MatroskaId.TRACKS, Ebml.concat(trackEntries)));
  }

  /**
   * Writes a block, in a new cluster where it asks for one, its time is out of reach, or the
   * cluster is large enough. After a flush a block may be earlier than the cluster before began; it
   * says so itself, by a negative time in its cluster, for clusters lie in the order of their
   * times.
   */
  void write(Block block, ByteBuffer data) throws IOException {
    boolean grouped = !block.tail.equals(Tail.NONE);
    byte[] behind = grouped ? elementsBehind(block.tail) : new byte[0];
    long bytes = (long) BLOCK_HEADER_BYTES_MAX + data.remaining() + behind.length;
    long relative = block.ticks - cluster.startTicks();
    boolean reaches = relative >= Short.MIN_VALUE && relative < clusterTicks;
    boolean continues = reaches && !(block.opensCluster && relative > 0) && cluster.hasRoom(bytes);
    if (cluster.isEmpty() || !continues) {
      closeCluster();
      boolean isEarlier = relative < 0 && reaches;
      cluster.begin(isEarlier ? cluster.startTicks() : block.ticks);
      relative = block.ticks - cluster.startTicks();
    }
    if (block.isCue) {
      cues.add(block.ticks, block.track, out.position() - segmentData, cluster.sizeBytes());
    }
    int flags = block.keyframe && !grouped ? KEYFRAME_FLAG : 0;
    int size = Ebml.sizeBytes(block.track) + 3 + data.remaining();
    header.clear();
    if (grouped) {
      putStart(MatroskaId.BLOCK_GROUP, 1 + Ebml.sizeBytes(size) + size + behind.length);
    }
    int id = grouped ? MatroskaId.BLOCK : MatroskaId.SIMPLE_BLOCK;
    putBlockHeader(id, size, block.track, relative, flags);
    cluster.add(header.flip());
    cluster.add(data);
    cluster.add(behind);
  }

  /** RFC 9559, section 10.1: track number, time in the cluster, flags, then the sample. */
  private void putBlockHeader(int id, int size, int track, long relative, int flags) {
    putStart(id, size);
    Ebml.putSize(header, track);
    header.putShort((short) relative).put((byte) flags);
  }

  private void putStart(int id, int size) {
    Ebml.putId(header, id);
    Ebml.putSize(header, size);
  }

  private static byte[] elementsBehind(Tail tail) {
    ByteBuffer elements = ByteBuffer.allocate(64);
    if (tail.durationTicks != 0) {
      elements.put(Ebml.uint(MatroskaId.BLOCK_DURATION, tail.durationTicks));
    }
    if (tail.referenceTicks != 0) {
      elements.put(Ebml.sint(MatroskaId.REFERENCE_BLOCK, tail.referenceTicks));
    }
    if (tail.discardNs != 0) {
      elements.put(Ebml.sint(MatroskaId.DISCARD_PADDING, tail.discardNs));
    }
    byte[] bytes = new byte[elements.flip().remaining()];
    elements.get(bytes);
    return bytes;
  }

  private void closeCluster() throws IOException {
    if (!cluster.isEmpty()) {
      cluster.writeTo(out);
      clustered = true;
      if (live) {
        out.flush();
      }
    }
  }

  /** Ends the cluster, and hands all to the channel. */
  void flush() throws IOException {
    closeCluster();
    out.flush();
  }

  /** Writes the cues, then all that could not be known before. */
  void finish(double durationTicks) throws IOException {
    closeCluster();
    if (!clustered) {
      out.write(EMPTY_CLUSTER);
    }
    long cuesAt = out.position();
    if (!cues.isEmpty()) {
      cues.write(out);
      out.patch(
          segmentData,
          SeekHead.element(infoAt - segmentData, tracksAt - segmentData, cuesAt - segmentData));
    }
    if (durationTicks > 0) {
      out.patch(durationAt, Ebml.float64(MatroskaId.DURATION, durationTicks));
    }
    out.patch(segmentData - Ebml.WIDE_SIZE_BYTES, Ebml.wideSize(out.position() - segmentData));
    out.flush();
  }
}
