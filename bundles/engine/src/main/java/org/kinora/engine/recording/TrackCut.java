package org.kinora.engine.recording;

import org.kinora.media.AudioFormat;
import org.kinora.media.Gops;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;

/**
 * The samples of one track that a copy takes, and the times that they get in the file.
 *
 * <p>Of pictures it takes those from the key frame that the first shown one needs to the last one,
 * in decode order, that is shown before the end. A picture that is on the screen when the file
 * begins lies at the file's time 0. Of sound it takes the packets from the beginning on and, where
 * an edit list hides them, those that a decoder needs before it is itself again. What is heard or
 * shown beyond the end gets a shorter duration.
 */
public final class TrackCut {
  /** Ample for the reordering of any codec here. */
  static final int MOST_REORDERED = 64;

  /** RFC 7845, section 4.6: what a decoder of Opus needs to converge. */
  private static final long OPUS_PREROLL_US = 80_000;

  private static final long NONE = Long.MIN_VALUE;

  private final Track track;
  private final SampleRange samples;

  /** The source's time that becomes 0; a whole number of the track's ticks. */
  private final long zeroUs;

  private final long endUs;

  /** Pictures before this one belong to a group that is not there. */
  private final long earliestUs;

  /** The time of the picture that is on the screen when the file begins. */
  private final long onScreenUs;

  private TrackCut(
      Track track, SampleRange samples, long zeroUs, long endUs, long earliestUs, long onScreenUs) {
    this.track = track;
    this.samples = samples;
    this.zeroUs = zeroUs;
    this.endUs = endUs;
    this.earliestUs = earliestUs;
    this.onScreenUs = onScreenUs;
  }

  /** A track from its first sample to a time; {@link Long#MAX_VALUE} for all of it. */
  public static TrackCut untilEnd(Track track, TrackIndex index, long endUs) {
    SampleRange samples = new SampleRange(track.id(), 0, end(track, index, endUs));
    return new TrackCut(track, samples, 0, endUs, NONE, NONE);
  }

  /**
   * A part of a track.
   *
   * @param hides whether what lies before the beginning is decoded and not shown
   * @param endUs {@link Long#MAX_VALUE} for the track's own
   */
  public static TrackCut between(
      Track track, TrackIndex index, long fromUs, long endUs, boolean hides) throws MediaException {
    // In ticks of the track, differences of times stay as exact as the times were.
    int timescale = track.timescale();
    long zeroUs = MediaTime.toUs(MediaTime.toTicks(fromUs, timescale), timescale);
    int end = end(track, index, endUs);
    if (!(track.format() instanceof VideoFormat)) {
      SampleRange samples = range(track, firstPacket(track, index, zeroUs, hides), end);
      return new TrackCut(track, samples, zeroUs, endUs, NONE, NONE);
    }
    int shown = index.floor(zeroUs);
    int first = firstPicture(track, index, zeroUs, hides);
    return new TrackCut(
        track,
        range(track, first, end),
        zeroUs,
        endUs,
        first < index.count() ? index.timeUs(first) : NONE,
        shown >= first && isOnScreen(index, shown, zeroUs) ? index.timeUs(shown) : NONE);
  }

  private static SampleRange range(Track track, int first, int end) {
    return new SampleRange(track.id(), first, Math.max(0, end - first));
  }

  private static boolean isOnScreen(TrackIndex index, int picture, long timeUs) {
    long durationUs = index.durationUs(picture);
    return durationUs == 0 || index.timeUs(picture) + durationUs > timeUs;
  }

  private static int firstPicture(Track track, TrackIndex index, long fromUs, boolean hides)
      throws MediaException {
    int shown = index.floor(fromUs);
    if (shown < 0) {
      return 0;
    }
    int key = Gops.keyframeFor(index, track.id(), shown);
    while (!hides
        && key < index.count()
        && !(index.isKeyframe(key) && index.timeUs(key) >= fromUs)) {
      key++; // nothing would hide the pictures before it
    }
    return key;
  }

  private static int firstPacket(Track track, TrackIndex index, long fromUs, boolean hides) {
    if (!(track.format() instanceof AudioFormat sound)) {
      return index.floor(fromUs - 1) + 1;
    }
    if (!hides) {
      // The decoder drops the pre-skip, so sound that begins on time has a packet before it.
      long preSkipUs = MediaTime.toUs(sound.preSkip(), sound.sampleRate());
      return index.floor(fromUs - preSkipUs - 1) + 1;
    }
    int packet =
        sound.codec().equals("opus")
            ? index.floor(fromUs - OPUS_PREROLL_US)
            : index.floor(fromUs) - (isLossless(sound.codec()) ? 0 : 1);
    return Math.max(0, packet);
  }

  /** Every packet by itself gives exactly what was encoded. */
  private static boolean isLossless(String codec) {
    return codec.equals("flac") || codec.startsWith("pcm_");
  }

  /** Behind the last sample, in decode order, that is presented before a time. */
  public static int end(Track track, TrackIndex index, long endUs) {
    if (endUs == Long.MAX_VALUE) {
      return index.count();
    }
    int last = index.floor(endUs - 1);
    if (last >= 0 && track.format() instanceof VideoFormat) {
      int most = Math.min(index.count(), last + MOST_REORDERED);
      for (int i = last + 1; i < most && index.decodeTimeUs(i) < endUs; i++) {
        last = index.timeUs(i) < endUs ? i : last;
      }
    }
    return last + 1;
  }

  public Track track() {
    return track;
  }

  public SampleRange samples() {
    return samples;
  }

  /** Whether pictures at its end are there for the decoding of others only. */
  public boolean decodesBeyondEnd(TrackIndex index) {
    for (int i = Math.max(samples.first(), samples.end() - MOST_REORDERED);
        i < samples.end();
        i++) {
      if (index.timeUs(i) >= endUs) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a sample of the range belongs to the copy. Pictures that a key frame's group shows
   * before it refer to the group before, which is not there.
   */
  public boolean takes(SampleInfo info) {
    return info.timeUs() >= earliestUs;
  }

  /** A sample with its times in the file. */
  public SampleInfo place(SampleInfo info) {
    long timeUs = info.timeUs();
    long durationUs = info.durationUs();
    if (timeUs == onScreenUs && durationUs > 0) {
      durationUs -= zeroUs - timeUs;
    }
    timeUs = timeUs == onScreenUs ? zeroUs : timeUs;
    if (timeUs < endUs && timeUs + durationUs > endUs) {
      durationUs = endUs - timeUs;
    }
    return new SampleInfo(
        timeUs - zeroUs, info.decodeTimeUs() - zeroUs, durationUs, info.size(), info.keyframe());
  }
}
