package org.kinora.storage.rf1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Sniffer;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/**
 * What opening makes of the files: tracks over segments. A segment that cannot be used is left out;
 * only where none is left opening fails.
 *
 * @param name of the directory or base
 * @param description what Kinora wrote beside the segments
 * @param originUs the wall clock at time 0, the earliest time base; 0 where not known
 * @param tracks by id
 * @param open the files that were read last
 */
record LoadedRecording(
    String name, Description description, long originUs, List<LoadedTrack> tracks, OpenFiles open)
    implements Closeable {

  /** A track and where its samples come from. */
  record LoadedTrack(Track track, TrackReader reader) {}

  /**
   * Reads the headers.
   *
   * @param faults hears of deviations, now and whenever entries are read
   * @throws MediaException where no segment can be read, what is wrong with the first
   */
  static LoadedRecording load(Path at, FaultSink faults) throws IOException {
    OpenFiles open = new OpenFiles();
    try {
      return load(at, open, faults);
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private static LoadedRecording load(Path at, OpenFiles open, FaultSink faults)
      throws IOException {
    RecordingFiles files = RecordingFiles.find(at);
    Map<String, List<StoredSegment>> byTrack = new Opening(open, faults).open(files);
    long originUs =
        byTrack.values().stream()
            .mapToLong(segments -> segments.get(0).header().startUs())
            .min()
            .orElseThrow();
    boolean described = files.areAllIn(at) && files.names().contains(Description.FILE);
    Description description = described ? Description.read(at, faults) : Description.none();
    if (description.isRecording()) {
      faults.accept(new Fault(Severity.NOTE, Description.FILE, "the recording was not finished"));
    }
    Map<String, Integer> ids = ids(byTrack, description.trackIds());
    List<LoadedTrack> tracks = new ArrayList<>();
    for (Map.Entry<String, List<StoredSegment>> entry : byTrack.entrySet()) {
      TrackReader reader = new TrackReader(entry.getValue(), originUs, faults);
      String trackName = entry.getKey();
      VideoFormat format = format(reader);
      int id = ids.getOrDefault(trackName, 0);
      tracks.add(new LoadedTrack(new Track(id, format, Entry.TICKS_PER_SECOND, trackName), reader));
    }
    tracks.sort(Comparator.comparingInt(one -> one.track().id()));
    return new LoadedRecording(files.name(), description, originUs, List.copyOf(tracks), open);
  }

  /** The ids that were written down, if they are one for each track; otherwise 1, 2 … by name. */
  private static Map<String, Integer> ids(
      Map<String, List<StoredSegment>> byTrack, Map<String, Integer> stated) {
    if (stated.keySet().containsAll(byTrack.keySet())) {
      return stated;
    }
    Map<String, Integer> ids = new HashMap<>();
    byTrack.keySet().forEach(name -> ids.put(name, ids.size() + 1));
    return ids;
  }

  /** The format that the first header states; a size of 0 is looked up in the first key frame. */
  private static VideoFormat format(TrackReader reader) throws IOException {
    Header header = reader.segments().get(0).header();
    if (header.width() > 0 && header.height() > 0) {
      return new VideoFormat(
          header.codec(), header.width(), header.height(), ColorInfo.UNSPECIFIED, Blob.EMPTY);
    }
    List<VideoFormat> found = new ArrayList<>();
    if (reader.table().count() > 0) {
      reader.read(0, 1, (info, data) -> Sniffer.format(header.codec(), data).ifPresent(found::add));
    }
    return found.isEmpty()
        ? new VideoFormat(header.codec(), 1, 1, ColorInfo.UNSPECIFIED, Blob.EMPTY)
        : found.get(0);
  }

  /** Opens segments and leaves out those that cannot be used. */
  private static final class Opening {
    private final OpenFiles files;
    private final FaultSink faults;
    private @Nullable MediaException firstFailure;

    Opening(OpenFiles files, FaultSink faults) {
      this.files = files;
      this.faults = faults;
    }

    /** The usable segments of each track by time base; each list holds at least one. */
    Map<String, List<StoredSegment>> open(RecordingFiles recording) throws IOException {
      Map<String, List<StoredSegment>> byTrack = new TreeMap<>();
      for (SegmentFiles one : recording.segments()) {
        try {
          StoredSegment segment = StoredSegment.open(one, files);
          if (!recording.names().contains(one.packetsName())) {
            throw segment.packetsMissing();
          }
          checkCodec(segment);
          byTrack.computeIfAbsent(one.track(), name -> new ArrayList<>()).add(segment);
        } catch (MediaException e) {
          if (e.code() == MediaError.IO_ERROR && Files.isRegularFile(one.index())) {
            throw e; // the disk is broken, not the segment
          }
          leaveOut(one, e);
        }
      }
      if (firstFailure != null && byTrack.isEmpty()) {
        throw firstFailure;
      }
      for (List<StoredSegment> segments : byTrack.values()) {
        segments.sort(
            Comparator.comparingLong((StoredSegment segment) -> segment.header().startUs())
                .thenComparing(segment -> segment.files().indexName()));
        keepOneCodec(segments);
        for (StoredSegment segment : segments) {
          segment.tellHeader(faults);
        }
      }
      return byTrack;
    }

    private void leaveOut(SegmentFiles files, MediaException why) throws IOException {
      if (firstFailure == null) {
        firstFailure = why;
      }
      faults.accept(
          new Fault(Severity.LOSS, files.indexName(), "it is left out: " + why.getMessage()));
    }

    private static void checkCodec(StoredSegment segment) throws MediaException {
      Header header = segment.header();
      if (header.audio() || NalCodec.of(header.codec()).isEmpty()) {
        throw new MediaException(
            MediaError.INDEX_PARSE_ERROR,
            "%s, offset 0: a track of %s with codec %s, expected video of h264 or h265"
                .formatted(
                    segment.files().index(),
                    header.audio() ? "sound, whose rate and channels are not stored," : "video",
                    header.codec()));
      }
    }

    private void keepOneCodec(List<StoredSegment> segments) throws IOException {
      StoredSegment first = segments.get(0);
      for (StoredSegment other : List.copyOf(segments)) {
        if (!other.header().codec().equals(first.header().codec())) {
          segments.remove(other);
          leaveOut(
              other.files(),
              new MediaException(
                  MediaError.INDEX_PARSE_ERROR,
                  "codec %s, but %s has %s"
                      .formatted(
                          other.header().codec(),
                          first.files().indexName(),
                          first.header().codec())));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
