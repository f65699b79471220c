package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.media.SampleInfo;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.tck.contract.RawDecoder.Bug;

/** Every rule of the decoder contract is there for a wrong decoder that it catches. */
class WrongDecodersTest {
  @ParameterizedTest
  @MethodSource("wrong")
  void run_wrongDecoder_isCaught(Class<?> wrong, String rule) {
    ContractRun.assertCaught(wrong, rule);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(LosesSound.class, "decode_sound_isContinuous"),
        arguments(NeedsTheBeginning.class, "decode_fromALaterKeyframe_givesTheSamePictures"),
        arguments(FailsWithoutACode.class, "decode_garbage_isACodeAndResetHeals"));
  }

  @Test
  void rules_each_haveAWrongDecoder() {
    assertEquals(
        ContractRules.of(DecoderContract.class),
        ContractRules.brokenBy(wrong(), DecoderContractTest.broken()));
  }

  @Test
  void run_goodDecoderOfSound_passes() {
    assertEquals(Set.of(), ContractRun.of(GoodSound.class).failed());
  }

  abstract static class Sound extends DecoderContract {
    private final boolean losing;

    Sound(boolean losing) {
      this.losing = losing;
    }

    @Override
    protected DecoderFactory factory() {
      return new SoundDecoder.Factory(losing);
    }

    @Override
    protected List<Clip> clips(RealClips real) throws IOException {
      return List.of(real.pcm("pcm_s16le"));
    }
  }

  static class GoodSound extends Sound {
    GoodSound() {
      super(false);
    }
  }

  static class LosesSound extends Sound {
    LosesSound() {
      super(true);
    }
  }

  /** A good decoder of which one method does something else. */
  abstract static class OneAltered extends DecoderContractTest.Raw {
    private final Altered.Instead decode;

    OneAltered(Altered.Instead decode) {
      super(Bug.NONE);
      this.decode = decode;
    }

    @Override
    protected DecoderFactory factory() {
      return Altered.sessions(
          DecoderFactory.class,
          super.factory(),
          Decoder.class,
          good -> Altered.method(Decoder.class, good, "decode", decode));
    }
  }

  /** Its first picture refers to nothing, and yet it waits for that of the file. */
  static class NeedsTheBeginning extends OneAltered {
    NeedsTheBeginning() {
      super(
          (arguments, good) -> {
            boolean late = ((SampleInfo) arguments[0]).timeUs() > 500_000;
            return late ? null : good.go();
          });
    }
  }

  static class FailsWithoutACode extends OneAltered {
    FailsWithoutACode() {
      super(
          (arguments, good) -> {
            throw new IllegalStateException("what is this");
          });
    }
  }
}
