package org.kinora.container.mp4;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.LargeFileContract;

/** Files beyond 4 GiB. */
class Mp4LargeFileTest {
  @Nested
  class Mp4 extends LargeFileContract {
    Mp4() {
      super(new Mp4ContractTest());
    }
  }

  @Nested
  class M4a extends LargeFileContract {
    M4a() {
      super(new M4aContractTest());
    }
  }
}
