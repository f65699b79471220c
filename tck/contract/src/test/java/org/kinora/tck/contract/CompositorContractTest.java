package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.tck.contract.PlainCompositor.Bug;

/** The compositor contract passes what keeps it and catches what breaks it. */
class CompositorContractTest {
  @Test
  void run_goodCompositor_passes() {
    ContractRun run = ContractRun.of(Good.class);
    assertEquals(Set.of(), run.failed());
    assertTrue(run.passed().size() >= 8, () -> "only " + run.passed());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void run_brokenCompositor_isCaught(Class<?> broken, String rule) {
    ContractRun.assertCaught(broken, rule);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(UsesAnyLayer.class, "compose_noScreenLayer_isRefused"),
        arguments(KeepsFrame.class, "compose_lentBuffersOverwritten_nextPictureIsTheSame"),
        arguments(EvenTimes.class, "compose_unevenTimes_onePictureEachAtItsTime"),
        arguments(MakesTwo.class, "compose_unevenTimes_onePictureEachAtItsTime"),
        arguments(
            ForgetsBackground.class, "compose_darkVideoOnWhite_isDarkInTheMiddleAndWhiteAround"),
        arguments(ClaimsAll.class, "unsupported_eachEffect_isNamedOrSeen"),
        arguments(ClaimsAll.class, "compose_captionBeginsWithinOnePicture_isSeen"),
        arguments(TakesNoRoom.class, "create_noRoomForTheVideo_isRefused"),
        arguments(SharesPicture.class, "compose_twoCompositors_doNotMix"));
  }

  abstract static class Plain extends CompositorContract {
    private final CompositorFactory factory;

    Plain(Bug bug) {
      factory = new PlainCompositor.Factory(bug, ByteBuffer.allocateDirect(320 * 240));
    }

    @Override
    protected CompositorFactory factory() {
      return factory;
    }
  }

  static class Good extends Plain {
    Good() {
      super(Bug.NONE);
    }
  }

  static class UsesAnyLayer extends Plain {
    UsesAnyLayer() {
      super(Bug.USES_ANY_LAYER);
    }
  }

  static class KeepsFrame extends Plain {
    KeepsFrame() {
      super(Bug.KEEPS_FRAME);
    }
  }

  static class EvenTimes extends Plain {
    EvenTimes() {
      super(Bug.EVEN_TIMES);
    }
  }

  static class MakesTwo extends Plain {
    MakesTwo() {
      super(Bug.MAKES_TWO);
    }
  }

  static class ForgetsBackground extends Plain {
    ForgetsBackground() {
      super(Bug.FORGETS_BACKGROUND);
    }
  }

  static class ClaimsAll extends Plain {
    ClaimsAll() {
      super(Bug.CLAIMS_ALL);
    }
  }

  static class TakesNoRoom extends Plain {
    TakesNoRoom() {
      super(Bug.TAKES_NO_ROOM);
    }
  }

  static class SharesPicture extends Plain {
    SharesPicture() {
      super(Bug.SHARES_PICTURE);
    }
  }
}
