package org.kinora.catalog.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.catalog.ArchivedTrack;
import org.kinora.catalog.TrackKind;
import org.kinora.catalog.database.Entry.Piece;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Segment;
import org.kinora.media.Track;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;

/**
 * Opens what lies on the disk and writes down what it is.
 *
 * @param paths below the root
 */
record Examiner(Playback playback, RootPaths paths) {
  /**
   * The entry of a recording, whole or broken; empty if no format knows it.
   *
   * @throws MediaException CANCELLED if this thread is interrupted
   */
  Optional<Entry> examine(Path path) throws IOException {
    // before it is opened, so that what changes meanwhile differs the next time
    FileTotals files = FileTotals.of(path);
    try (PlaybackSession session = playback.open(path)) {
      return Optional.of(entry(path, session, files));
    } catch (IOException e) {
      return failed(path, files, e);
    } catch (UncheckedIOException e) {
      return failed(path, files, new IOException(e.getMessage(), e));
    }
  }

  private Optional<Entry> failed(Path path, FileTotals files, IOException e) throws IOException {
    checkNotCancelled(e);
    if (!(e instanceof MediaException known)) {
      return Optional.of(broken(path, files, MediaError.IO_ERROR + ": " + e));
    }
    boolean foreign =
        known.code() == MediaError.FORMAT_UNKNOWN || known.code() == MediaError.DIR_NOT_FOUND;
    return foreign
        ? Optional.empty()
        : Optional.of(broken(path, files, known.code().name() + ": " + known.getMessage()));
  }

  private static void checkNotCancelled(IOException e) throws MediaException {
    if (Thread.currentThread().isInterrupted()
        || e instanceof ClosedByInterruptException
        || (e instanceof MediaException known && known.code() == MediaError.CANCELLED)) {
      throw new MediaException(MediaError.CANCELLED, "the rescan was cancelled", e);
    }
  }

  /** The entry of what is there and cannot be opened. */
  Entry broken(Path path, FileTotals files, String problem) {
    OptionalLong unknown = OptionalLong.empty();
    Piece whole =
        new Piece(
            0,
            List.of(),
            unknown,
            unknown,
            files.allocatedBytes(),
            files.modifiedUs(),
            files.fingerprint(),
            false,
            false);
    return new Entry(
        paths.name(path),
        paths.name(path.resolveSibling("")),
        "",
        false,
        text(problem),
        unknown,
        "",
        0,
        files,
        List.of(),
        List.of(whole));
  }

  private Entry entry(Path path, PlaybackSession session, FileTotals files) throws IOException {
    RecordingInfo info = session.info();
    long durationUs = durationUs(session);
    OptionalLong startUs =
        info.startedAt().stream().mapToLong(start -> Times.us(start.toInstant())).findFirst();
    List<Segment> segments = session.segments();
    List<Piece> pieces =
        segments.isEmpty()
            ? List.of(whole(files, startUs, durationUs, info.complete()))
            : pieces(path, segments, startUs);
    return new Entry(
        paths.name(path),
        paths.name(segments.isEmpty() ? path.resolveSibling("") : path),
        session.format(),
        info.complete(),
        "",
        startUs,
        info.startedAt().map(ZonedDateTime::getZone).map(Object::toString).orElse(""),
        durationUs,
        files,
        info.tracks().stream().map(Examiner::track).toList(),
        pieces);
  }

  /** What a complete recording says of its length is believed; otherwise the index knows. */
  private static long durationUs(PlaybackSession session) throws IOException {
    RecordingInfo info = session.info();
    if (info.complete() && info.durationUs().isPresent()) {
      return info.durationUs().getAsLong();
    }
    long endUs = 0;
    for (Track track : info.tracks()) {
      endUs = Math.max(endUs, session.index(track.id()).endUs());
    }
    return endUs;
  }

  private static ArchivedTrack track(Track track) {
    return new ArchivedTrack(
        track.id(), TrackKind.of(track.format()), text(track.format().codec()), text(track.name()));
  }

  private static Piece whole(
      FileTotals files, OptionalLong startUs, long durationUs, boolean complete) {
    return new Piece(
        0,
        List.of(),
        startUs,
        plus(startUs, durationUs),
        files.allocatedBytes(),
        files.modifiedUs(),
        files.fingerprint(),
        complete,
        false);
  }

  private List<Piece> pieces(Path recording, List<Segment> segments, OptionalLong startUs)
      throws IOException {
    List<Piece> pieces = new ArrayList<>();
    for (Segment segment : segments) {
      FileTotals files = FileTotals.of(recording, segment.files());
      pieces.add(
          new Piece(
              0,
              segment.files().stream().map(paths::name).sorted().toList(),
              plus(startUs, segment.startUs()),
              plus(startUs, Math.max(segment.startUs(), segment.endUs())),
              files.allocatedBytes(),
              files.modifiedUs(),
              files.fingerprint(),
              segment.complete(),
              false));
    }
    return pieces;
  }

  private static OptionalLong plus(OptionalLong startUs, long us) {
    return startUs.isPresent() ? OptionalLong.of(startUs.getAsLong() + us) : startUs;
  }

  /** Text as every database takes it: what a recording says can hold what is no character. */
  private static String text(String any) {
    return new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .replace('\0', '?');
  }
}
