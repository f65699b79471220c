package org.kinora.storage.jsonl;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.FaultyReadContract;
import org.kinora.tck.contract.FaultyWriteContract;
import org.kinora.tck.contract.PowerLossContract;

/** Format jsonl on disks that fail, by the contract of every storage format. */
class JsonlFaultTest {
  @Nested
  class Read extends FaultyReadContract {
    Read() {
      super(new JsonlContractTest());
    }
  }

  @Nested
  class Write extends FaultyWriteContract {
    Write() {
      super(new JsonlContractTest());
    }
  }

  @Nested
  class PowerLoss extends PowerLossContract {
    PowerLoss() {
      super(new JsonlContractTest());
    }
  }
}
