package org.kinora.engine.codec;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleSink;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderSettings;

/** Image files of one picture, by the preferred encoder of an image codec. */
public final class StillImage {
  public static final String PNG = "png";
  public static final String JPEG = "mjpeg";

  private StillImage() {}

  /**
   * Encodes a picture.
   *
   * @param sink gets the bytes of the file
   * @throws MediaException ENCODER_NOT_SUPPORTED
   */
  public static void encode(Providers providers, String codec, VideoFrame picture, SampleSink sink)
      throws IOException {
    VideoFormat format =
        new VideoFormat(codec, picture.width(), picture.height(), picture.color(), Blob.EMPTY);
    EncoderSettings settings = new EncoderSettings(format, OptionalLong.empty(), 0, 1, Map.of());
    try (Encoder encoder =
        providers.encoders(settings).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.ENCODER_NOT_SUPPORTED,
                        "no encoder here makes %s of %dx%d"
                            .formatted(codec, picture.width(), picture.height())))
            .service()
            .create(settings)) {
      encoder.encode(picture, true, sink);
      encoder.flush(sink);
    }
  }
}
