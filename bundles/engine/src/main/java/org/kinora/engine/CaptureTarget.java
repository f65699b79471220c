package org.kinora.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.export.ExportRequest;
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
 * The recording that a live source is written into. It stands under its name from the start and
 * stays whatever happens. Where the format holds events, a track of codec {@code markers} takes the
 * gaps, each a JSON object {@code {"type":"gap","fromUs":…,"toUs":…,"reason":"…"}} at its
 * beginning.
 */
final class CaptureTarget implements Closeable {
  private static final String MARKERS = "markers";
  private static final int MARKERS_VERSION = 1;

  private final Path path;
  private final RecordingWriter writer;
  private final Optional<Track> markers;

  private CaptureTarget(Path path, RecordingWriter writer, Optional<Track> markers) {
    this.path = path;
    this.writer = writer;
    this.markers = markers;
  }

  /**
   * Where a request writes.
   *
   * @throws MediaException ID_INVALID; TARGET_EXISTS if something is there that may not be replaced
   */
  static Path checked(ExportRequest.Capture request, Providers providers) throws IOException {
    Path path = request.target().toAbsolutePath().normalize();
    EngineCatalog.checkedId(String.valueOf(path.getFileName()));
    if (!Files.exists(path)) {
      return path;
    }
    if (!request.overwrite()) {
      throw new MediaException(MediaError.TARGET_EXISTS, path + " is there already");
    }
    try (OpenRecording there = OpenRecording.open(providers, path)) {
      if (!Files.isDirectory(path) || !there.reader().info().complete()) {
        throw new MediaException(
            MediaError.TARGET_EXISTS,
            path + " is not a finished recording: it may still be written, and is not replaced");
      }
    }
    return path;
  }

  /**
   * Begins the recording; one that it replaces goes when it stands.
   *
   * @param live whether there may be gaps
   */
  static CaptureTarget create(
      Path path,
      ExportRequest.Capture request,
      Provider<StorageFormat> format,
      List<Track> tracks,
      boolean live,
      String source)
      throws IOException {
    Files.createDirectories(path.getParent());
    Path replaced = path.resolveSibling(path.getFileName() + ".replaced" + TargetFile.PART);
    boolean replaces = Files.exists(path);
    if (replaces) {
      Directories.delete(replaced);
      Files.move(path, replaced, StandardCopyOption.ATOMIC_MOVE);
    }
    CaptureTarget target;
    try {
      target = begin(path, request, format.service(), tracks, live, source);
    } catch (IOException | RuntimeException e) {
      if (replaces && !Files.exists(path)) {
        Files.move(replaced, path, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    if (replaces) {
      Directories.delete(replaced);
    }
    return target;
  }

  private static CaptureTarget begin(
      Path path,
      ExportRequest.Capture request,
      StorageFormat format,
      List<Track> tracks,
      boolean live,
      String source)
      throws IOException {
    if (live) {
      int id = tracks.stream().mapToInt(Track::id).max().orElse(0) + 1;
      EventFormat events = new EventFormat(MARKERS, MARKERS_VERSION);
      Track markers = new Track(id, events, MediaTime.US_PER_SECOND, MARKERS);
      List<Track> all = new ArrayList<>(tracks);
      all.add(markers);
      try {
        RecordingWriter writer =
            format.create(path, describe(path, all, source), request.options());
        return new CaptureTarget(path, writer, Optional.of(markers));
      } catch (MediaException e) {
        if (e.code() != MediaError.TRACK_NOT_SUPPORTED) {
          throw e;
        }
      }
    }
    return new CaptureTarget(
        path,
        format.create(path, describe(path, tracks, source), request.options()),
        Optional.empty());
  }

  private static RecordingInfo describe(Path path, List<Track> tracks, String source) {
    return new RecordingInfo(
        path.getFileName().toString(),
        Optional.of(ZonedDateTime.now(ZoneId.systemDefault())),
        OptionalLong.empty(),
        false,
        tracks,
        Map.of("source", source));
  }

  Path path() {
    return path;
  }

  RecordingWriter writer() {
    return writer;
  }

  /** Notes a gap among the events, where there are any. */
  void mark(CaptureQueue.Gap gap) throws IOException {
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

  /** Bytes on the disk now. */
  long sizeBytes() throws IOException {
    return Directories.sizeBytes(path);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
