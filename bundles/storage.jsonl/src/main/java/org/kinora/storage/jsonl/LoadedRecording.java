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
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/**
 * A recording with its indexes read and its data files open.
 *
 * @param meta its description
 * @param info what the world sees
 * @param streams by rising track id
 */
record LoadedRecording(Meta meta, RecordingInfo info, List<Stream> streams) implements Closeable {
  /** A camera or microphone that starts later than this after the picture has another clock. */
  private static final long MOST_OFFSET_US = 60_000_000;

  /** A track, where it lies, its samples. */
  record Stream(StreamFiles files, Track track, LoadedIndex index, DataFile data) {}

  /** Reads the description and all indexes of a directory. */
  static LoadedRecording load(Path directory, ObjectMapper json, Faults faults) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + directory);
    }
    Meta meta = Meta.read(directory, json, faults);
    int version = checkVersion(directory, meta.version());
    List<Stream> streams = new ArrayList<>();
    try {
      OptionalLong origin = meta.originUs();
      for (StreamFiles files : StreamFiles.values()) {
        Optional<Stream> stream = stream(directory, files, meta, origin, faults);
        if (stream.isPresent()) {
          streams.add(stream.get());
          origin = OptionalLong.of(stream.get().index().originUs());
        }
      }
      List<Stream> ordered = withDistinctIds(streams, faults);
      return new LoadedRecording(meta, describe(directory, version, meta, ordered), ordered);
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

  /** The screen has to be readable; a broken camera or microphone is left out. */
  private static Optional<Stream> stream(
      Path directory, StreamFiles files, Meta meta, OptionalLong origin, Faults faults)
      throws IOException {
    if (files == StreamFiles.VIDEO) {
      return load(directory, files, meta, origin, faults);
    }
    if (!Files.exists(directory.resolve(files.index))) {
      if (meta.stream(files).isObject()) {
        faults.add(Severity.LOSS, files.index, () -> "it is missing; the track is left out");
      }
      return Optional.empty();
    }
    try {
      Optional<Stream> stream = load(directory, files, meta, origin, faults);
      if (stream.isPresent() && meta.originUs().isEmpty() && hasOtherClock(stream.get())) {
        faults.add(
            Severity.WARNING,
            files.index,
            () -> "its timestamps are of another clock; it starts at 0");
        stream.get().data().close();
        return load(directory, files, meta, OptionalLong.empty(), Faults.UNHEARD);
      }
      return stream;
    } catch (MediaException e) {
      faults.add(
          Severity.LOSS, files.index, () -> "the track is left out: %s".formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean hasOtherClock(Stream stream) {
    return stream.index().table().count() > 0
        && Math.abs(stream.index().table().timeUs(0)) > MOST_OFFSET_US;
  }

  private static Optional<Stream> load(
      Path directory, StreamFiles files, Meta meta, OptionalLong origin, Faults faults)
      throws IOException {
    DataFile data = DataFile.open(directory.resolve(files.data));
    try {
      LoadedIndex index = LoadedIndex.load(directory, files, data.sizeBytes(), origin, faults);
      Optional<Track> track = TrackDescription.of(files, meta, index, data, faults);
      if (track.isEmpty()) {
        data.close();
      }
      return track.map(described -> new Stream(files, described, index, data));
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** Keeps the stored ids unless one stands twice; then each stream gets its own default. */
  private static List<Stream> withDistinctIds(List<Stream> streams, Faults faults) {
    List<Stream> ordered = new ArrayList<>(streams);
    if (ordered.stream().map(stream -> stream.track().id()).distinct().count() < ordered.size()) {
      faults.add(
          Severity.WARNING, Meta.FILE, () -> "a trackId stands twice; tracks are numbered anew");
      ordered.replaceAll(
          stream -> {
            Track track = stream.track();
            int id = stream.files().defaultTrackId;
            return new Stream(
                stream.files(),
                new Track(id, track.format(), track.timescale(), track.name()),
                stream.index(),
                stream.data());
          });
    }
    ordered.sort(Comparator.comparingInt(stream -> stream.track().id()));
    return List.copyOf(ordered);
  }

  private static RecordingInfo describe(
      Path directory, int version, Meta meta, List<Stream> streams) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    String folder = name == null ? directory.toString() : name.toString();
    return new RecordingInfo(
        version == 0 || meta.id().isEmpty() ? folder : meta.id(),
        meta.startedAt(),
        OptionalLong.of(
            streams.stream().mapToLong(stream -> stream.index().table().endUs()).max().orElse(0)),
        meta.isCompleted(),
        streams.stream().map(Stream::track).toList(),
        tags(directory, meta, streams));
  }

  /** The stored tags, and what the recorder tells that has no place elsewhere. */
  private static Map<String, String> tags(Path directory, Meta meta, List<Stream> streams) {
    Map<String, String> tags = meta.tags();
    JsonNode root = meta.stream(StreamFiles.VIDEO);
    if (root.path("fps").isNumber()) {
      tags.put(Tags.FPS, root.path("fps").asText());
    }
    if (root.path("codec").isTextual()) {
      tags.put(Tags.CODEC_STRING, root.path("codec").textValue());
    }
    streams.stream()
        .filter(stream -> stream.files() == StreamFiles.VIDEO && stream.index().originUs() != 0)
        .forEach(stream -> tags.put(Tags.TIME_ORIGIN_US, "" + stream.index().originUs()));
    if (Files.exists(directory.resolve(Tags.MOUSE_FILE))) {
      tags.put(Tags.MOUSE, Tags.MOUSE_FILE);
    }
    return tags;
  }

  private static void closeAll(List<Stream> streams) throws IOException {
    for (Stream stream : streams) {
      stream.data().close();
    }
  }

  @Override
  public void close() throws IOException {
    closeAll(streams);
  }
}
