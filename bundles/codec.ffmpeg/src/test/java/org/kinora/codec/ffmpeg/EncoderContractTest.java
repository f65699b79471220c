package org.kinora.codec.ffmpeg;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.tck.contract.AudioEncoderContract;
import org.kinora.tck.contract.VideoEncoderContract;

/** FFmpeg's encoders by the contract of every encoder. */
class EncoderContractTest {
  @Nested
  class X264 extends Video {
    X264() {
      super("h264", "libx264");
    }
  }

  @Nested
  class OpenH264 extends Video {
    OpenH264() {
      super("h264", "libopenh264");
    }
  }

  @Nested
  class Vp8 extends Video {
    Vp8() {
      super("vp8", "libvpx");
    }
  }

  @Nested
  class Vp9 extends Video {
    Vp9() {
      super("vp9", "libvpx-vp9");
    }
  }

  @Nested
  class Av1 extends Video {
    Av1() {
      super("av1", "libsvtav1");
    }
  }

  @Nested
  class Opus extends Audio {
    Opus() {
      super("opus", "libopus");
    }
  }

  @Nested
  class Aac extends Audio {
    Aac() {
      super("aac", "aac");
    }
  }

  abstract static class Video extends VideoEncoderContract {
    private final String codec;
    private final String implementation;

    Video(String codec, String implementation) {
      this.codec = codec;
      this.implementation = implementation;
    }

    @Override
    protected EncoderFactory factory() {
      return encoder(implementation);
    }

    @Override
    protected EncoderSettings settings() {
      return ask(new VideoFormat(codec, 160, 96, ColorInfo.BT709, Blob.EMPTY));
    }
  }

  abstract static class Audio extends AudioEncoderContract {
    private final String codec;
    private final String implementation;

    Audio(String codec, String implementation) {
      this.codec = codec;
      this.implementation = implementation;
    }

    @Override
    protected EncoderFactory factory() {
      return encoder(implementation);
    }

    @Override
    protected EncoderSettings settings() {
      return ask(new AudioFormat(codec, 48_000, 2, 0, Blob.EMPTY));
    }
  }

  private static EncoderFactory encoder(String implementation) {
    return EncoderKind.available().stream()
        .filter(kind -> kind.implementation().equals(implementation))
        .map(FfmpegEncoderFactory::new)
        .findFirst()
        .orElseThrow(() -> new AssertionError("the natives have no " + implementation));
  }

  private static EncoderSettings ask(TrackFormat target) {
    return new EncoderSettings(target, OptionalLong.empty(), 2_000_000, 1, Map.of());
  }
}
