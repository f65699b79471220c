package org.kinora.storage.opuswal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Writes a session: one log for each track; session.json stands there from the first moment and
 * gets its end from {@link #finish()}. A failed write is final.
 */
final class OpusWalWriter implements RecordingWriter {
  private static final long SEGMENT_SECONDS = 60_480;

  private final Path directory;
  private final RecordingInfo info;
  private final ObjectMapper json;
  private final List<String> keys = new ArrayList<>();
  private final List<SegmentWriter> segments = new ArrayList<>();
  private boolean finished;
  private boolean failed;
  private boolean closed;

  private OpusWalWriter(Path directory, RecordingInfo info, ObjectMapper json) {
    this.directory = directory;
    this.info = info;
    this.json = json;
  }

  static OpusWalWriter create(Path directory, RecordingInfo info, ObjectMapper json)
      throws IOException {
    Map<String, Track> tracks = byKey(info);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new MediaException(MediaError.TARGET_EXISTS, directory + " is there already", e);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, directory + " cannot be created: " + e, e);
    }
    OpusWalWriter writer = new OpusWalWriter(directory, info, json);
    try {
      writer.guarded("creating files", () -> writer.createFiles(tracks));
      return writer;
    } catch (IOException e) {
      writer.close();
      throw e;
    }
  }

  private static Map<String, Track> byKey(RecordingInfo info) throws MediaException {
    Map<String, Track> tracks = new LinkedHashMap<>();
    for (Track track : info.tracks()) {
      String key = track.name().isEmpty() ? "track-" + track.id() : track.name();
      boolean fits =
          track.format() instanceof AudioFormat audio
              && audio.codec().equals("opus")
              && audio.channels() <= 2
              && key.getBytes(UTF_8).length <= WalScanner.MOST_KEY_BYTES;
      if (!fits || tracks.putIfAbsent(key, track) != null) {
        throw new MediaException(
            MediaError.TRACK_NOT_SUPPORTED,
            "track %d (%s, \"%s\"): format opuswal holds Opus, mono or stereo, one track a name"
                .formatted(track.id(), track.format().codec(), track.name()));
      }
    }
    if (tracks.isEmpty()) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED, "recording " + info.id() + " has no track to write");
    }
    return tracks;
  }

  private void createFiles(Map<String, Track> tracks) throws IOException {
    Path wal = Files.createDirectory(directory.resolve(LoadedSession.WAL));
    long expiration = info.startedAt().map(at -> at.toEpochSecond()).orElse(0L) + SEGMENT_SECONDS;
    for (Map.Entry<String, Track> entry : tracks.entrySet()) {
      Track track = entry.getValue();
      if (track.format() instanceof AudioFormat audio) {
        keys.add(entry.getKey());
        segments.add(new SegmentWriter(wal, track, audio, entry.getKey(), expiration));
      }
    }
    writeSession(false);
  }

  /** Replaces session.json in one step. */
  private void writeSession(boolean complete) throws IOException {
    ObjectNode root = json.createObjectNode();
    root.put("session_id", info.id());
    root.putNull("start_timestamp").putNull("end_timestamp").putNull("duration_ms");
    info.startedAt().ifPresent(at -> root.put("start_timestamp", at.toInstant().toEpochMilli()));
    if (complete) {
      long durationMs = segments.stream().mapToLong(SegmentWriter::endMs).max().orElse(0);
      root.put("duration_ms", durationMs);
      info.startedAt()
          .ifPresent(at -> root.put("end_timestamp", at.toInstant().toEpochMilli() + durationMs));
    }
    root.put("emitter_player", keys.get(0));
    ArrayNode participants = root.putArray("participants");
    keys.subList(1, keys.size()).forEach(participants::add);
    info.startedAt().ifPresent(at -> root.put("created_at", Long.toString(at.toEpochSecond())));
    Path next = directory.resolve(Session.FILE + ".tmp");
    Files.writeString(next, json.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    Files.move(
        next,
        directory.resolve(Session.FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void append(int trackId, SampleInfo sample, ByteBuffer data) throws IOException {
    checkUsable();
    SegmentWriter segment = segment(trackId);
    segment.check(sample, data);
    guarded("appending to track " + trackId, () -> segment.append(sample, data));
  }

  @Override
  public void flush() throws IOException {
    checkUsable();
    guarded("flushing", this::drain);
  }

  @Override
  public void finish() throws IOException {
    checkUsable();
    guarded("finishing", this::complete);
    finished = true;
  }

  private void complete() throws IOException {
    drain();
    for (SegmentWriter segment : segments) {
      segment.force();
    }
    writeSession(true);
  }

  private void drain() throws IOException {
    for (SegmentWriter segment : segments) {
      segment.drain();
    }
  }

  private SegmentWriter segment(int trackId) throws MediaException {
    info.track(trackId);
    for (SegmentWriter segment : segments) {
      if (segment.track().id() == trackId) {
        return segment;
      }
    }
    throw new IllegalStateException("track " + trackId + " has no log");
  }

  private void checkUsable() throws MediaException {
    if (failed) {
      throw new MediaException(
          MediaError.IO_ERROR, directory + ": an earlier write failed; nothing more is written");
    }
    if (finished || closed) {
      throw new MediaException(
          MediaError.CLOSED, directory + " was " + (finished ? "finished" : "closed"));
    }
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void guarded(String what, Step step) throws MediaException {
    try {
      step.run();
    } catch (IOException e) {
      failed = true;
      throw new MediaException(
          MediaError.IO_ERROR, "%s: %s failed: %s".formatted(directory, what, e), e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (SegmentWriter segment : segments) {
      segment.close();
    }
  }
}
