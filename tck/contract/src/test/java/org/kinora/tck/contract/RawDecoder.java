package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;

/** Decodes pictures that are not compressed, one call late, or breaks one rule of the contract. */
final class RawDecoder implements Decoder {
  /** The rule that is broken. */
  enum Bug {
    NONE,
    KEEPS_BUFFER,
    ROUNDS_TIMES,
    FLUSH_FORGETS,
    RESET_FORGETS_NOTHING,
    TAKES_EVERYTHING,
    SWALLOWS_SINK_FAILURE,
    THROWS_ON_SECOND_CLOSE
  }

  private final Bug bug;
  private final VideoFormat format;
  private @Nullable Held held;
  private boolean closed;

  private RawDecoder(Bug bug, VideoFormat format) {
    this.bug = bug;
    this.format = format;
  }

  /** Makes such decoders. */
  record Factory(Bug bug) implements DecoderFactory {
    @Override
    public boolean supports(TrackFormat format) {
      return bug == Bug.TAKES_EVERYTHING || format.codec().equals("rawvideo");
    }

    @Override
    public Decoder create(TrackFormat format, int threads) throws IOException {
      if (supports(format) && format instanceof VideoFormat video) {
        return new RawDecoder(bug, video);
      }
      throw new MediaException(MediaError.DECODER_NOT_SUPPORTED, "no decoder for " + format);
    }
  }

  @Override
  public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
    if (data.remaining() != info.size()) {
      throw new MediaException(MediaError.DECODE_ERROR, info + " in " + data);
    }
    showHeld(sink);
    ByteBuffer copy = ByteBuffer.allocateDirect(data.remaining()).put(data.duplicate()).flip();
    held = new Held(info, bug == Bug.KEEPS_BUFFER && data.isDirect() ? data : copy);
  }

  private void showHeld(FrameSink sink) throws IOException {
    if (held == null) {
      return;
    }
    List<Plane> planes = new ArrayList<>();
    int at = held.data().position();
    for (int plane = 0; plane < 3; plane++) {
      int stride = PixelLayout.I420.planeWidth(plane, format.width());
      int size = stride * PixelLayout.I420.planeHeight(plane, format.height());
      planes.add(new Plane(held.data().slice(at, size), stride));
      at += size;
    }
    SampleInfo info = held.info();
    long stepUs = bug == Bug.ROUNDS_TIMES ? 1_000 : 1;
    held = null;
    try {
      sink.accept(
          new VideoFrame(
              info.timeUs() / stepUs * stepUs,
              info.durationUs(),
              format.width(),
              format.height(),
              PixelLayout.I420,
              format.color(),
              planes));
    } catch (Failures.Stop e) {
      if (bug != Bug.SWALLOWS_SINK_FAILURE) {
        throw e;
      }
    }
  }

  @Override
  public void flush(FrameSink sink) throws IOException {
    if (bug != Bug.FLUSH_FORGETS) {
      showHeld(sink);
    }
    held = null;
  }

  @Override
  public void reset() {
    if (bug != Bug.RESET_FORGETS_NOTHING) {
      held = null;
    }
  }

  @Override
  public void close() {
    if (closed && bug == Bug.THROWS_ON_SECOND_CLOSE) {
      throw new IllegalStateException("closed already");
    }
    closed = true;
  }

  private record Held(SampleInfo info, ByteBuffer data) {}
}
