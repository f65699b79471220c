package org.kinora.codec.ffmpeg.container;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.kinora.codec.ffmpeg.av.CodecNames;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.movie.BoxFile;
import org.kinora.lib.movie.FoundMovie;
import org.kinora.lib.movie.FoundTrack;
import org.kinora.lib.movie.FragmentScan;
import org.kinora.media.MediaException;

/**
 * Tables of MP4 files (ISO/IEC 14496-12) from their boxes.
 *
 * <p>FFmpeg keeps an index of its own: the place, size, decode time and key flag of each sample
 * that it will hand out, edit lists applied. What it does not show is when a sample is presented
 * and how long it lasts. That is taken from the boxes: their samples and FFmpeg's entries go side
 * by side, and must be the same ones.
 *
 * <p>Key frames are those that the file lists. Reading the pictures themselves, FFmpeg also takes
 * an H.264 picture for one that consists of I slices only, even where later pictures may refer to
 * what lies before it.
 */
final class Mp4Tables implements PlacedTables {
  /** Codecs whose samples FFmpeg hands out as they are in the file. */
  private static final Set<String> CODECS =
      Set.of("h264", "h265", "vp8", "vp9", "av1", "opus", "aac", "flac");

  /** How many are compared. */
  private static final int LAST_SAMPLES = 4;

  /** How many packets are read to find them; seeking lands near. */
  private static final int READ_MAX = 64;

  @Override
  public Map<Integer, SampleTable> read(SeekableByteChannel file, Demuxer demuxer)
      throws IOException {
    try {
      FragmentScan scan = FragmentScan.of(new BoxFile(file));
      return scan.movie().isPresent() ? read(scan, scan.movie().get(), demuxer) : Map.of();
    } catch (MediaException | EOFException e) {
      return Map.of(); // more than a file can hold, or less than it says
    }
  }

  private static Map<Integer, SampleTable> read(
      FragmentScan scan, FoundMovie movie, Demuxer demuxer) throws IOException {
    if (movie.fragmented()) {
      demuxer.completeIndex();
    }
    List<Optional<IndexMatch>> matches = new ArrayList<>();
    for (FoundTrack track : movie.tracks().values()) {
      matches.add(
          stream(movie, track, demuxer).map(stream -> new IndexMatch(demuxer, stream, track)));
    }
    scan.read(
        movie,
        sample -> {
          if (matches.get(sample.track()).isPresent()) {
            matches.get(sample.track()).get().accept(sample);
          }
        });
    Map<Integer, SampleTable> tables = new HashMap<>();
    for (Optional<IndexMatch> match : matches) {
      match.filter(IndexMatch::isWhole).ifPresent(m -> tables.put(m.stream(), m.table()));
    }
    tables.entrySet().removeIf(table -> !endsAlike(demuxer, table.getKey(), table.getValue()));
    return tables;
  }

  /**
   * Whether FFmpeg reads the last samples as the table has them; where an edit list ends, it takes
   * durations from elsewhere.
   */
  private static boolean endsAlike(Demuxer demuxer, int stream, SampleTable table) {
    int i = Math.max(0, table.count() - LAST_SAMPLES);
    if (i == table.count()) {
      return true;
    }
    demuxer.select(Set.of(stream));
    PacketClock clock = new PacketClock(demuxer.stream(stream));
    if (!demuxer.seekAny(stream, clock.toTicks(table.decodeTimeUs(i)))) {
      return false;
    }
    TrackScan scan = new TrackScan(demuxer.stream(stream));
    boolean found = false;
    Optional<AVPacket> next = demuxer.next();
    for (int read = 0; read < READ_MAX && next.isPresent() && i < table.count(); read++) {
      TrackScan.Entry entry = scan.next(next.get());
      found |= entry.position() == table.position(i);
      if (found && !entry.is(table.info(i++))) {
        return false;
      }
      next = demuxer.next();
    }
    return i == table.count() && next.isEmpty();
  }

  /** The number of the stream that a track is, if nothing about it is unusual. */
  private static Optional<Integer> stream(FoundMovie movie, FoundTrack track, Demuxer demuxer) {
    if (track.entryCount() != 1
        || !track.isSelfContained()
        || !CODECS.contains(track.codec())
        || movie.damagedTracks().contains(track.id())) {
      return Optional.empty();
    }
    int[] found =
        IntStream.range(0, demuxer.streamCount())
            .filter(i -> demuxer.stream(i).id() == track.id())
            .toArray();
    boolean isSame =
        found.length == 1
            && CodecNames.of(demuxer.stream(found[0]).codecpar().codec_id()).equals(track.codec());
    return isSame ? Optional.of(found[0]) : Optional.empty();
  }
}
