package org.kinora.container.webm;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.MuxerMemoryContract;

/** Long files in little memory. */
class MatroskaMemoryTest {
  @Nested
  class Webm extends MuxerMemoryContract {
    Webm() {
      super(new WebmContractTest());
    }
  }
}
