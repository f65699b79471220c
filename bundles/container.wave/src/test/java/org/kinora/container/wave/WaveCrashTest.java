package org.kinora.container.wave;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.KilledMuxerContract;
import org.kinora.tck.contract.TruncatedMuxerContract;

/** Live files outlive the process that writes them. */
class WaveCrashTest {
  @Nested
  class Killed extends KilledMuxerContract {
    Killed() {
      super(new WaveContractTest());
    }
  }

  @Nested
  class Truncated extends TruncatedMuxerContract {
    Truncated() {
      super(new WaveContractTest());
    }
  }
}
