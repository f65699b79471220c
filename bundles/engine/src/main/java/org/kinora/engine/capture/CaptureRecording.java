package org.kinora.engine.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.engine.capture.CaptureQueue.Gap;
import org.kinora.engine.file.Directories;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/**
 * A recording that is written live. Where the format holds events, a track of codec {@code markers}
 * takes the gaps, each a JSON object {@code {"type":"gap","fromUs":…,"toUs":…,"reason":"…"}} at its
 * beginning.
 */
final class CaptureRecording implements CaptureTarget {
  private static final String MARKERS = "markers";
  private static final int MARKERS_VERSION = 1;

  private final Path path;
  private final RecordingWriter writer;
  private final Optional<Track> markers;

  private CaptureRecording(Path path, RecordingWriter writer, Optional<Track> markers) {
    this.path = path;
    this.writer = writer;
    this.markers = markers;
  }

  /**
   * Begins the recording; a call that fails leaves nothing behind.
   *
   * @param gaps whether there may be gaps
   */
  static CaptureRecording create(
      Path path,
      StorageFormat format,
      RecordingInfo info,
      Map<String, String> options,
      boolean gaps)
      throws IOException {
    if (gaps) {
      Track markers = markers(info.tracks());
      try {
        RecordingWriter writer = format.create(path, with(info, markers), options);
        return new CaptureRecording(path, writer, Optional.of(markers));
      } catch (MediaException e) {
        if (e.code() != MediaError.TRACK_NOT_SUPPORTED) {
          throw e;
        }
      }
    }
    return new CaptureRecording(path, format.create(path, info, options), Optional.empty());
  }

  private static Track markers(List<Track> tracks) {
    int id = tracks.stream().mapToInt(Track::id).max().orElse(0) + 1;
    EventFormat events = new EventFormat(MARKERS, MARKERS_VERSION);
    return new Track(id, events, MediaTime.US_PER_SECOND, MARKERS);
  }

  private static RecordingInfo with(RecordingInfo info, Track markers) {
    List<Track> all = new ArrayList<>(info.tracks());
    all.add(markers);
    return new RecordingInfo(
        info.id(), info.startedAt(), info.durationUs(), info.complete(), all, info.tags());
  }

  @Override
  public void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    writer.append(trackId, info, data);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void mark(Gap gap) throws IOException {
    if (markers.isPresent()) {
      ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", "gap");
      event.put("fromUs", gap.fromUs()).put("toUs", gap.toUs()).put("reason", gap.reason());
      byte[] json = event.toString().getBytes(StandardCharsets.UTF_8);
      writer.append(
          markers.get().id(),
          SampleInfo.inOrder(gap.fromUs(), gap.toUs() - gap.fromUs(), json.length, true),
          ByteBuffer.wrap(json));
    }
  }

  @Override
  public void finish() throws IOException {
    writer.finish();
    writer.close();
  }

  @Override
  public long sizeBytes() throws IOException {
    return Directories.sizeBytes(path);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
