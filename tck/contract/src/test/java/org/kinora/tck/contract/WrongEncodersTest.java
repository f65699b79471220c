package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.Frame;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.tck.contract.RawEncoder.Bug;

/** Every rule of the encoder contracts is there for a wrong encoder that it catches. */
class WrongEncodersTest {
  @ParameterizedTest
  @MethodSource("wrong")
  void run_wrongEncoder_isCaught(Class<?> wrong, String rule) {
    ContractRun.assertCaught(wrong, rule);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(MakesAnotherCodec.class, "format_created_isWhatWasAskedFor"),
        arguments(FlushInvents.class, "flush_noFrames_handsOverNothing"),
        arguments(EndsEarly.class, "encode_sound_coversAllOfIt"),
        arguments(MakesOneChannel.class, "format_sound_isAsAsked"));
  }

  @Test
  void rules_each_haveAWrongEncoder() {
    assertEquals(
        ContractRules.of(VideoEncoderContract.class, AudioEncoderContract.class),
        ContractRules.brokenBy(wrong(), EncoderContractTest.broken()));
  }

  /** A good encoder of sound of which one method does something else. */
  abstract static class OneAltered extends EncoderContractTest.Sound {
    private final String method;
    private final Altered.Instead instead;

    OneAltered(String method, Altered.Instead instead) {
      super(Bug.NONE);
      this.method = method;
      this.instead = instead;
    }

    @Override
    protected EncoderFactory factory() {
      return Altered.sessions(
          EncoderFactory.class,
          super.factory(),
          Encoder.class,
          good -> Altered.method(Encoder.class, good, method, instead));
    }
  }

  static class MakesAnotherCodec extends OneAltered {
    MakesAnotherCodec() {
      super("format", (none, good) -> new AudioFormat("opus", 48_000, 2, 0, Blob.EMPTY));
    }
  }

  static class MakesOneChannel extends OneAltered {
    MakesOneChannel() {
      super(
          "format",
          (none, good) -> new AudioFormat(RawEncoder.sound().codec(), 48_000, 1, 0, Blob.EMPTY));
    }
  }

  static class FlushInvents extends OneAltered {
    FlushInvents() {
      super(
          "flush",
          (arguments, good) -> {
            SampleSink sink = (SampleSink) arguments[0];
            sink.accept(SampleInfo.inOrder(0, 20_000, 4, true), ByteBuffer.allocate(4));
            return good.go();
          });
    }
  }

  static class EndsEarly extends OneAltered {
    EndsEarly() {
      super(
          "encode",
          (arguments, good) -> ((Frame) arguments[0]).timeUs() > 1_000_000 ? null : good.go());
    }
  }
}
