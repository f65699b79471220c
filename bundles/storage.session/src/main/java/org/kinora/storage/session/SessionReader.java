package org.kinora.storage.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.kinora.lib.provider.Faults;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/** An opened session: the tracks of its media files, and behind them one of its input events. */
final class SessionReader implements RecordingReader {
  private final SessionFolder folder;
  private final StorageFormat media;
  private final ObjectMapper json;
  private final OpenedSession session;
  private final ReaderGuard guard;

  private SessionReader(
      SessionFolder folder, StorageFormat media, ObjectMapper json, OpenedSession session) {
    this.folder = folder;
    this.media = media;
    this.json = json;
    this.session = session;
    guard = new ReaderGuard(folder.path());
  }

  /**
   * Opens a session.
   *
   * @throws MediaException DATA_RANGE_ERROR if nothing of it can be read; LIMIT_EXCEEDED, IO_ERROR
   */
  static SessionReader open(SessionFolder folder, StorageFormat media, ObjectMapper json)
      throws IOException {
    return new SessionReader(
        folder, media, json, OpenedSession.open(folder, media, json, Faults.UNHEARD));
  }

  @Override
  public RecordingInfo info() {
    return session.info();
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return guard.ask(() -> samples(trackId));
  }

  private TrackIndex samples(int trackId) throws MediaException {
    return isEvents(trackId) ? session.events().table() : track(trackId).index();
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(
        () -> {
          guard.check(range, samples(range.trackId()).count());
          if (isEvents(range.trackId())) {
            session.events().read(range.first(), range.end(), sink);
          } else {
            track(range.trackId()).read(range, sink);
          }
        });
  }

  /** Also refuses a track that is not there. */
  private boolean isEvents(int trackId) throws MediaException {
    return info().track(trackId).id() > session.tracks().size();
  }

  private SessionTrack track(int trackId) {
    return session.tracks().get(trackId - 1);
  }

  /** Opens the session once more with an ear for faults, then has its media files checked. */
  @Override
  public void verify(FaultSink sink) throws IOException {
    try {
      guard.run(
          () -> {
            try (OpenedSession again = OpenedSession.open(folder, media, json, Faults.to(sink))) {
              for (MediaFile file : again.files()) {
                file.reader().verify(fault -> sink.accept(placed(file, fault)));
              }
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Fault placed(MediaFile file, Fault fault) {
    List<String> words = List.of(file.name(), fault.place());
    return fault.place().contains(file.name())
        ? fault
        : new Fault(fault.severity(), String.join(", ", words), fault.message());
  }

  @Override
  public void close() throws IOException {
    guard.close();
    session.close();
  }
}
