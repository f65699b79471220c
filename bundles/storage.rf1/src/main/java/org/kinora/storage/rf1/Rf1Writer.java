package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Writes a directory of segments. A failed write or force is final: what was flushed before stays
 * readable, nothing is tried again.
 */
final class Rf1Writer implements RecordingWriter {
  private static final String USUAL_TRACK_NAME = "video";

  private final Path directory;
  private final List<TrackWriter> tracks = new ArrayList<>();
  private boolean finished;
  private boolean failed;
  private boolean closed;

  private Rf1Writer(Path directory) {
    this.directory = directory;
  }

  static Rf1Writer create(Path directory, RecordingInfo info) throws IOException {
    for (Track track : info.tracks()) {
      checkTrack(track);
    }
    if (info.tracks().isEmpty()) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED, "recording " + info.id() + " has no track to write");
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new MediaException(MediaError.TARGET_EXISTS, directory + " is there already", e);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, directory + " cannot be created: " + e, e);
    }
    Rf1Writer writer = new Rf1Writer(directory);
    try {
      writer.guarded("creating files", () -> writer.createFiles(info));
      return writer;
    } catch (IOException e) {
      writer.undo(e);
      throw e;
    }
  }

  private static void checkTrack(Track track) throws MediaException {
    boolean fits =
        track.format() instanceof VideoFormat video
            && NalCodec.of(video.codec()).isPresent()
            && Math.max(video.width(), video.height()) <= Header.MOST_PIXELS;
    if (!fits) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "track %d (%s): format rf1 holds video of h264 or h265, up to %d pixels each way"
              .formatted(track.id(), track.format().codec(), Header.MOST_PIXELS));
    }
  }

  private void createFiles(RecordingInfo info) throws IOException {
    Map<Integer, String> names = names(info.tracks());
    Description.write(directory, info, names);
    long originUs = info.startedAt().map(ZonedDateTime::toInstant).map(Clock::us).orElse(0L);
    for (Track track : info.tracks()) {
      String name = names.getOrDefault(track.id(), USUAL_TRACK_NAME);
      tracks.add(new TrackWriter(directory, track, name, originUs));
    }
  }

  /** A name for each track's files: its own, or the recorder's, made distinct by the id. */
  private static Map<Integer, String> names(List<Track> tracks) {
    Map<Integer, String> names = new LinkedHashMap<>();
    for (Track track : tracks) {
      boolean usable = SegmentFiles.isTrackName(track.name());
      String name = usable ? track.name() : USUAL_TRACK_NAME;
      names.put(track.id(), names.containsValue(name) ? name + "-" + track.id() : name);
    }
    return names;
  }

  /** Leaves nothing in the way of another attempt. */
  private void undo(IOException failure) {
    try {
      close();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    checkUsable();
    TrackWriter track = track(trackId);
    Picture picture = track.check(info, data);
    guarded("appending to track " + trackId, () -> track.append(picture, info.timeUs()));
  }

  @Override
  public void flush() throws IOException {
    checkUsable();
    guarded(
        "flushing",
        () -> {
          for (TrackWriter track : tracks) {
            track.drain();
          }
        });
  }

  @Override
  public void finish() throws IOException {
    checkUsable();
    guarded(
        "finishing",
        () -> {
          for (TrackWriter track : tracks) {
            track.finish();
          }
          forceDirectory();
        });
    finished = true;
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

  private TrackWriter track(int trackId) throws MediaException {
    for (TrackWriter track : tracks) {
      if (track.trackId() == trackId) {
        return track;
      }
    }
    throw new MediaException(
        MediaError.TRACK_NOT_FOUND,
        "%s has no track %d; it has %s"
            .formatted(directory, trackId, tracks.stream().map(TrackWriter::trackId).toList()));
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
    } catch (MediaException e) {
      failed = true;
      throw e;
    } catch (IOException e) {
      failed = true;
      throw new MediaException(
          MediaError.IO_ERROR, "%s: %s failed: %s".formatted(directory, what, e), e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (TrackWriter track : tracks) {
      track.close();
    }
  }
}
