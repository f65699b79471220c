package org.kinora.container.webm;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.LargeFileContract;

/** Files beyond 4 GiB. WebM stands for all Matroska of pictures: the writer is the same. */
class MatroskaLargeFileTest {
  @Nested
  class Webm extends LargeFileContract {
    Webm() {
      super(new WebmContractTest());
    }
  }

  @Nested
  class Mka extends LargeFileContract {
    Mka() {
      super(new MatroskaAudioContractTest());
    }
  }
}
