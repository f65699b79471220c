package org.kinora.storage.opuswal;

import org.kinora.tck.contract.TruncationContract;

/** Torn tails. */
class OpusWalTruncationTest extends TruncationContract {
  OpusWalTruncationTest() {
    super(new OpusWalContractTest());
  }
}
