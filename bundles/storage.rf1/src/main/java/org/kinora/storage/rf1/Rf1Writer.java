package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.lib.provider.WriterGuard;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingWriter;

/** Writes a directory of segments. */
final class Rf1Writer implements RecordingWriter {
  private static final String USUAL_TRACK_NAME = "video";

  private final NewDirectory directory;
  private final WriterGuard guard;
  private final RecordingInfo info;
  private final Map<Integer, String> names;
  private final List<TrackWriter> tracks = new ArrayList<>();

  private Rf1Writer(NewDirectory directory, RecordingInfo info) {
    this.directory = directory;
    this.info = info;
    names = names(info.tracks());
    guard = new WriterGuard(directory.path());
  }

  static Rf1Writer create(Path directory, RecordingInfo info) throws IOException {
    for (Track track : info.tracks()) {
      checkTrack(track);
    }
    if (info.tracks().isEmpty()) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED, "recording " + info.id() + " has no track to write");
    }
    Rf1Writer writer = new Rf1Writer(NewDirectory.create(directory), info);
    try {
      writer.guard.run("creating files", writer::createFiles);
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

  private void createFiles() throws IOException {
    Description.write(directory, info, names, false);
    long originUs = info.startedAt().map(ZonedDateTime::toInstant).map(Clock::us).orElse(0L);
    for (Track track : info.tracks()) {
      String name = names.getOrDefault(track.id(), USUAL_TRACK_NAME);
      tracks.add(new TrackWriter(directory.path(), track, name, originUs));
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
    TrackWriter track = track(trackId);
    Picture picture = track.check(info, data);
    guard.run("appending to track " + trackId, () -> track.append(picture, info.timeUs()));
  }

  @Override
  public void flush() throws IOException {
    guard.run(
        "flushing",
        () -> {
          for (TrackWriter track : tracks) {
            track.drain();
          }
        });
  }

  /** {@inheritDoc} All files, and their names, are on the disk when it returns. */
  @Override
  public void finish() throws IOException {
    guard.finish(
        () -> {
          for (TrackWriter track : tracks) {
            track.finish();
          }
          directory.forceNames();
          Description.write(directory, info, names, true);
        });
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
            .formatted(
                directory.path(), trackId, tracks.stream().map(TrackWriter::trackId).toList()));
  }

  @Override
  public void close() throws IOException {
    guard.close(tracks);
  }
}
