package org.kinora.container.mp4;

import org.junit.jupiter.api.Nested;
import org.kinora.tck.contract.KilledMuxerContract;
import org.kinora.tck.contract.TruncatedMuxerContract;

/** Live files, fragmented or hybrid, outlive the process that writes them. */
class Mp4CrashTest {
  @Nested
  class Killed extends KilledMuxerContract {
    Killed() {
      super(new Mp4ContractTest());
    }
  }

  @Nested
  class Truncated extends TruncatedMuxerContract {
    Truncated() {
      super(new Mp4ContractTest());
    }
  }
}
