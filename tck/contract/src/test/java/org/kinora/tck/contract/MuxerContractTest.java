package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.IvfMuxer.Bug;

/** The muxer contract passes what keeps it and catches what breaks it. */
class MuxerContractTest {
  @Test
  void run_goodMuxer_passes() {
    ContractRun run = ContractRun.of(Good.class);
    assertEquals(Set.of(), run.failed());
    assertTrue(run.passed().size() >= 15, () -> "only " + run.passed());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void run_brokenMuxer_isCaught(Class<?> broken, String rule) {
    ContractRun.assertCaught(broken, rule);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(KeepsBuffer.class, "write_eachClip_isWhatFfmpegReads"),
        arguments(IgnoresLimit.class, "write_eachClip_isWhatFfmpegReads"),
        arguments(LosesTimes.class, "write_eachClip_isWhatFfmpegReads"),
        arguments(WritesIntoBuffer.class, "write_sameInputTwice_sameBytes"),
        arguments(ClosesChannel.class, "close_withoutFinish_writesNothing"),
        arguments(AcceptsOptions.class, "create_unknownOption_isRefused"),
        arguments(AcceptsLive.class, "create_live_isRefusedWhereNothingIsPromised"),
        arguments(LiesAboutSupport.class, "supports_everyCodec_isTrueExactlyForWhatItTakes"),
        arguments(AcceptsUnknownTrack.class, "write_unknownTrackOrFallingTime_isRefused"),
        arguments(AcceptsFallingTimes.class, "write_unknownTrackOrFallingTime_isRefused"),
        arguments(AcceptsEarlyPictures.class, "write_pictureBefore0_isRefusedWithoutEditLists"),
        arguments(Hoards.class, "flush_liveFile_isReadableAsItIs"),
        arguments(LosesTimes.class, "write_eachShapeWithEachOptions_isWhatFfmpegReads"),
        arguments(AcceptsMoreTracks.class, "addTrack_upToTheLimit_isTakenAndNoFurther"),
        arguments(WritesAfterFinish.class, "write_afterFinishOrClose_isRefusedAndTheFileStays"),
        arguments(CloseFinishes.class, "close_withoutFinish_writesNothing"),
        arguments(Hoards.class, "write_longFile_staysOutOfMemory"),
        arguments(IsNeverTheSame.class, "write_sameInputTwice_sameBytes"));
  }

  abstract static class Ivf extends MuxerContract {
    private final MuxerFactory factory;

    Ivf(Bug bug) {
      factory = new IvfMuxer.Factory(bug, new AtomicInteger());
    }

    @Override
    public MuxerFactory factory() {
      return factory;
    }

    @Override
    public MuxerBehaviour behaviour() {
      return MuxerBehaviour.of("ivf").upToTracks(1).live(Map.of());
    }

    @Override
    public List<Clip> clips(RealClips real) throws IOException {
      return List.of(real.vp9());
    }
  }

  static class Good extends Ivf {
    Good() {
      super(Bug.NONE);
    }
  }

  static class KeepsBuffer extends Ivf {
    KeepsBuffer() {
      super(Bug.KEEPS_BUFFER);
    }
  }

  static class IgnoresLimit extends Ivf {
    IgnoresLimit() {
      super(Bug.IGNORES_LIMIT);
    }
  }

  static class LosesTimes extends Ivf {
    LosesTimes() {
      super(Bug.LOSES_TIMES);
    }
  }

  static class WritesIntoBuffer extends Ivf {
    WritesIntoBuffer() {
      super(Bug.WRITES_INTO_BUFFER);
    }
  }

  static class ClosesChannel extends Ivf {
    ClosesChannel() {
      super(Bug.CLOSES_CHANNEL);
    }
  }

  /** Writes live files that it does not promise to be readable. */
  static class AcceptsLive extends Ivf {
    AcceptsLive() {
      super(Bug.NONE);
    }

    @Override
    public MuxerBehaviour behaviour() {
      return MuxerBehaviour.of("ivf").upToTracks(1);
    }
  }

  static class AcceptsOptions extends Ivf {
    AcceptsOptions() {
      super(Bug.ACCEPTS_OPTIONS);
    }
  }

  static class LiesAboutSupport extends Ivf {
    LiesAboutSupport() {
      super(Bug.LIES_ABOUT_SUPPORT);
    }
  }

  static class AcceptsUnknownTrack extends Ivf {
    AcceptsUnknownTrack() {
      super(Bug.ACCEPTS_UNKNOWN_TRACK);
    }
  }

  static class AcceptsFallingTimes extends Ivf {
    AcceptsFallingTimes() {
      super(Bug.ACCEPTS_FALLING_TIMES);
    }
  }

  static class AcceptsEarlyPictures extends Ivf {
    AcceptsEarlyPictures() {
      super(Bug.ACCEPTS_EARLY_PICTURES);
    }
  }

  static class AcceptsMoreTracks extends Ivf {
    AcceptsMoreTracks() {
      super(Bug.ACCEPTS_MORE_TRACKS);
    }
  }

  static class WritesAfterFinish extends Ivf {
    WritesAfterFinish() {
      super(Bug.WRITES_AFTER_FINISH);
    }
  }

  static class CloseFinishes extends Ivf {
    CloseFinishes() {
      super(Bug.CLOSE_FINISHES);
    }
  }

  static class Hoards extends Ivf {
    Hoards() {
      super(Bug.HOARDS);
    }
  }

  static class IsNeverTheSame extends Ivf {
    IsNeverTheSame() {
      super(Bug.IS_NEVER_THE_SAME);
    }
  }
}
