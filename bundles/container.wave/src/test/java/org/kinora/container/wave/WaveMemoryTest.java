package org.kinora.container.wave;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.MuxerMemoryContract;

/** Long files in little memory. */
class WaveMemoryTest {
  @Nested
  class Wave extends MuxerMemoryContract {
    Wave() {
      super(new WaveContractTest());
    }
  }
}
