package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;

/** Decoders that hold back one picture, and give them in the order in which they are shown. */
public final class FrameDecoders implements DecoderFactory {
  private static final int SIDE = 16;

  /** How many samples were decoded. */
  public final AtomicInteger decoded = new AtomicInteger();

  /** Decodes the codec {@code fake} from now on. */
  public static FrameDecoders plugInto(Providers providers) {
    FrameDecoders decoders = new FrameDecoders();
    providers.addDecoder(
        decoders,
        new Fakes.Reference<>(
            Map.of(DecoderFactory.CODEC, "fake", "service.ranking", Integer.MIN_VALUE)));
    return decoders;
  }

  @Override
  public boolean supports(TrackFormat format) {
    return true;
  }

  @Override
  public Decoder create(TrackFormat format, int threads) {
    Deque<Long> held = new ArrayDeque<>();
    return new Decoder() {
      @Override
      public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
        decoded.incrementAndGet();
        held.add(info.timeUs());
        if (held.size() > 1) {
          sink.accept(picture(held.remove()));
        }
      }

      @Override
      public void flush(FrameSink sink) throws IOException {
        while (!held.isEmpty()) {
          sink.accept(picture(held.remove()));
        }
      }

      @Override
      public void reset() {
        held.clear();
      }

      @Override
      public void close() {}
    };
  }

  private static VideoFrame picture(long timeUs) {
    return new VideoFrame(
        timeUs,
        0,
        SIDE,
        SIDE,
        PixelLayout.GRAY,
        ColorInfo.UNSPECIFIED,
        List.of(new Plane(ByteBuffer.allocateDirect(SIDE * SIDE), SIDE)));
  }
}
