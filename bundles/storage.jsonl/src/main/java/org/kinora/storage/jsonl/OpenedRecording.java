package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;

/**
 * A recording with its files open.
 *
 * @param meta its description
 * @param info what the world sees
 * @param streams by rising track id
 */
record OpenedRecording(Meta meta, RecordingInfo info, List<OpenedStream> streams)
    implements Closeable {
  /** Reads the description of a directory and the ends of its indexes. */
  static OpenedRecording open(Path directory, ObjectMapper json, Faults faults) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + directory);
    }
    Meta meta = Meta.read(directory, json, faults);
    int version = checkVersion(directory, meta.version());
    List<OpenedStream> streams = new ArrayList<>();
    List<MediaException> broken = new ArrayList<>();
    try {
      OptionalLong origin = meta.originUs();
      for (StreamFiles files : StreamFiles.values()) {
        Clock clock =
            files.areEvents()
                ? new Clock(Meta.integer(meta.stream(files), "timeOrigin"), 0)
                : new Clock(origin, meta.preSkipUs(files));
        Optional<OpenedStream> stream = stream(directory, files, meta, clock, broken, faults);
        if (stream.isPresent()) {
          streams.add(stream.get());
          origin = OptionalLong.of(stream.get().index().head().originUs());
        }
      }
      if (!broken.isEmpty() && streams.stream().allMatch(stream -> stream.files().areEvents())) {
        throw broken.get(0);
      }
      List<OpenedStream> ordered = withDistinctIds(streams, faults);
      return new OpenedRecording(meta, describe(directory, version, meta, ordered), ordered);
    } catch (IOException | RuntimeException e) {
      closeAll(streams);
      throw e;
    }
  }

  private static int checkVersion(Path directory, int version) throws MediaException {
    if (version > Meta.NEWEST_VERSION || version < Meta.OLDEST_VERSION) {
      throw new MediaException(
          version > Meta.NEWEST_VERSION ? MediaError.FORMAT_TOO_NEW : MediaError.FORMAT_TOO_OLD,
          "%s is format jsonl version %d; versions %d to %d are read"
              .formatted(directory, version, Meta.OLDEST_VERSION, Meta.NEWEST_VERSION));
    }
    return version;
  }

  /** A stream that cannot be read is left out; others may be whole. */
  private static Optional<OpenedStream> stream(
      Path directory,
      StreamFiles files,
      Meta meta,
      Clock clock,
      List<MediaException> broken,
      Faults faults)
      throws IOException {
    if (files != StreamFiles.VIDEO && !Files.exists(directory.resolve(files.index))) {
      if (meta.stream(files).isObject()) {
        faults.add(Severity.LOSS, files.index, () -> "it is missing; the track is left out");
      }
      return Optional.empty();
    }
    if (files.areEvents() && clock.zeroUs().isEmpty()) {
      faults.add(
          Severity.NOTE,
          files.index,
          () -> "its clock is the page's, not that of the pictures; the first event is at 0");
    }
    try {
      Optional<OpenedStream> stream = OpenedStream.open(directory, files, meta, clock, faults);
      if (stream.isPresent() && meta.originUs().isEmpty() && stream.get().hasOtherClock()) {
        faults.add(
            Severity.WARNING,
            files.index,
            () -> "its timestamps are of another clock; it starts at 0");
        stream.get().close();
        return OpenedStream.open(directory, files, meta, clock.ofItsOwn(), Faults.UNHEARD);
      }
      return stream;
    } catch (MediaException e) {
      if (e.code() == MediaError.IO_ERROR) {
        throw e; // the disk is broken, not the track
      }
      broken.add(e);
      faults.add(
          Severity.LOSS, files.index, () -> "the track is left out: %s".formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Keeps the stored ids unless one stands twice; then each stream gets its own default. */
  private static List<OpenedStream> withDistinctIds(List<OpenedStream> streams, Faults faults) {
    List<OpenedStream> ordered = new ArrayList<>(streams);
    if (ordered.stream().map(stream -> stream.track().id()).distinct().count() < ordered.size()) {
      faults.add(
          Severity.WARNING, Meta.FILE, () -> "a trackId stands twice; tracks are numbered anew");
      ordered.replaceAll(stream -> stream.withTrackId(stream.files().defaultTrackId));
    }
    ordered.sort(Comparator.comparingInt(stream -> stream.track().id()));
    return List.copyOf(ordered);
  }

  private static RecordingInfo describe(
      Path directory, int version, Meta meta, List<OpenedStream> streams) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    String folder = name == null ? directory.toString() : name.toString();
    return new RecordingInfo(
        version == 0 || meta.id().isEmpty() ? folder : meta.id(),
        meta.startedAt(),
        OptionalLong.of(
            streams.stream().mapToLong(stream -> stream.index().endUs()).max().orElse(0)),
        meta.isCompleted(),
        streams.stream().map(OpenedStream::track).toList(),
        tags(meta, streams));
  }

  /** The stored tags, and what the recorder tells that has no place elsewhere. */
  private static Map<String, String> tags(Meta meta, List<OpenedStream> streams) {
    Map<String, String> tags = meta.tags();
    JsonNode root = meta.stream(StreamFiles.VIDEO);
    if (root.path("fps").isNumber()) {
      tags.put(Tags.FPS, root.path("fps").asText());
    }
    if (root.path("codec").isTextual()) {
      tags.put(Tags.CODEC_STRING, root.path("codec").textValue());
    }
    for (OpenedStream stream : streams) {
      long originUs = stream.index().head().originUs();
      if (stream.files() == StreamFiles.VIDEO && originUs != 0) {
        tags.put(Tags.TIME_ORIGIN_US, "" + originUs);
      } else if (stream.files() == StreamFiles.MOUSE) {
        tags.put(Tags.MOUSE_TIME_ORIGIN_US, "" + originUs);
      }
    }
    return tags;
  }

  private static void closeAll(List<OpenedStream> streams) throws IOException {
    for (OpenedStream stream : streams) {
      stream.close();
    }
  }

  @Override
  public void close() throws IOException {
    closeAll(streams);
  }
}
