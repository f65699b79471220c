package org.kinora.engine.codec;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.VideoSettings;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.container.MuxerFactory;

/**
 * An encoder that was chosen. One that opens is preferred to one that only says it would.
 *
 * @param encoder closed with this
 * @param name the library's name for it
 */
public record OpenEncoder(Encoder encoder, String name) implements Closeable {
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors());
  private static final long KEYFRAME_INTERVAL_US = 2_000_000;
  private static final int OPUS_RATE = 48_000;

  /**
   * For the codec that was asked for, or the first that the container prefers and an encoder makes.
   *
   * @param pictureRate how many pictures a second come on the average
   * @throws MediaException ENCODER_NOT_SUPPORTED
   */
  public static OpenEncoder ofPictures(
      VideoSettings wanted,
      Provider<MuxerFactory> container,
      Providers providers,
      VideoFormat picture,
      double pictureRate)
      throws IOException {
    List<String> codecs =
        wanted.codec().map(List::of).orElseGet(() -> container.texts("container.codecs"));
    return first(
        codecs.stream()
            .map(
                codec ->
                    new VideoFormat(
                        codec, picture.width(), picture.height(), picture.color(), Blob.EMPTY))
            .map(format -> settings(format, wanted, pictureRate))
            .toList(),
        container,
        providers);
  }

  /**
   * For the first of several settings that the container holds and an encoder makes.
   *
   * @throws MediaException ENCODER_NOT_SUPPORTED
   */
  public static OpenEncoder first(
      List<EncoderSettings> wanted, Provider<MuxerFactory> container, Providers providers)
      throws IOException {
    Attempt attempt =
        new Attempt(
            providers,
            () ->
                new MediaException(
                    MediaError.ENCODER_NOT_SUPPORTED,
                    "no encoder here makes any of %s for container %s"
                        .formatted(
                            wanted.stream().map(one -> describe(one.target())).toList(),
                            container.text("container"))));
    for (EncoderSettings settings : wanted) {
      OpenEncoder opened =
          container.service().supports(settings.target()) ? attempt.open(settings) : null;
      if (opened != null) {
        return opened;
      }
    }
    throw attempt.failure();
  }

  private static String describe(TrackFormat format) {
    return format instanceof VideoFormat picture
        ? "%s of %dx%d".formatted(picture.codec(), picture.width(), picture.height())
        : format.codec();
  }

  private static EncoderSettings settings(
      VideoFormat format, VideoSettings wanted, double pictureRate) {
    return new EncoderSettings(
        format,
        wanted.bitRate(),
        wanted.quality(),
        wanted.effort(),
        OptionalDouble.of(pictureRate),
        KEYFRAME_INTERVAL_US,
        THREADS,
        Map.of());
  }

  /**
   * For the first audio codec that the container prefers and an encoder makes.
   *
   * @throws MediaException TRACK_NOT_SUPPORTED if there is none
   */
  public static OpenEncoder ofSound(
      AudioFormat source, Provider<MuxerFactory> container, Providers providers)
      throws IOException {
    Attempt attempt =
        new Attempt(
            providers,
            () ->
                new MediaException(
                    MediaError.TRACK_NOT_SUPPORTED,
                    "container %s cannot hold %s audio, and no encoder here makes any that it can"
                        .formatted(container.text("container"), source.codec())));
    for (String codec : container.texts("container.codecs")) {
      int rate = codec.equals("opus") ? OPUS_RATE : source.sampleRate();
      AudioFormat target = new AudioFormat(codec, rate, source.channels(), 0, Blob.EMPTY);
      OpenEncoder opened =
          container.service().supports(target)
              ? attempt.open(new EncoderSettings(target, OptionalLong.empty(), 0, 1, Map.of()))
              : null;
      if (opened != null) {
        return opened;
      }
    }
    throw attempt.failure();
  }

  /** Tries encoders one after the other and keeps why the last one did not open. */
  private static final class Attempt {
    private final Providers providers;
    private final Supplier<MediaException> none;
    private @Nullable MediaException refusal;

    Attempt(Providers providers, Supplier<MediaException> none) {
      this.providers = providers;
      this.none = none;
    }

    @Nullable OpenEncoder open(EncoderSettings settings) throws IOException {
      for (Provider<EncoderFactory> able : providers.encoders(settings)) {
        try {
          return new OpenEncoder(
              able.service().create(settings), able.text(EncoderFactory.IMPLEMENTATION));
        } catch (MediaException e) {
          if (e.code() != MediaError.ENCODER_NOT_SUPPORTED) {
            throw e;
          }
          refusal = e;
        }
      }
      return null;
    }

    MediaException failure() {
      return refusal == null ? none.get() : refusal;
    }
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }
}
