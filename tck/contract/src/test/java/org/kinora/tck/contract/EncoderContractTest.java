package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.tck.contract.RawEncoder.Bug;

/** The encoder contracts pass what keeps them and catch what breaks them. */
class EncoderContractTest {
  @ParameterizedTest
  @ValueSource(classes = {Good.class, GoodSound.class})
  void run_goodEncoder_passes(Class<?> good) {
    ContractRun run = ContractRun.of(good);
    assertEquals(Set.of(), run.failed());
    assertTrue(run.passed().size() >= 10, () -> "only " + run.passed());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void run_brokenEncoder_isCaught(Class<?> broken, String rule) {
    ContractRun.assertCaught(broken, rule);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(KeepsFrame.class, "encode_pictures_areWhatFfmpegDecodes"),
        arguments(EvenTimes.class, "encode_unevenTimes_areKept"),
        arguments(FlushForgets.class, "encode_unevenTimes_areKept"),
        arguments(IgnoresForcedKeyframe.class, "encode_forcedKeyframe_isOne"),
        arguments(IgnoresInterval.class, "encode_keyframeInterval_isNotExceeded"),
        arguments(TakesEverySize.class, "encode_otherSize_isRefused"),
        arguments(TakesEveryOption.class, "create_unknownOption_isRefused"),
        arguments(TakesEveryCodec.class, "create_otherCodecs_areRefused"),
        arguments(FirstIsNoKeyframe.class, "encode_frames_samplesAreInDecodeOrderFromAKeyframe"),
        arguments(WrapsSinkFailure.class, "encode_sinkThrows_passesItOn"),
        arguments(SoundKeepsFrame.class, "encode_framesOverwrittenOrNot_sameSamples"),
        arguments(SoundEvenTimes.class, "encode_sound_hasNoGaps"));
  }

  abstract static class Raw extends VideoEncoderContract {
    private final Bug bug;

    Raw(Bug bug) {
      this.bug = bug;
    }

    @Override
    protected EncoderFactory factory() {
      return new RawEncoder.Factory(bug, "i420");
    }

    @Override
    protected EncoderSettings settings() {
      return ask(new VideoFormat("i420", 64, 64, ColorInfo.BT709, Blob.EMPTY));
    }
  }

  abstract static class Sound extends AudioEncoderContract {
    private final Bug bug;

    Sound(Bug bug) {
      this.bug = bug;
    }

    @Override
    protected EncoderFactory factory() {
      return new RawEncoder.Factory(bug, RawEncoder.sound().codec());
    }

    @Override
    protected EncoderSettings settings() {
      return ask(RawEncoder.sound());
    }
  }

  private static EncoderSettings ask(TrackFormat target) {
    return new EncoderSettings(target, OptionalLong.empty(), 900_000, 1, Map.of());
  }

  static class Good extends Raw {
    Good() {
      super(Bug.NONE);
    }
  }

  static class GoodSound extends Sound {
    GoodSound() {
      super(Bug.NONE);
    }
  }

  static class KeepsFrame extends Raw {
    KeepsFrame() {
      super(Bug.KEEPS_FRAME);
    }
  }

  static class EvenTimes extends Raw {
    EvenTimes() {
      super(Bug.EVEN_TIMES);
    }
  }

  static class FlushForgets extends Raw {
    FlushForgets() {
      super(Bug.FLUSH_FORGETS);
    }
  }

  static class IgnoresForcedKeyframe extends Raw {
    IgnoresForcedKeyframe() {
      super(Bug.IGNORES_FORCED_KEYFRAME);
    }
  }

  static class IgnoresInterval extends Raw {
    IgnoresInterval() {
      super(Bug.IGNORES_INTERVAL);
    }
  }

  static class TakesEverySize extends Raw {
    TakesEverySize() {
      super(Bug.TAKES_EVERY_SIZE);
    }
  }

  static class TakesEveryOption extends Raw {
    TakesEveryOption() {
      super(Bug.TAKES_EVERY_OPTION);
    }
  }

  static class TakesEveryCodec extends Raw {
    TakesEveryCodec() {
      super(Bug.TAKES_EVERY_CODEC);
    }
  }

  static class FirstIsNoKeyframe extends Raw {
    FirstIsNoKeyframe() {
      super(Bug.FIRST_IS_NO_KEYFRAME);
    }
  }

  static class WrapsSinkFailure extends Raw {
    WrapsSinkFailure() {
      super(Bug.WRAPS_SINK_FAILURE);
    }
  }

  static class SoundKeepsFrame extends Sound {
    SoundKeepsFrame() {
      super(Bug.KEEPS_FRAME);
    }
  }

  static class SoundEvenTimes extends Sound {
    SoundEvenTimes() {
      super(Bug.EVEN_TIMES);
    }
  }
}
