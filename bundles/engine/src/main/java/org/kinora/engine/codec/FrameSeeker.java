package org.kinora.engine.codec;

import java.io.IOException;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.CachedReader;
import org.kinora.media.Frame;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.spi.codec.Decoder;

/** Decodes exactly one picture. */
public final class FrameSeeker {
  private static final int THREADS = 2;

  private final CachedReader reader;
  private final int trackId;
  private final Providers providers;

  public FrameSeeker(CachedReader reader, int trackId, Providers providers) {
    this.reader = reader;
    this.trackId = trackId;
    this.providers = providers;
  }

  /**
   * Hands over the picture that is shown at a time. As long as nobody needed the track's index, the
   * format is asked for the one group of pictures: that may spare it to load an index of hours.
   */
  public void seek(long timeUs, FrameSink sink) throws IOException {
    if (reader.hasIndex(trackId) || !seekWithoutIndex(timeUs, sink)) {
      seekByIndex(timeUs, sink);
    }
  }

  /** False, and nothing handed over, where only the index tells which picture is shown. */
  private boolean seekWithoutIndex(long timeUs, FrameSink sink) throws IOException {
    try (Decoder decoder = decoder()) {
      OneFrame wanted = new OneFrame(sink);
      LastBefore last = new LastBefore(timeUs, decoder, wanted);
      try {
        reader.readGop(trackId, timeUs, last);
      } catch (LastBefore.Enough e) {
        if (e.isReordered()) {
          return false;
        }
      }
      last.decodeLast();
      wanted.check(decoder, "track %d at %d us".formatted(trackId, timeUs));
      return true;
    }
  }

  /** Decodes from the picture's key frame up to its sample, in decode order. */
  private void seekByIndex(long timeUs, FrameSink sink) throws IOException {
    TrackIndex index = reader.index(trackId);
    int sample = Gops.shownAt(index, trackId, timeUs);
    int key = Gops.keyframeFor(index, trackId, sample);
    OneFrame wanted = new OneFrame(sink);
    wanted.want(index.timeUs(sample));
    try (Decoder decoder = decoder()) {
      reader.read(
          new SampleRange(trackId, key, sample - key + 1),
          (info, data) -> decoder.decode(info, data, wanted));
      wanted.check(decoder, "track %d, sample %d".formatted(trackId, sample));
    }
  }

  private Decoder decoder() throws IOException {
    return providers.decoder(reader.info().track(trackId).format(), THREADS);
  }

  /** Passes on the first frame of one time. */
  static final class OneFrame implements FrameSink {
    private final FrameSink sink;
    private long timeUs;
    private boolean isWanted;
    private boolean found;

    OneFrame(FrameSink sink) {
      this.sink = sink;
    }

    /** From now on the frame of this time is passed on. */
    void want(long wantedUs) {
      timeUs = wantedUs;
      isWanted = true;
    }

    @Override
    public void accept(Frame frame) throws IOException {
      if (isWanted && !found && frame.timeUs() == timeUs) {
        found = true;
        sink.accept(frame);
      }
    }

    /** Gets what the decoder holds back, and fails if the frame is not among it. */
    void check(Decoder decoder, String where) throws IOException {
      if (!found) {
        decoder.flush(this);
      }
      if (!found) {
        throw new MediaException(
            MediaError.DECODE_ERROR, where + ": no picture came out for " + timeUs + " us");
      }
    }
  }
}
