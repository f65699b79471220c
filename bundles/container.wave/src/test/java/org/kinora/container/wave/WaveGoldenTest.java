package org.kinora.container.wave;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.GoldenDumpContract;

/** Small files, chunk by chunk. */
class WaveGoldenTest {
  @Nested
  class Wave extends GoldenDumpContract {
    Wave() {
      super(new WaveContractTest(), Path.of("../../tck/corpus/golden/wav.txt"));
    }
  }
}
