package org.kinora.engine;

import java.io.IOException;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.storage.RecordingReader;

/** Decodes exactly one picture. */
final class FrameSeeker {
  private static final int THREADS = 2;

  private FrameSeeker() {}

  /**
   * Hands over the picture that is shown at a time: decodes from its key frame up to its sample, in
   * decode order, and takes the one with its presentation time.
   */
  static void seek(
      RecordingReader reader, int trackId, long timeUs, Providers providers, FrameSink sink)
      throws IOException {
    TrackIndex index = reader.index(trackId);
    int sample = Gops.shownAt(index, trackId, timeUs);
    int key = Gops.keyframeFor(index, trackId, sample);
    OneFrame wanted = new OneFrame(index.timeUs(sample), sink);
    try (Decoder decoder = providers.decoder(reader.info().track(trackId).format(), THREADS)) {
      reader.read(
          new SampleRange(trackId, key, sample - key + 1),
          (info, data) -> decoder.decode(info, data, wanted));
      if (!wanted.found) {
        decoder.flush(wanted);
      }
    }
    if (!wanted.found) {
      throw new MediaException(
          MediaError.DECODE_ERROR,
          "track %d, sample %d: no picture came out for %d us"
              .formatted(trackId, sample, index.timeUs(sample)));
    }
  }

  /** Passes on the first frame of one time. */
  private static final class OneFrame implements FrameSink {
    private final long timeUs;
    private final FrameSink sink;
    private boolean found;

    OneFrame(long timeUs, FrameSink sink) {
      this.timeUs = timeUs;
      this.sink = sink;
    }

    @Override
    public void accept(org.kinora.media.Frame frame) throws IOException {
      if (!found && frame.timeUs() == timeUs) {
        found = true;
        sink.accept(frame);
      }
    }
  }
}
