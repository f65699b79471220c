package org.kinora.container.webm;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.LargeFileContract;

/** Files beyond 4 GiB. */
class MatroskaLargeFileTest {
  @Nested
  class Webm extends LargeFileContract {
    Webm() {
      super(new WebmContractTest());
    }
  }

  @Nested
  class Mkv extends LargeFileContract {
    Mkv() {
      super(new MatroskaContractTest());
    }
  }

  @Nested
  class Mka extends LargeFileContract {
    Mka() {
      super(new MatroskaAudioContractTest());
    }
  }
}
