package org.kinora.storage.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.EventTrack;
import org.kinora.lib.events.Point;
import org.kinora.lib.provider.Closing;
import org.kinora.lib.provider.Faults;
import org.kinora.media.AudioFormat;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.StorageFormat;

/**
 * What a session's files hold, on one line of time.
 *
 * @param files the media files, open
 * @param tracks theirs; the id of each is its place, from 1
 * @param events what was done; the last track of all, where there is a table
 */
record OpenedSession(
    RecordingInfo info, List<MediaFile> files, List<SessionTrack> tracks, EventTrack events)
    implements Closeable {
  private static final EventFormat INPUT = new EventFormat("input", EventCodec.VERSION);
  private static final int MICROSECONDS = 1_000_000;
  private static final String SYNC = "sync";
  private static final String NO_CLOCK =
      "nobody knows when pictures were taken: all begin at time 0";
  private static final String ABOUT = "sound begins about when the recorder noted its start";

  /**
   * Opens all that can be opened.
   *
   * @return a session that the caller closes
   * @throws MediaException DATA_RANGE_ERROR if that is nothing
   */
  static OpenedSession open(
      SessionFolder folder, StorageFormat media, ObjectMapper json, Faults faults)
      throws IOException {
    Opening opening =
        new Opening(folder, media, SessionMetadata.read(folder, json, faults), faults);
    try {
      return opening.run(json);
    } catch (IOException | RuntimeException e) {
      try {
        Closing.all(opening.files);
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    Closing.all(files);
  }

  /** A session that is being put together. */
  private static final class Opening {
    private final SessionFolder folder;
    private final StorageFormat media;
    private final SessionMetadata metadata;
    private final Faults faults;
    private final List<MediaFile> files = new ArrayList<>();
    private final List<SessionTrack> tracks = new ArrayList<>();
    private final Map<String, String> tags;

    Opening(SessionFolder folder, StorageFormat media, SessionMetadata metadata, Faults faults) {
      this.folder = folder;
      this.media = media;
      this.metadata = metadata;
      this.faults = faults;
      tags = new HashMap<>(metadata.tags());
    }

    OpenedSession run(ObjectMapper json) throws IOException {
      Optional<MediaFile> screen = file(SessionFolder.SCREEN, true);
      Optional<MediaFile> webcam = file(SessionFolder.WEBCAM, metadata.recorded("webcam"));
      Timeline timeline =
          EventTable.read(folder, new InputRows(size(screen), metadata.keyNames(), json), faults);
      long zeroUs = zeroUs(timeline);
      if (timeline.isEmpty()) {
        tags.put(SYNC, NO_CLOCK);
      }
      if (screen.isPresent()) {
        addFilm("screen", screen.get(), timeline.screen(), zeroUs);
      }
      if (webcam.isPresent()) {
        addFilm("webcam", webcam.get(), timeline.webcam(), zeroUs);
      }
      if (screen.flatMap(file -> file.first(AudioFormat.class)).isEmpty()) {
        addSoundFile(zeroUs);
      }
      EventTrack events = timeline.events(zeroUs);
      if (tracks.isEmpty() && events.table().count() == 0) {
        throw new MediaException(
            MediaError.DATA_RANGE_ERROR, folder.path() + ": none of its files can be read");
      }
      return new OpenedSession(info(timeline, zeroUs), files, tracks, events);
    }

    private Optional<MediaFile> file(String name, boolean expected) throws IOException {
      Optional<MediaFile> file = MediaFile.open(folder, name, media, expected, faults);
      file.ifPresent(files::add);
      return file;
    }

    /** Of the picture that places are counted in. */
    private Optional<Point> size(Optional<MediaFile> screen) {
      return screen
          .flatMap(file -> file.first(VideoFormat.class))
          .map(track -> (VideoFormat) track.format())
          .map(format -> new Point(format.width(), format.height()))
          .or(metadata::resolution);
    }

    /** What time 0 is on the recorder's clock: the first picture, or what is known instead. */
    private long zeroUs(Timeline timeline) {
      return Stream.of(
              timeline.screen().firstUs(),
              timeline.webcam().firstUs(),
              metadata.startUs(),
              timeline.firstEventUs())
          .filter(OptionalLong::isPresent)
          .mapToLong(OptionalLong::getAsLong)
          .findFirst()
          .orElse(0);
    }

    private void addFilm(String name, MediaFile file, PictureTimes times, long zeroUs)
        throws IOException {
      long laterUs = 0;
      Optional<TrackIndex> film = index(file, VideoFormat.class);
      if (film.isPresent()) {
        compare(file.name(), film.get().count(), times.count());
        laterUs = times.aheadUs(film.get()).orElse(zeroUs) - zeroUs;
        add(name, file, VideoFormat.class, times.index(film.get(), zeroUs));
      }
      if (times.repeated() > 0) {
        tags.put(name + ".repeated", Integer.toString(times.repeated()));
      }
      Optional<TrackIndex> sound = index(file, AudioFormat.class);
      if (sound.isPresent()) {
        add("", file, AudioFormat.class, SessionTrack.shifted(sound.get(), laterUs));
      }
    }

    private void addSoundFile(long zeroUs) throws IOException {
      Optional<MediaFile> file = file(SessionFolder.SOUND, metadata.recorded("audio"));
      Optional<TrackIndex> sound =
          file.isEmpty() ? Optional.empty() : index(file.get(), AudioFormat.class);
      if (sound.isPresent()) {
        long laterUs =
            metadata.soundIsOfTheScreen() ? 0 : metadata.startUs().orElse(zeroUs) - zeroUs;
        add("", file.get(), AudioFormat.class, SessionTrack.shifted(sound.get(), laterUs));
        tags.putIfAbsent(SYNC, ABOUT);
      }
    }

    private void compare(String name, int pictures, int rows) {
      if (pictures < rows) {
        faults.add(
            Severity.LOSS,
            name,
            () -> "%d pictures, and the table has rows of %d".formatted(pictures, rows));
      } else if (pictures > rows) {
        faults.add(
            Severity.WARNING,
            name,
            () ->
                "%d pictures, and the table has rows of %d; the others follow as the film says"
                    .formatted(pictures, rows));
      }
    }

    /** The index of a file's first track of a kind, if it has one that can be read. */
    private Optional<TrackIndex> index(MediaFile file, Class<? extends TrackFormat> kind)
        throws IOException {
      Optional<Track> track = file.first(kind);
      return track.isEmpty()
          ? Optional.empty()
          : Optional.of(file.reader().index(track.get().id()));
    }

    private void add(
        String name, MediaFile file, Class<? extends TrackFormat> kind, TrackIndex index) {
      Track inFile = file.first(kind).orElseThrow();
      Track track = new Track(tracks.size() + 1, inFile.format(), MICROSECONDS, name);
      tracks.add(new SessionTrack(track, file, inFile.id(), index));
    }

    private RecordingInfo info(Timeline timeline, long zeroUs) {
      List<Track> all = new ArrayList<>(tracks.stream().map(SessionTrack::track).toList());
      if (!timeline.isEmpty()) {
        all.add(new Track(all.size() + 1, INPUT, MICROSECONDS, ""));
      }
      OptionalLong endUs = metadata.endUs();
      OptionalLong durationUs =
          endUs.isPresent() && endUs.getAsLong() >= zeroUs
              ? OptionalLong.of(endUs.getAsLong() - zeroUs)
              : OptionalLong.empty();
      return new RecordingInfo(
          metadata.id().orElse(folder.name()),
          durationUs.isPresent() ? startedAt(durationUs.getAsLong()) : Optional.empty(),
          durationUs,
          durationUs.isPresent(),
          all,
          tags);
    }

    private Optional<ZonedDateTime> startedAt(long durationUs) {
      return metadata
          .endedAt()
          .map(end -> end.minus(durationUs, ChronoUnit.MICROS).atZone(ZoneOffset.UTC));
    }
  }
}
