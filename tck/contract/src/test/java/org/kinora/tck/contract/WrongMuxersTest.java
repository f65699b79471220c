package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.tck.contract.IvfMuxer.Bug;
import org.kinora.tck.contract.MuxerBehaviour.Promise;

/** Every rule of the muxer contract is there for a wrong muxer that it catches. */
class WrongMuxersTest {
  @ParameterizedTest
  @MethodSource("wrong")
  void run_wrongMuxer_isCaught(Class<?> wrong, String rule) {
    ContractRun.assertCaught(wrong, rule);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(MixesTracks.class, "write_asManyTracksAsItTakes_areAllThere"),
        arguments(HasNoClock.class, "create_startedAt_isStatedWherePromised"),
        arguments(HidesNothing.class, "write_partOfItsPictures_presentsThatAlone"),
        arguments(
            MuxerContractTest.AcceptsMoreTracks.class, "addTrack_afterTheFirstSample_isRefused"),
        arguments(NeedsSamples.class, "finish_noSamples_isAFileOrACode"));
  }

  @Test
  void rules_each_haveAWrongMuxer() {
    assertEquals(
        ContractRules.of(MuxerContract.class),
        ContractRules.brokenBy(wrong(), MuxerContractTest.broken()));
  }

  /** Promises something that IVF cannot say. */
  abstract static class Promising extends MuxerContractTest.Ivf {
    private final Promise promise;

    Promising(Bug bug, Promise promise) {
      super(bug);
      this.promise = promise;
    }

    @Override
    public MuxerBehaviour behaviour() {
      return super.behaviour().promising(promise);
    }
  }

  static class HasNoClock extends Promising {
    HasNoClock() {
      super(Bug.NONE, Promise.WALL_CLOCK);
    }
  }

  static class HidesNothing extends Promising {
    HidesNothing() {
      super(Bug.ACCEPTS_EARLY_PICTURES, Promise.EDIT_LISTS);
    }
  }

  /** Writes the samples of two tracks into one. */
  static class MixesTracks extends MuxerContractTest.Ivf {
    MixesTracks() {
      super(Bug.ACCEPTS_MORE_TRACKS);
    }

    @Override
    public MuxerBehaviour behaviour() {
      return MuxerBehaviour.of("ivf").upToTracks(2).live(Map.of());
    }
  }

  /** Fails without a code where nothing was written. */
  static class NeedsSamples extends MuxerContractTest.Ivf {
    NeedsSamples() {
      super(Bug.NONE);
    }

    @Override
    public MuxerFactory factory() {
      return Altered.muxers(super.factory(), NeedsSamples::failing);
    }

    private static Muxer failing(Muxer good) {
      return Altered.method(
          Muxer.class,
          good,
          "finish",
          (none, finish) -> {
            throw new IllegalStateException("no sample");
          });
    }
  }
}
