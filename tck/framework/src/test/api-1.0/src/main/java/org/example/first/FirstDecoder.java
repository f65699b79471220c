package org.example.first;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
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
import org.osgi.service.component.annotations.Component;

/** What {@link FirstEncoder} made, as grey pictures. */
@Component(property = "codec=first")
public final class FirstDecoder implements DecoderFactory {
  @Override
  public boolean supports(TrackFormat format) {
    return format instanceof VideoFormat && format.codec().equals(FirstEncoder.CODEC_NAME);
  }

  @Override
  public Decoder create(TrackFormat format, int threads) throws IOException {
    if (!supports(format)) {
      throw new MediaException(MediaError.DECODER_NOT_SUPPORTED, format.codec());
    }
    return new Session((VideoFormat) format);
  }

  private record Session(VideoFormat video) implements Decoder {
    @Override
    public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
      if (data.remaining() != video.width() * video.height()) {
        throw new MediaException(MediaError.DECODE_ERROR, "a sample of " + data.remaining());
      }
      ByteBuffer direct = ByteBuffer.allocateDirect(data.remaining()).put(data).flip();
      sink.accept(
          new VideoFrame(
              info.timeUs(),
              info.durationUs(),
              video.width(),
              video.height(),
              PixelLayout.GRAY,
              video.color(),
              List.of(new Plane(direct, video.width()))));
    }

    @Override
    public void flush(FrameSink sink) {
      // nothing is held
    }

    @Override
    public void reset() {
      // nothing is held
    }

    @Override
    public void close() {
      // nothing to release
    }
  }
}
