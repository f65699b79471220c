package org.kinora.dataset.nextmetal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.events.EventTrack;
import org.kinora.lib.provider.Faults;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/** An opened ZIP: the tracks of its video, and behind them one of its input events. */
final class NextMetalReader implements RecordingReader {
  private static final EventFormat INPUT = new EventFormat("input", 0);
  private static final int MILLISECONDS = 1000;
  private static final String SYNC = "sync";

  /** The recorder notes the start before it asks the browser to record. */
  private static final String UNKNOWN_OFFSET =
      "events count from startTime; the pictures begin an unknown time later";

  private static final String FIRST_PICTURE = "events count from the first picture";

  /** A clock that stands before 1971 has never been set. */
  private static final long SET_MS = 365L * 24 * 60 * 60 * 1000;

  private final Path at;
  private final StorageFormat media;
  private final ObjectMapper json;
  private final @Nullable UnpackedVideo video;
  private final EventTrack events;
  private final RecordingInfo info;
  private final int eventTrack;
  private final ReaderGuard guard;

  private NextMetalReader(
      Path at,
      StorageFormat media,
      ObjectMapper json,
      Archive archive,
      @Nullable UnpackedVideo video,
      Faults faults)
      throws IOException {
    this.at = at;
    this.media = media;
    this.json = json;
    this.video = video;
    guard = new ReaderGuard(at);
    InputFile input = InputFile.read(archive, json, faults);
    Metadata metadata = Metadata.read(archive, json, faults);
    events = input.events();
    List<Track> tracks =
        new ArrayList<>(video == null ? List.of() : video.reader().info().tracks());
    eventTrack = tracks.stream().mapToInt(Track::id).max().orElse(0) + 1;
    tracks.add(new Track(eventTrack, INPUT, MILLISECONDS, ""));
    Map<String, String> tags = new HashMap<>(metadata.tags());
    tags.put(SYNC, metadata.countsFromFirstPicture() ? FIRST_PICTURE : UNKNOWN_OFFSET);
    info =
        new RecordingInfo(
            archive.id(),
            startedAt(input),
            input.durationUs(),
            input.isWhole() && input.durationUs().isPresent(),
            tracks,
            tags);
  }

  private static Optional<ZonedDateTime> startedAt(InputFile input) {
    long ms = input.startMs().orElse(0);
    return ms < SET_MS
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(ms).atZone(ZoneOffset.UTC));
  }

  /**
   * Opens a ZIP.
   *
   * @throws MediaException FORMAT_UNKNOWN, LIMIT_EXCEEDED, IO_ERROR
   */
  static NextMetalReader open(Path at, StorageFormat media, ObjectMapper json) throws IOException {
    return open(at, media, json, Faults.UNHEARD);
  }

  private static NextMetalReader open(
      Path at, StorageFormat media, ObjectMapper json, Faults faults) throws IOException {
    try (Archive archive = Archive.open(at)) {
      UnpackedVideo video = video(archive, media, faults);
      try {
        return new NextMetalReader(at, media, json, archive, video, faults);
      } catch (IOException | RuntimeException e) {
        if (video != null) {
          video.close();
        }
        throw e;
      }
    }
  }

  /** Null without a video that opens: the events are worth something by themselves. */
  private static @Nullable UnpackedVideo video(Archive archive, StorageFormat media, Faults faults)
      throws IOException {
    Optional<ZipEntry> entry = archive.video();
    if (entry.isEmpty()) {
      faults.add(Severity.LOSS, archive.id(), () -> "there is no video beside the events");
      return null;
    }
    try {
      return UnpackedVideo.open(archive, entry.get(), media, faults);
    } catch (MediaException e) {
      if (e.code() == MediaError.IO_ERROR || e.code() == MediaError.LIMIT_EXCEEDED) {
        throw e;
      }
      faults.add(Severity.LOSS, entry.get().getName(), () -> "it does not open: " + e.getMessage());
      return null;
    }
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return guard.ask(() -> isEvents(trackId) ? events.table() : pictures().index(trackId));
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(
        () -> {
          if (isEvents(range.trackId())) {
            guard.check(range, events.table().count());
            events.read(range.first(), range.end(), sink);
          } else {
            pictures().read(range, sink);
          }
        });
  }

  /** Also refuses a track that is not there. */
  private boolean isEvents(int trackId) throws MediaException {
    return info.track(trackId).id() == eventTrack;
  }

  private RecordingReader pictures() {
    if (video == null) {
      throw new IllegalStateException(at + " has no track but its events");
    }
    return video.reader();
  }

  /** Opens the ZIP once more with an ear for faults, then has the video checked. */
  @Override
  public void verify(FaultSink sink) throws IOException {
    try {
      guard.run(
          () -> {
            try (NextMetalReader again = open(at, media, json, Faults.to(sink))) {
              if (again.video != null) {
                again.video.verify(sink);
              }
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    guard.close();
    if (video != null) {
      video.close();
    }
  }
}
