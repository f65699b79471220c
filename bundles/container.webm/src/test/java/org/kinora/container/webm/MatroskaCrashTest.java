package org.kinora.container.webm;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.KilledMuxerContract;
import org.kinora.tck.contract.TruncatedMuxerContract;

/** Live files outlive the process that writes them. */
class MatroskaCrashTest {
  @Nested
  class KilledWebm extends KilledMuxerContract {
    KilledWebm() {
      super(new WebmContractTest());
    }
  }

  @Nested
  class KilledMatroska extends KilledMuxerContract {
    KilledMatroska() {
      super(new MatroskaContractTest());
    }
  }

  @Nested
  class KilledMatroskaAudio extends KilledMuxerContract {
    KilledMatroskaAudio() {
      super(new MatroskaAudioContractTest());
    }
  }

  @Nested
  class Truncated extends TruncatedMuxerContract {
    Truncated() {
      super(new MatroskaContractTest());
    }
  }
}
