package org.kinora.container.webm;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.GoldenDumpContract;

/** Small files, element by element. */
class MatroskaGoldenTest {
  @Nested
  class Webm extends GoldenDumpContract {
    Webm() {
      super(new WebmContractTest(), Path.of("../../tck/corpus/golden/webm.txt"));
    }
  }

  @Nested
  class Matroska extends GoldenDumpContract {
    Matroska() {
      super(new MatroskaContractTest(), Path.of("../../tck/corpus/golden/mkv.txt"));
    }
  }

  @Nested
  class MatroskaAudio extends GoldenDumpContract {
    MatroskaAudio() {
      super(new MatroskaAudioContractTest(), Path.of("../../tck/corpus/golden/mka.txt"));
    }
  }
}
