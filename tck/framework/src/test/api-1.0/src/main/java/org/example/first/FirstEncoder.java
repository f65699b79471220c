package org.example.first;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Plane;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.osgi.service.component.annotations.Component;

/** The first plane of each picture, row by row. */
@Component(property = {"codec=first", "codec.implementation=first"})
public final class FirstEncoder implements EncoderFactory {
  static final String CODEC_NAME = "first";

  @Override
  public boolean supports(EncoderSettings settings) {
    return settings.target() instanceof VideoFormat video && video.codec().equals(CODEC_NAME);
  }

  @Override
  public Encoder create(EncoderSettings settings) throws IOException {
    if (!supports(settings)) {
      throw new MediaException(MediaError.ENCODER_NOT_SUPPORTED, settings.target().codec());
    }
    return new Session((VideoFormat) settings.target());
  }

  private record Session(VideoFormat video) implements Encoder {
    @Override
    public TrackFormat format() {
      return video;
    }

    @Override
    public void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException {
      VideoFrame picture = (VideoFrame) frame;
      if (picture.width() != video.width() || picture.height() != video.height()) {
        throw new MediaException(MediaError.ARGUMENT_INVALID, "a picture of another size");
      }
      Plane plane = picture.planes().get(0);
      ByteBuffer data = ByteBuffer.allocate(video.width() * video.height());
      for (int y = 0; y < video.height(); y++) {
        data.put(plane.data().slice(plane.data().position() + y * plane.stride(), video.width()));
      }
      sink.accept(
          SampleInfo.inOrder(picture.timeUs(), picture.durationUs(), data.capacity(), true),
          data.flip());
    }

    @Override
    public void flush(SampleSink sink) {
      // nothing is held
    }

    @Override
    public void close() {
      // nothing to release
    }
  }
}
