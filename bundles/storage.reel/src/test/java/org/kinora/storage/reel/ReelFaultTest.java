package org.kinora.storage.reel;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.FaultyReadContract;
import org.kinora.tck.contract.FaultyWriteContract;
import org.kinora.tck.contract.PowerLossContract;

/** Format reel on disks that fail, by the contract of every storage format. */
class ReelFaultTest {
  @Nested
  class Read extends FaultyReadContract {
    Read() {
      super(new ReelContractTest());
    }
  }

  @Nested
  class Write extends FaultyWriteContract {
    Write() {
      super(new ReelContractTest());
    }
  }

  @Nested
  class PowerLoss extends PowerLossContract {
    PowerLoss() {
      super(new ReelContractTest());
    }
  }
}
