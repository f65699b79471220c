package org.kinora.storage.reel;

import org.kinora.tck.contract.TruncationContract;

/** Torn tails. */
class ReelTruncationTest extends TruncationContract {
  ReelTruncationTest() {
    super(new ReelContractTest());
  }
}
