package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;

/**
 * Puts the samples of all tracks in one order of time and writes them as Matroska.
 *
 * <p>A sample waits until every other track has one of a later time, and until a sample of its own
 * track follows, so that a track's last block can tell its duration. Tracks that are more than two
 * seconds apart, or 64 MiB that wait, end the waiting: then blocks are written a little out of
 * order rather than memory filled.
 *
 * <p>A file has no negative times. If the earliest of the tracks' first blocks lies before 0, all
 * tracks are shifted alike so that it lies at 0. The pre-skip of Opus is not shifted: it becomes
 * CodecDelay, and a first packet at minus the pre-skip lies at 0 without moving the picture.
 */
final class MatroskaMuxer implements Muxer {
  private enum State {
    ADDING_TRACKS,
    WRITING,
    FINISHED,
    CLOSED
  }

  private static final long MOST_APART_US = 2_000_000;
  private static final long MOST_QUEUED_BYTES = 64L << 20;
  private static final long CUE_DISTANCE_US = 100_000;
  private static final long AUDIO_CUE_DISTANCE_US = 1_000_000;

  private final Profile profile;
  private final MatroskaOptions options;
  private final SegmentWriter segment;
  private final List<MatroskaTrack> tracks = new ArrayList<>();
  private State state = State.ADDING_TRACKS;
  private boolean begun;
  private boolean hasVideo;
  private long shiftUs;

  MatroskaMuxer(SeekableByteChannel channel, Profile profile, MatroskaOptions options)
      throws IOException {
    this.profile = profile;
    this.options = options;
    segment =
        new SegmentWriter(
            new PatchableOutput(channel), profile.docType(), options.timestampScaleNs());
  }

  @Override
  public int addTrack(Track track) throws IOException {
    require(state == State.ADDING_TRACKS, "a track is added");
    if (!TrackEntry.supports(profile, track.format())) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "%s cannot hold track %d: %s".formatted(profile.docType(), track.id(), track.format()));
    }
    MatroskaTrack added = new MatroskaTrack(tracks.size() + 1, track);
    tracks.add(added);
    hasVideo |= added.isVideo();
    return added.number();
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    require(state == State.ADDING_TRACKS || state == State.WRITING, "a sample is written");
    if (track < 1 || track > tracks.size()) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND,
          "matroska: track number %d, expected 1 to %d".formatted(track, tracks.size()));
    }
    state = State.WRITING;
    tracks.get(track - 1).add(info, data);
    for (MatroskaTrack next = ready(); next != null; next = ready()) {
      writeFirst(next);
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

  private void writeFirst(MatroskaTrack track) throws IOException {
    begin();
    SampleQueue queue = track.queue();
    SampleInfo info = queue.first();
    long timeUs = info.timeUs() + shiftUs;
    if (timeUs < 0) {
      throw track.refused(info, "it lies " + -timeUs + " us before the start of the file");
    }
    long ticks = options.ticks(timeUs);
    SegmentWriter.Tail tail =
        queue.count() == 1
            ? track.tail(info, ticks, options.ticks(timeUs + info.durationUs()))
            : SegmentWriter.Tail.NONE;
    boolean cue =
        track.isVideo()
            ? track.takeCue(info, CUE_DISTANCE_US)
            : !hasVideo && track.takeCue(info, AUDIO_CUE_DISTANCE_US);
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
      if (track.queue().count() > 0) {
        shiftUs = Math.max(shiftUs, -track.queue().first().timeUs());
      }
    }
    segment.begin(entries);
    begun = true;
  }

  @Override
  public void flush() throws IOException {
    segment.flush();
  }

  @Override
  public void finish() throws IOException {
    require(state == State.ADDING_TRACKS || state == State.WRITING, "the file is finished");
    for (MatroskaTrack next = earliest(); next != null; next = earliest()) {
      writeFirst(next);
    }
    begin();
    long endUs = 0;
    for (MatroskaTrack track : tracks) {
      endUs = Math.max(endUs, track.endUs() == Long.MIN_VALUE ? 0 : track.endUs() + shiftUs);
    }
    segment.finish(endUs * 1_000.0 / options.timestampScaleNs());
    state = State.FINISHED;
  }

  @Override
  public void close() {
    state = State.CLOSED;
    tracks.clear();
  }

  private void require(boolean allowed, String what) throws MediaException {
    if (!allowed) {
      MediaError error = state == State.CLOSED ? MediaError.CLOSED : MediaError.MUX_ERROR;
      throw new MediaException(error, "matroska: " + what + " while the muxer is " + state);
    }
  }
}
