package org.kinora.container.mp4;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.MuxerMemoryContract;

/** Long files in little memory. */
class Mp4MemoryTest {
  @Nested
  class Mp4 extends MuxerMemoryContract {
    Mp4() {
      super(new Mp4ContractTest());
    }
  }

  @Nested
  class M4a extends MuxerMemoryContract {
    M4a() {
      super(new M4aContractTest());
    }
  }
}
