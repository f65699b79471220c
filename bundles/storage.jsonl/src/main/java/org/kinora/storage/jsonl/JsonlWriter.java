package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Writes version 1. meta.json stands there from the first moment, incomplete; samples and lines are
 * appended; {@link #finish()} forces them to the disk before it says that they are there. A failed
 * write or force is final: what was flushed before stays readable, nothing is tried again.
 */
final class JsonlWriter implements RecordingWriter {
  private final Path directory;
  private final MetaWriter meta;
  private final List<StreamWriter> streams = new ArrayList<>();
  private boolean finished;
  private boolean failed;
  private boolean closed;

  private JsonlWriter(Path directory, RecordingInfo info, ObjectMapper json) {
    this.directory = directory;
    meta = new MetaWriter(directory, info, json);
  }

  static JsonlWriter create(Path directory, RecordingInfo info, ObjectMapper json)
      throws IOException {
    Map<StreamFiles, Track> tracks = assign(info);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new MediaException(MediaError.TARGET_EXISTS, directory + " is there already", e);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, directory + " cannot be created: " + e, e);
    }
    JsonlWriter writer = new JsonlWriter(directory, info, json);
    try {
      writer.guarded("creating files", () -> writer.createFiles(tracks));
      return writer;
    } catch (IOException e) {
      writer.undo(e);
      throw e;
    }
  }

  /** Gives each track its files: the first video track is the screen, a second the camera. */
  private static Map<StreamFiles, Track> assign(RecordingInfo info) throws MediaException {
    Map<StreamFiles, Track> tracks = new EnumMap<>(StreamFiles.class);
    for (Track track : info.tracks()) {
      boolean fits = false;
      if (track.format() instanceof VideoFormat) {
        fits =
            tracks.putIfAbsent(StreamFiles.VIDEO, track) == null
                || tracks.putIfAbsent(StreamFiles.CAMERA, track) == null;
      } else if (track.format() instanceof AudioFormat) {
        fits = tracks.putIfAbsent(StreamFiles.AUDIO, track) == null;
      }
      if (!fits) {
        throw new MediaException(
            MediaError.TRACK_NOT_SUPPORTED,
            "track %d (%s): format jsonl holds one video track, a second one as camera, and one"
                    .formatted(track.id(), track.format().codec())
                + " audio track");
      }
    }
    if (tracks.isEmpty()) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED, "recording " + info.id() + " has no track to write");
    }
    return tracks;
  }

  private void createFiles(Map<StreamFiles, Track> tracks) throws IOException {
    if (!tracks.containsKey(StreamFiles.VIDEO)) { // readers expect the main files, if empty
      Files.createFile(directory.resolve(StreamFiles.VIDEO.data));
      Files.createFile(directory.resolve(StreamFiles.VIDEO.index));
    }
    for (Map.Entry<StreamFiles, Track> entry : tracks.entrySet()) {
      Track track = entry.getValue();
      String codec = meta.quotedCodec(track.format());
      streams.add(new StreamWriter(directory, entry.getKey(), track, codec));
    }
    meta.write(streams, false);
  }

  /** Leaves nothing in the way of another attempt. */
  private void undo(IOException failure) {
    try {
      close();
      for (StreamFiles files : StreamFiles.values()) {
        Files.deleteIfExists(directory.resolve(files.data));
        Files.deleteIfExists(directory.resolve(files.index));
      }
      meta.delete();
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    checkUsable();
    StreamWriter stream = stream(trackId);
    stream.check(info, data);
    guarded("appending to track " + trackId, () -> stream.append(info, data));
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
    for (StreamWriter stream : streams) {
      stream.force();
    }
    meta.write(streams, true);
    forceDirectory();
  }

  private void drain() throws IOException {
    for (StreamWriter stream : streams) {
      stream.drain();
    }
  }

  /** Makes the files' names last, where the system lets a directory be opened; Windows does not. */
  private void forceDirectory() throws IOException {
    FileChannel names;
    try {
      names = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException notHere) {
      return;
    }
    try (names) {
      names.force(true);
    }
  }

  private StreamWriter stream(int trackId) throws MediaException {
    for (StreamWriter stream : streams) {
      if (stream.track().id() == trackId) {
        return stream;
      }
    }
    throw new MediaException(
        MediaError.TRACK_NOT_FOUND,
        "%s has no track %d; it has %s"
            .formatted(
                directory, trackId, streams.stream().map(stream -> stream.track().id()).toList()));
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
    for (StreamWriter stream : streams) {
      stream.close();
    }
  }
}
