package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.tck.contract.StorageFormatContractTest.Toy;
import org.kinora.tck.contract.ToyFormat.Bug;

/** The contracts of disks that fail pass what keeps them and catch what breaks them. */
class FaultContractsTest {
  private static final String FAILS = "write_anyOperationFails_isTheEndAndAcknowledgedStays";
  private static final String POWER = "open_afterPowerLossInAnyOperation_hasWhatWasPromised";

  @Test
  void run_goodFormat_passes() {
    assertEquals(Set.of(), ContractRun.of(GoodRead.class).failed());
    assertEquals(Set.of(), ContractRun.of(GoodWrite.class).failed());
    assertEquals(Set.of(), ContractRun.of(GoodPower.class).failed());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void run_brokenFormat_isCaught(Class<?> broken, String rule) {
    ContractRun.assertCaught(broken, rule);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(OpensWhatItSaysItRefuses.class, "open_otherFileSystem_opensOrIsRefused"),
        arguments(ReadsOnce.class, "read_shortReads_sameSamples"),
        arguments(CallsReadFailuresDamage.class, "read_anyReadFails_isAnIoErrorAndNeverWrongData"),
        arguments(WritesOnce.class, "write_shortWrites_sameSamples"),
        arguments(TriesAgain.class, FAILS),
        arguments(
            LetsTwoThreadsIn.class, "write_secondThreadInAnyOperation_isRefusedAndChangesNothing"),
        arguments(LeavesRemains.class, FAILS),
        arguments(SyncsNoBytes.class, POWER),
        arguments(SyncsNoNames.class, POWER),
        arguments(TrustsTornRecords.class, POWER));
  }

  /** A toy with one bug. */
  static class Buggy extends Toy {
    Buggy(Bug bug) {
      super(bug);
    }
  }

  static class GoodRead extends FaultyReadContract {
    GoodRead() {
      super(new Buggy(Bug.NONE));
    }
  }

  static class GoodWrite extends FaultyWriteContract {
    GoodWrite() {
      super(new Buggy(Bug.NONE));
    }
  }

  static class GoodPower extends PowerLossContract {
    GoodPower() {
      super(new Buggy(Bug.NONE));
    }
  }

  static class OpensWhatItSaysItRefuses extends FaultyReadContract {
    OpensWhatItSaysItRefuses() {
      super(
          new Buggy(Bug.NONE) {
            @Override
            public boolean opensAnyFileSystem() {
              return false;
            }
          });
    }
  }

  static class ReadsOnce extends FaultyReadContract {
    ReadsOnce() {
      super(new Buggy(Bug.READS_ONCE));
    }
  }

  static class CallsReadFailuresDamage extends FaultyReadContract {
    CallsReadFailuresDamage() {
      super(new Buggy(Bug.CALLS_READ_FAILURES_DAMAGE));
    }
  }

  static class WritesOnce extends FaultyWriteContract {
    WritesOnce() {
      super(new Buggy(Bug.WRITES_ONCE));
    }
  }

  static class TriesAgain extends FaultyWriteContract {
    TriesAgain() {
      super(new Buggy(Bug.TRIES_AGAIN));
    }
  }

  static class LetsTwoThreadsIn extends FaultyWriteContract {
    LetsTwoThreadsIn() {
      super(new Buggy(Bug.LETS_TWO_THREADS_IN));
    }
  }

  static class LeavesRemains extends FaultyWriteContract {
    LeavesRemains() {
      super(new Buggy(Bug.LEAVES_REMAINS));
    }
  }

  static class SyncsNoBytes extends PowerLossContract {
    SyncsNoBytes() {
      super(new Buggy(Bug.SYNCS_NO_BYTES));
    }
  }

  static class SyncsNoNames extends PowerLossContract {
    SyncsNoNames() {
      super(new Buggy(Bug.SYNCS_NO_NAMES));
    }
  }

  static class TrustsTornRecords extends PowerLossContract {
    TrustsTornRecords() {
      super(new Buggy(Bug.TRUSTS_TORN_RECORDS));
    }
  }
}
