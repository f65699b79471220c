package org.kinora.storage.opuswal;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.FaultyReadContract;
import org.kinora.tck.contract.FaultyWriteContract;
import org.kinora.tck.contract.PowerLossContract;

/** Format opuswal on disks that fail, by the contract of every storage format. */
class OpusWalFaultTest {
  @Nested
  class Read extends FaultyReadContract {
    Read() {
      super(new OpusWalContractTest());
    }
  }

  @Nested
  class Write extends FaultyWriteContract {
    Write() {
      super(new OpusWalContractTest());
    }
  }

  @Nested
  class PowerLoss extends PowerLossContract {
    PowerLoss() {
      super(new OpusWalContractTest());
    }
  }
}
