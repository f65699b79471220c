package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.lib.provider.MuxerGuard;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;

/**
 * Puts the samples of all tracks in one order of time and writes them as Matroska.
 *
 * <p>A sample waits until every other track has one of a later time, and until a sample of its own
 * track follows, so that a track's last block can tell its duration. Tracks that are more than two
 * seconds apart, or 64 MiB that wait, end the waiting: then blocks are written a little out of
 * order rather than memory filled.
 *
 * <p>A file has no negative times. Sound before 0, such as the pre-skip of Opus, becomes
 * CodecDelay; a picture there is refused.
 */
final class MatroskaMuxer implements Muxer {
  private static final long MOST_APART_US = 2_000_000;
  private static final long MOST_QUEUED_BYTES = 64L << 20;
  private static final Instant DATE_ORIGIN = Instant.parse("2001-01-01T00:00:00Z");
  private static final long DATE_SECONDS_MAX = Long.MAX_VALUE / 1_000_000_000 - 1;

  private final Profile profile;
  private final MuxerSettings settings;
  private final MatroskaOptions options;
  private final SegmentWriter segment;
  private final List<MatroskaTrack> tracks = new ArrayList<>();
  private final MuxerGuard guard = new MuxerGuard("matroska");
  private boolean begun;
  private boolean hasVideo;

  MatroskaMuxer(SeekableByteChannel channel, Profile profile, MuxerSettings settings)
      throws IOException {
    this.profile = profile;
    this.settings = settings;
    options = MatroskaOptions.parse(settings.options(), settings.info().tags());
    segment =
        new SegmentWriter(
            new PatchableOutput(channel),
            profile.docType(),
            options.timestampScaleNs(),
            settings.live());
  }

  @Override
  public int addTrack(Track track) throws IOException {
    guard.addTrack();
    if (!TrackEntry.supports(profile, track.format())) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "%s cannot hold track %d: %s".formatted(profile.docType(), track.id(), track.format()));
    }
    MatroskaTrack added = new MatroskaTrack(tracks.size() + 1, track, settings.endUs());
    tracks.add(added);
    hasVideo |= added.isVideo();
    return added.number();
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    guard.write();
    if (track < 1 || track > tracks.size()) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND,
          "matroska: track number %d, expected 1 to %d".formatted(track, tracks.size()));
    }
    tracks.get(track - 1).add(info, data);
    for (MatroskaTrack next = ready(); next != null; next = ready()) {
      writeFirst(next, next.queue().count() == 1);
    }
  }

  /** The track whose first sample's turn it is; null if that is not known yet. */
  private @Nullable MatroskaTrack ready() {
    MatroskaTrack next = earliest();
    if (next == null) {
      return null;
    }
    boolean inOrder = next.queue().count() > 1;
    long newestUs = Long.MIN_VALUE;
    long queuedBytes = 0;
    for (MatroskaTrack track : tracks) {
      inOrder &= track.queue().count() > 0;
      newestUs = Math.max(newestUs, track.newestUs());
      queuedBytes += track.queue().sizeBytes();
    }
    boolean full = newestUs - next.dueUs() > MOST_APART_US || queuedBytes > MOST_QUEUED_BYTES;
    return inOrder || full ? next : null;
  }

  /** Sound goes before a picture of the same time, so that a player that starts there has both. */
  private @Nullable MatroskaTrack earliest() {
    MatroskaTrack earliest = null;
    for (MatroskaTrack track : tracks) {
      if (track.queue().count() > 0
          && (earliest == null
              || track.dueUs() < earliest.dueUs()
              || (track.dueUs() == earliest.dueUs() && earliest.isVideo()))) {
        earliest = track;
      }
    }
    return earliest;
  }

  /**
   * Writes a track's next block.
   *
   * @param last whether none may follow it in its track
   */
  private void writeFirst(MatroskaTrack track, boolean last) throws IOException {
    begin();
    SampleQueue queue = track.queue();
    SampleInfo info = queue.first();
    long ticks = options.ticks(info.timeUs());
    if (ticks < 0) {
      throw track.refused(info, "it lies before the start of the file");
    }
    SegmentWriter.Tail tail =
        last
            ? track.tail(info, ticks, options.ticks(info.timeUs() + info.durationUs()))
            : SegmentWriter.Tail.NONE;
    boolean cue = track.cues().takes(track.isVideo(), hasVideo, info.keyframe(), info.timeUs());
    boolean opensCluster = track.isVideo() && info.keyframe();
    segment.write(
        new SegmentWriter.Block(track.number(), ticks, info.keyframe(), opensCluster, cue, tail),
        queue.firstData());
    track.written(ticks);
  }

  /** Writes the head of the file when the first block is due: by then first samples are here. */
  private void begin() throws IOException {
    if (begun) {
      return;
    }
    List<byte[]> entries = new ArrayList<>();
    for (MatroskaTrack track : tracks) {
      entries.add(track.toElement());
    }
    segment.begin(facts(), entries);
    begun = true;
  }

  /** What the recording says of itself: when it began (RFC 8794, section 7.6), and its title. */
  private List<byte[]> facts() {
    List<byte[]> facts = new ArrayList<>();
    Optional<Duration> date =
        settings
            .info()
            .startedAt()
            .map(start -> Duration.between(DATE_ORIGIN, start))
            .filter(since -> Math.abs(since.toSeconds()) < DATE_SECONDS_MAX);
    date.ifPresent(since -> facts.add(Ebml.wideUint(MatroskaId.DATE_UTC, since.toNanos())));
    if (!options.title().isEmpty()) {
      facts.add(Ebml.text(MatroskaId.TITLE, options.title()));
    }
    return facts;
  }

  /**
   * Ends the waiting, for a cluster that is closed may hold blocks of later times than the next
   * one. Nothing is written before each track can be described, which some need a sample for.
   */
  @Override
  public void flush() throws IOException {
    guard.flush();
    if (guard.isWriting() && (begun || tracks.stream().allMatch(MatroskaTrack::isDescribed))) {
      for (MatroskaTrack next = earliest(); next != null; next = earliest()) {
        writeFirst(next, false);
      }
    }
    segment.flush();
  }

  @Override
  public void finish() throws IOException {
    guard.finish();
    for (MatroskaTrack next = earliest(); next != null; next = earliest()) {
      writeFirst(next, next.queue().count() == 1);
    }
    begin();
    long endUs = 0;
    for (MatroskaTrack track : tracks) {
      endUs = Math.max(endUs, track.endUs());
    }
    segment.finish(endUs * 1_000.0 / options.timestampScaleNs());
  }

  @Override
  public void close() {
    guard.close();
    tracks.clear();
  }
}
