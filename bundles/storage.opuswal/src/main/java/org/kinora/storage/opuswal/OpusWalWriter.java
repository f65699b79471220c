package org.kinora.storage.opuswal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.lib.provider.WriterGuard;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Writes a session: one log for each track; session.json stands there from the first moment and
 * gets its end from {@link #finish()}.
 */
final class OpusWalWriter implements RecordingWriter {
  private static final long SEGMENT_SECONDS = 60_480;

  private final NewDirectory directory;
  private final Path wal;
  private final WriterGuard guard;
  private final RecordingInfo info;
  private final ObjectMapper json;
  private final List<String> keys = new ArrayList<>();
  private final List<SegmentWriter> segments = new ArrayList<>();

  private OpusWalWriter(NewDirectory directory, RecordingInfo info, ObjectMapper json) {
    this.directory = directory;
    wal = directory.path().resolve(LoadedSession.WAL);
    guard = new WriterGuard(directory.path());
    this.info = info;
    this.json = json;
  }

  static OpusWalWriter create(Path directory, RecordingInfo info, ObjectMapper json)
      throws IOException {
    Map<String, Track> tracks = byKey(info);
    OpusWalWriter writer = new OpusWalWriter(NewDirectory.create(directory), info, json);
    try {
      writer.guard.run("creating files", () -> writer.createFiles(tracks));
      return writer;
    } catch (IOException e) {
      writer.undo(e);
      throw e;
    }
  }

  private void undo(IOException failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    directory.discard(failure);
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
    Files.createDirectory(wal);
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
    directory.replace(Session.FILE, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  @Override
  public void append(int trackId, SampleInfo sample, ByteBuffer data) throws IOException {
    guard.checkUsable();
    SegmentWriter segment = segment(trackId);
    segment.check(sample, data);
    guard.run("appending to track " + trackId, () -> segment.append(sample, data));
  }

  @Override
  public void flush() throws IOException {
    guard.run("flushing", this::drain);
  }

  /** {@inheritDoc} All files, and their names, are on the disk when it returns. */
  @Override
  public void finish() throws IOException {
    guard.finish(this::complete);
  }

  private void complete() throws IOException {
    drain();
    for (SegmentWriter segment : segments) {
      segment.force();
    }
    NewDirectory.force(wal);
    writeSession(true);
    directory.forceNames();
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

  @Override
  public void close() throws IOException {
    guard.close(segments);
  }
}
