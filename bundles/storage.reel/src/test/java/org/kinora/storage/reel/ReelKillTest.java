package org.kinora.storage.reel;

import org.kinora.tck.contract.KilledWriterContract;

/** Killed recorders. */
class ReelKillTest extends KilledWriterContract {
  ReelKillTest() {
    super(new ReelContractTest());
  }
}
