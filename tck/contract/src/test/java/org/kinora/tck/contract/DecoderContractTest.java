package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.tck.contract.RawDecoder.Bug;
import org.kinora.tck.support.Ffmpeg;

/** The decoder contract passes what keeps it and catches what breaks it. */
class DecoderContractTest {
  @Test
  void run_goodDecoder_passes() {
    ContractRun run = ContractRun.of(Good.class);
    assertEquals(Set.of(), run.failed());
    assertTrue(run.passed().size() >= 9, () -> "only " + run.passed());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void run_brokenDecoder_isCaught(Class<?> broken, String rule) {
    ContractRun.assertCaught(broken, rule);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(KeepsBuffer.class, "decode_pictures_areWhatFfmpegDecodes"),
        arguments(RoundsTimes.class, "decode_pictures_keepTheirTimesAndComeInOrder"),
        arguments(FlushForgets.class, "decode_pictures_keepTheirTimesAndComeInOrder"),
        arguments(ResetForgetsNothing.class, "reset_inTheMiddle_decodesAsFromTheStart"),
        arguments(TakesEverything.class, "create_unknownCodec_isRefused"),
        arguments(SwallowsSinkFailure.class, "decode_sinkThrows_passesItOn"),
        arguments(ThrowsOnSecondClose.class, "close_twice_isHarmless"));
  }

  abstract static class Raw extends DecoderContract {
    private final Bug bug;

    Raw(Bug bug) {
      this.bug = bug;
    }

    @Override
    protected DecoderFactory factory() {
      return new RawDecoder.Factory(bug);
    }

    /** Pictures as FFmpeg makes them, at times of our own. */
    @Override
    protected List<Clip> clips(RealClips real) throws IOException {
      Path file = real.dir().resolve("raw.y4m");
      Ffmpeg.run("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=1,format=yuv420p", file.toString());
      byte[] raw = Ffmpeg.run("-i", file.toString(), "-f", "rawvideo", "-");
      int size = 64 * 48 * 3 / 2;
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < raw.length / size; i++) {
        SampleInfo info = SampleInfo.inOrder(i * 33_333L, 33_333, size, true);
        samples.add(new Sample(info, Blob.of(Arrays.copyOfRange(raw, i * size, (i + 1) * size))));
      }
      VideoFormat format = new VideoFormat("rawvideo", 64, 48, ColorInfo.UNSPECIFIED, Blob.EMPTY);
      return List.of(new Clip(new Track(1, format, 1_000_000, ""), samples, Optional.of(file)));
    }
  }

  static class Good extends Raw {
    Good() {
      super(Bug.NONE);
    }
  }

  static class KeepsBuffer extends Raw {
    KeepsBuffer() {
      super(Bug.KEEPS_BUFFER);
    }
  }

  static class RoundsTimes extends Raw {
    RoundsTimes() {
      super(Bug.ROUNDS_TIMES);
    }
  }

  static class FlushForgets extends Raw {
    FlushForgets() {
      super(Bug.FLUSH_FORGETS);
    }
  }

  static class ResetForgetsNothing extends Raw {
    ResetForgetsNothing() {
      super(Bug.RESET_FORGETS_NOTHING);
    }
  }

  static class TakesEverything extends Raw {
    TakesEverything() {
      super(Bug.TAKES_EVERYTHING);
    }
  }

  static class SwallowsSinkFailure extends Raw {
    SwallowsSinkFailure() {
      super(Bug.SWALLOWS_SINK_FAILURE);
    }
  }

  static class ThrowsOnSecondClose extends Raw {
    ThrowsOnSecondClose() {
      super(Bug.THROWS_ON_SECOND_CLOSE);
    }
  }
}
