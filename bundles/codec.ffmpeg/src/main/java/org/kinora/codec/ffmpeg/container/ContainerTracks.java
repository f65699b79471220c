package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaException;

/**
 * The tracks of a file, listed when one is first asked for.
 *
 * <p>Where it is certain from what the file says of its samples' places what FFmpeg would hand out,
 * they are read from there, and nothing else is. The other tracks take reading the file once, all
 * together, and are read by FFmpeg.
 */
final class ContainerTracks implements AutoCloseable {
  private final Path file;
  private final AVInputFormat format;
  private final Set<Integer> streams;
  private final Map<Integer, TrackSamples> tracks = new HashMap<>();

  /** Those that took reading the file. */
  private final Map<Integer, SampleTable> tables = new HashMap<>();

  /** Opened, and nothing read from it. */
  private @Nullable Demuxer fresh;

  private @Nullable FileChannel channel;
  private boolean placed;

  /** Whether each track takes a reading of its own. */
  private boolean apart;

  /**
   * The tracks of an opened file.
   *
   * @param streams the numbers of those that are tracks, from 0
   * @param demuxer nothing was read from it; it is closed here
   */
  ContainerTracks(Path file, AVInputFormat format, Set<Integer> streams, Demuxer demuxer) {
    this.file = file;
    this.format = format;
    this.streams = Set.copyOf(streams);
    fresh = demuxer;
  }

  /** The samples of a stream. */
  TrackSamples of(int stream) throws IOException {
    if (!placed) {
      Optional<PlacedTables> kind = placedTables();
      if (kind.isPresent()) {
        place(kind.get());
      }
      placed = true;
    }
    TrackSamples samples = tracks.get(stream);
    if (samples == null) {
      samples = new TrackCursor(file, format, stream, scanned(stream));
      tracks.put(stream, samples);
    }
    return samples;
  }

  private Optional<PlacedTables> placedTables() {
    return switch (format.name().getString()) {
      case "mov,mp4,m4a,3gp,3g2,mj2" -> Optional.of(new Mp4Tables());
      case "matroska,webm" -> Optional.of(new MatroskaTables());
      default -> Optional.empty();
    };
  }

  private void place(PlacedTables kind) throws IOException {
    try (Demuxer demuxer = takeFresh()) {
      FirstPackets first = new FirstPackets(demuxer, streams);
      FileChannel opened = openedChannel();
      Map<Integer, SampleTable> found = kind.read(opened, demuxer);
      for (int stream : streams) {
        SampleTable table = found.get(stream);
        if (table != null && liesWithin(table, opened.size())) {
          PlacedSamples samples = new PlacedSamples(file, opened, stream, table);
          if (first.agree(stream, samples)) {
            tracks.put(stream, samples);
          }
        }
      }
    }
  }

  private FileChannel openedChannel() throws IOException {
    FileChannel opened =
        channel == null ? FileChannel.open(file, StandardOpenOption.READ) : channel;
    channel = opened;
    return opened;
  }

  /** Whether all samples are in the file, and of a size to be read at once. */
  private static boolean liesWithin(SampleTable table, long fileBytes) {
    for (int i = 0; i < table.count(); i++) {
      long at = table.position(i);
      int size = table.size(i);
      if (at < 0 || size < 0 || size > PlacedSamples.SAMPLE_BYTES_MAX || at > fileBytes - size) {
        return false;
      }
    }
    return true;
  }

  private SampleTable scanned(int stream) throws IOException {
    if (!tables.containsKey(stream) && !apart) {
      scanTogether();
    }
    if (!tables.containsKey(stream)) {
      try (Demuxer demuxer = takeFresh()) {
        tables.putAll(TrackScan.scan(demuxer, Set.of(stream)));
      }
    }
    return Objects.requireNonNull(tables.get(stream));
  }

  /**
   * Reads the file for all tracks that are left, unless samples are not there: the first of them
   * would end the reading for all.
   */
  private void scanTogether() throws IOException {
    Set<Integer> left = new TreeSet<>(streams);
    left.removeAll(tracks.keySet());
    try (Demuxer demuxer = takeFresh()) {
      Map<Integer, SampleTable> found = TrackScan.scan(demuxer, left);
      apart = left.size() > 1 && listsMore(demuxer, left);
      tables.putAll(apart ? Map.of() : found);
    }
  }

  /** Whether the demuxer's index has samples beyond the end of the file. */
  private boolean listsMore(Demuxer demuxer, Set<Integer> numbers) throws IOException {
    long fileBytes = Files.size(file);
    for (int number : numbers) {
      int count = demuxer.indexCount(number);
      for (int i = 0; i < count; i++) {
        AVIndexEntry entry = demuxer.indexEntry(number, i);
        if (entry.pos() > fileBytes - entry.size()) {
          return true;
        }
      }
    }
    return false;
  }

  private Demuxer takeFresh() throws MediaException {
    Demuxer taken = fresh;
    fresh = null;
    return taken == null ? Demuxer.open(file, format) : taken;
  }

  @Override
  public void close() throws IOException {
    tracks.values().forEach(TrackSamples::close);
    tracks.clear();
    if (fresh != null) {
      fresh.close();
      fresh = null;
    }
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
