package org.kinora.codec.ffmpeg;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.EncoderSettings;

/** The encoders of the natives by their names, what they are told, and what they make. */
final class Encoders {
  private Encoders() {}

  /** What an encoder made. */
  record Sample(SampleInfo info, Blob data) {}

  static FfmpegEncoderFactory factory(String implementation) {
    return EncoderKind.available().stream()
        .filter(kind -> kind.implementation().equals(implementation))
        .map(FfmpegEncoderFactory::new)
        .findFirst()
        .orElseThrow();
  }

  static String codec(String implementation) {
    return EncoderKind.available().stream()
        .filter(kind -> kind.implementation().equals(implementation))
        .map(EncoderKind::codec)
        .findFirst()
        .orElseThrow();
  }

  static EncoderSettings settings(TrackFormat target, Map<String, String> options) {
    return new EncoderSettings(target, OptionalLong.empty(), 2_000_000, 2, options);
  }

  static SampleSink keep(List<Sample> samples) {
    return (info, data) -> samples.add(new Sample(info, Blob.of(data)));
  }

  static AudioFrame sine(int at, int count, int rate, int channels) {
    FloatBuffer samples = FloatBuffer.allocate(count * channels);
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        samples.put((float) (0.5 * Math.sin((at + i) * 2 * Math.PI * 440 / rate)));
      }
    }
    return new AudioFrame(2_000_000 + at * 1_000_000L / rate, rate, channels, samples.flip());
  }
}
