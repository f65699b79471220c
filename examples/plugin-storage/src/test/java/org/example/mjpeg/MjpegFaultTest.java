package org.example.mjpeg;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.FaultyReadContract;
import org.kinora.tck.contract.FaultyWriteContract;
import org.kinora.tck.contract.KilledWriterContract;
import org.kinora.tck.contract.PowerLossContract;
import org.kinora.tck.contract.TruncationContract;

/** The format on disks that fail, in processes that are killed, and in files that were cut. */
class MjpegFaultTest {
  @Nested
  class Read extends FaultyReadContract {
    Read() {
      super(new MjpegContractTest());
    }
  }

  @Nested
  class Write extends FaultyWriteContract {
    Write() {
      super(new MjpegContractTest());
    }
  }

  @Nested
  class PowerLoss extends PowerLossContract {
    PowerLoss() {
      super(new MjpegContractTest());
    }
  }

  @Nested
  class Killed extends KilledWriterContract {
    Killed() {
      super(new MjpegContractTest());
    }
  }

  @Nested
  class Truncated extends TruncationContract {
    Truncated() {
      super(new MjpegContractTest());
    }
  }
}
