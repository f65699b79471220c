package org.kinora.container.wave;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.LargeFileContract;

/** Files beyond 4 GiB. */
class WaveLargeFileTest {
  @Nested
  class Wave extends LargeFileContract {
    Wave() {
      super(new WaveContractTest());
    }
  }
}
