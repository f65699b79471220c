package org.kinora.storage.rf1;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.FaultyReadContract;
import org.kinora.tck.contract.FaultyWriteContract;
import org.kinora.tck.contract.PowerLossContract;

/** Format rf1 on disks that fail, by the contract of every storage format. */
class Rf1FaultTest {
  @Nested
  class Read extends FaultyReadContract {
    Read() {
      super(new Rf1ContractTest());
    }
  }

  @Nested
  class Write extends FaultyWriteContract {
    Write() {
      super(new Rf1ContractTest());
    }
  }

  @Nested
  class PowerLoss extends PowerLossContract {
    PowerLoss() {
      super(new Rf1ContractTest());
    }
  }
}
