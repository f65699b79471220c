package org.kinora.container.wave;

import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;

/** One track: some channels of the file, and how far they were written. */
final class PcmTrack {
  private static final long NOTHING = Long.MIN_VALUE;

  private final PcmFormat format;
  private final String name;
  private final int firstChannel;
  private long nextFrame = NOTHING;

  /**
   * Describes a track.
   *
   * @param firstChannel how many channels of the file lie before it
   */
  PcmTrack(PcmFormat format, String name, int firstChannel) {
    this.format = format;
    this.name = name;
    this.firstChannel = firstChannel;
  }

  PcmFormat format() {
    return format;
  }

  String name() {
    return name;
  }

  int firstChannel() {
    return firstChannel;
  }

  /** Behind the last frame that was placed; 0 before there is one. */
  long nextFrame() {
    return Math.max(0, nextFrame);
  }

  /**
   * Where a sample's first frame belongs. A time that lies off by one frame comes from times in
   * microseconds and moves nothing.
   *
   * @throws MediaException MUX_ERROR for a sample that is no whole frames, or that begins before
   *     the end of the one before it
   */
  long place(SampleInfo info, int sizeBytes) throws MediaException {
    if (sizeBytes % format.frameBytes() != 0) {
      throw refused(
          info, sizeBytes + " bytes are not whole frames of " + format.frameBytes() + " bytes");
    }
    long due = MediaTime.toTicks(info.timeUs(), format.sampleRate());
    boolean follows = nextFrame != NOTHING && Math.abs(due - nextFrame) <= 1;
    long frame = follows ? nextFrame : due;
    if (frame < nextFrame) {
      throw refused(
          info, "it begins " + (nextFrame - frame) + " frames before the end of the one before it");
    }
    nextFrame = frame + sizeBytes / format.frameBytes();
    return frame;
  }

  static MediaException refused(SampleInfo info, String why) {
    return new MediaException(
        MediaError.MUX_ERROR, "wave: the sample at %d us: %s".formatted(info.timeUs(), why));
  }
}
