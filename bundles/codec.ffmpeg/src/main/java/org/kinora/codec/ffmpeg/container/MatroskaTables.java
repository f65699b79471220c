package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.matroska.Block;
import org.kinora.lib.matroska.Cluster;
import org.kinora.lib.matroska.Element;
import org.kinora.lib.matroska.ElementReader;
import org.kinora.lib.matroska.MatroskaFile;
import org.kinora.lib.matroska.SegmentHead;
import org.kinora.lib.matroska.SegmentScan;
import org.kinora.lib.matroska.TrackDescription;
import org.kinora.lib.output.SourceFile;
import org.kinora.media.MediaException;

/**
 * Lists the samples of WebM and Matroska files from the heads of their blocks (RFC 9559). Files
 * that are cut or damaged anywhere, and tracks of which a single block is unusual, are left to
 * FFmpeg's demuxer, which knows more ways to make sense of them.
 */
final class MatroskaTables implements PlacedTables {
  @Override
  public Map<Integer, SampleTable> read(SeekableByteChannel file, Demuxer demuxer)
      throws IOException {
    try (Walk walk = new Walk(MatroskaFile.open(new SourceFile(file)), demuxer)) {
      return walk.tables();
    } catch (MediaException unusual) {
      return Map.of(); // the demuxer finds what there is to say about it
    }
  }

  private static final class Walk implements SegmentScan.Visitor, AutoCloseable {
    private static final long NS_PER_SECOND = 1_000_000_000;

    private final ElementReader reader;
    private final Element segment;
    private final Demuxer demuxer;
    private final SegmentHead head;

    /** What blocks may belong to, by number; empty for tracks that are left out. */
    private final Map<Long, Optional<MatroskaStream>> streams = new HashMap<>();

    private boolean plain = true;

    Walk(MatroskaFile file, Demuxer demuxer) {
      reader = file.reader();
      segment = file.segment();
      this.demuxer = demuxer;
      head = new SegmentHead(reader);
    }

    /** The tables by stream number; none if the file is not whole to its last byte. */
    Map<Integer, SampleTable> tables() throws IOException {
      long end = new SegmentScan(reader, segment).walk(this).end();
      Map<Integer, SampleTable> tables = new HashMap<>();
      if (plain && end == reader.sizeBytes()) {
        for (Optional<MatroskaStream> stream : streams.values()) {
          stream
              .filter(MatroskaStream::isCertain)
              .ifPresent(found -> tables.put(found.number(), found.table()));
        }
      }
      return tables;
    }

    @Override
    public boolean isDone() {
      boolean any = streams.isEmpty();
      for (Optional<MatroskaStream> stream : streams.values()) {
        any |= stream.isPresent() && stream.get().isCertain();
      }
      return !plain || !any;
    }

    @Override
    public void element(Element element) throws IOException {
      head.take(element);
    }

    @Override
    public long timestampScaleNs(Element cluster) throws IOException {
      head.trackEntries();
      if (streams.isEmpty() && plain) {
        plain = describeStreams();
      }
      return head.timestampScaleNs();
    }

    /** The demuxer makes a stream of each track, in their order; attached files come behind. */
    private boolean describeStreams() throws MediaException {
      List<TrackDescription> tracks = head.tracks();
      Set<Long> numbers = new HashSet<>();
      for (int i = 0; i < tracks.size(); i++) {
        TrackDescription track = tracks.get(i);
        if (i >= demuxer.streamCount() || !isPlain(track) || !numbers.add(track.number())) {
          return false;
        }
        boolean counted = ticksAre(demuxer.stream(i), head.timestampScaleNs());
        streams.put(
            track.number(),
            counted && !track.encoded()
                ? MatroskaStream.of(i, demuxer.stream(i), track, head.timestampScaleNs())
                : Optional.empty());
      }
      return true;
    }

    private static boolean isPlain(TrackDescription track) {
      boolean known = track.isVideo() || track.isAudio() || track.isSubtitle();
      return known && track.number() > 0 && !track.codecId().isEmpty();
    }

    private static boolean ticksAre(AVStream stream, long scaleNs) {
      AVRational base = stream.time_base();
      return base.num() * NS_PER_SECOND == base.den() * scaleNs;
    }

    @Override
    public void block(Block block) throws IOException {
      Optional<MatroskaStream> stream = streams.getOrDefault(block.track(), Optional.empty());
      plain &= streams.containsKey(block.track()) && !block.laced();
      if (plain && stream.isPresent()) {
        stream.get().add(block, reader.file());
      }
    }

    @Override
    public void cluster(Cluster cluster) {
      plain &= cluster.whole() && cluster.regular();
    }

    @Override
    public void close() {
      streams.values().forEach(stream -> stream.ifPresent(MatroskaStream::close));
    }
  }
}
