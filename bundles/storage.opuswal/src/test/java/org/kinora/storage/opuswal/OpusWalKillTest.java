package org.kinora.storage.opuswal;

import org.kinora.tck.contract.KilledWriterContract;

/** Killed recorders. */
class OpusWalKillTest extends KilledWriterContract {
  OpusWalKillTest() {
    super(new OpusWalContractTest());
  }
}
