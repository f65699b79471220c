package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
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
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Writes version 1. meta.json stands there from the first moment, incomplete; samples and lines are
 * appended; {@link #finish()} forces them to the disk before it says that they are there.
 */
final class JsonlWriter implements RecordingWriter {
  private final NewDirectory directory;
  private final WriterGuard guard;
  private final MetaWriter meta;
  private final List<StreamWriter> streams = new ArrayList<>();

  private JsonlWriter(NewDirectory directory, RecordingInfo info, ObjectMapper json) {
    this.directory = directory;
    guard = new WriterGuard(directory.path());
    meta = new MetaWriter(directory, info, json);
  }

  static JsonlWriter create(Path directory, RecordingInfo info, ObjectMapper json)
      throws IOException {
    Map<StreamFiles, Track> tracks = assign(info);
    JsonlWriter writer = new JsonlWriter(NewDirectory.create(directory), info, json);
    try {
      writer.guard.run("creating files", () -> writer.createFiles(tracks));
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
      } else if (track.format().equals(TrackDescription.MOUSE_EVENTS)) {
        fits = tracks.putIfAbsent(StreamFiles.MOUSE, track) == null;
      }
      if (!fits) {
        throw new MediaException(
            MediaError.TRACK_NOT_SUPPORTED,
            "track %d (%s): format jsonl holds one video track, a second one as camera, and one"
                    .formatted(track.id(), track.format().codec())
                + " audio track, and the browser recorder's mouse events");
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
      Files.createFile(directory.path().resolve(StreamFiles.VIDEO.data));
      Files.createFile(directory.path().resolve(StreamFiles.VIDEO.index));
    }
    for (Map.Entry<StreamFiles, Track> entry : tracks.entrySet()) {
      Track track = entry.getValue();
      String codec = meta.quotedCodec(track.format());
      streams.add(new StreamWriter(directory.path(), entry.getKey(), track, codec));
    }
    meta.write(streams, false);
  }

  /** Leaves nothing in the way of another attempt. */
  private void undo(IOException failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    directory.discard(failure);
  }

  @Override
  public void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    guard.checkUsable();
    StreamWriter stream = stream(trackId);
    stream.check(info, data);
    guard.run("appending to track " + trackId, () -> stream.append(info, data));
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
    for (StreamWriter stream : streams) {
      stream.force();
    }
    meta.write(streams, true);
    directory.forceNames();
  }

  private void drain() throws IOException {
    for (StreamWriter stream : streams) {
      stream.drain();
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
                directory.path(),
                trackId,
                streams.stream().map(stream -> stream.track().id()).toList()));
  }

  @Override
  public void close() throws IOException {
    guard.close(streams);
  }
}
