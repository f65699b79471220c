package org.kinora.engine.codec;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.Frame;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;

/**
 * Decodes pictures of one track, wherever they lie. It goes on where it is as long as that is the
 * shortest way to the picture asked for, and begins at its key frame otherwise. One thread at a
 * time.
 */
public final class PictureDecoder implements Closeable {
  private static final long NOTHING = Long.MIN_VALUE;

  private final SampleReads reads;
  private final int trackId;
  private final TrackIndex index;
  private final Decoder decoder;

  /** What the decoder has taken: from a key frame up to here; nothing where they are equal. */
  private int first;

  private int next;

  /** The time of the last picture that came out. */
  private long outUs = NOTHING;

  private boolean isFlushed;
  private boolean isDamaged;

  /** Reads samples. */
  @FunctionalInterface
  public interface SampleReads {
    void read(SampleRange range, SampleSink sink) throws IOException;
  }

  /** Takes over the decoder. */
  public PictureDecoder(SampleReads reads, int trackId, TrackIndex index, Decoder decoder) {
    this.reads = reads;
    this.trackId = trackId;
    this.index = index;
    this.decoder = decoder;
  }

  /** How many samples the decoder must take until a picture can come out; 0 if it holds it back. */
  public int distance(int sample) throws MediaException {
    int from = isAhead(sample) ? next : Gops.keyframeFor(index, trackId, sample);
    return Math.max(0, sample - from + 1);
  }

  /** Whether going on leads to a picture without taking a sample that it does not need. */
  private boolean isAhead(int sample) throws MediaException {
    if (first == next || isDamaged || index.timeUs(sample) <= outUs) {
      return false;
    }
    int key = Gops.keyframeFor(index, trackId, sample);
    return key >= first && (sample < next || (!isFlushed && key <= next));
  }

  /**
   * Hands over the pictures on the way to that of a sample, and that one. A decoder that holds
   * pictures back takes some samples more, so that it can go on from there.
   *
   * @param sink is given them in the order in which they are shown, perhaps some later ones too
   * @throws MediaException DECODE_ERROR, also if no picture comes out for the sample; what reading
   *     throws. The next call begins at a key frame.
   * @throws IOException any other that the sink or the reads throw; the next call may go on
   */
  public void decodeTo(int sample, FrameSink sink) throws IOException {
    try {
      if (!isAhead(sample)) {
        begin(Gops.keyframeFor(index, trackId, sample));
      }
      Wanted wanted = new Wanted(index.timeUs(sample), sink);
      while (!wanted.isFound && outUs <= wanted.timeUs && !isFlushed) {
        take(Math.max(next, sample), wanted);
      }
      wanted.check(sample);
    } catch (MediaException e) {
      isDamaged = true;
      throw e;
    }
  }

  private void begin(int key) throws IOException {
    if (first != next) {
      decoder.reset();
    }
    first = key;
    next = key;
    outUs = NOTHING;
    isFlushed = false;
    isDamaged = false;
  }

  /** Takes the samples up to one, or what the decoder still holds after the last one. */
  private void take(int last, Wanted wanted) throws IOException {
    if (last < index.count()) {
      reads.read(
          new SampleRange(trackId, next, last + 1 - next),
          (info, data) -> {
            next++;
            decode(info, data, wanted);
          });
    } else {
      isFlushed = true;
      decoder.flush(wanted);
    }
  }

  private void decode(SampleInfo info, ByteBuffer data, Wanted wanted) throws IOException {
    decoder.decode(info, data, wanted);
  }

  /** Passes on what comes out, and looks for one picture in it. */
  private final class Wanted implements FrameSink {
    private final long timeUs;
    private final FrameSink sink;
    private boolean isFound;

    Wanted(long timeUs, FrameSink sink) {
      this.timeUs = timeUs;
      this.sink = sink;
    }

    @Override
    public void accept(Frame frame) throws IOException {
      // pictures that are shown before the key frame need one that was not decoded
      if (frame.timeUs() >= index.timeUs(first)) {
        outUs = frame.timeUs();
        isFound |= outUs == timeUs;
        sink.accept((VideoFrame) frame);
      }
    }

    void check(int sample) throws MediaException {
      if (!isFound) {
        throw new MediaException(
            MediaError.DECODE_ERROR,
            "track %d, sample %d: no picture came out for %d us"
                .formatted(trackId, sample, timeUs));
      }
    }
  }

  @Override
  public void close() throws IOException {
    decoder.close();
  }
}
