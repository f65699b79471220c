package org.kinora.container.mp4;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.GoldenDumpContract;

/** Small files, box by box. */
class Mp4GoldenTest {
  @Nested
  class Mp4 extends GoldenDumpContract {
    Mp4() {
      super(new Mp4ContractTest(), Path.of("../../tck/corpus/golden/mp4.txt"));
    }
  }

  @Nested
  class M4a extends GoldenDumpContract {
    M4a() {
      super(new M4aContractTest(), Path.of("../../tck/corpus/golden/m4a.txt"));
    }
  }
}
