package org.kinora.storage.rf1;

import org.kinora.tck.contract.TruncationContract;

/** Torn tails. */
class Rf1TruncationTest extends TruncationContract {
  Rf1TruncationTest() {
    super(new Rf1ContractTest());
  }
}
