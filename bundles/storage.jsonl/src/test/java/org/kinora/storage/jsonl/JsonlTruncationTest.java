package org.kinora.storage.jsonl;

import org.kinora.tck.contract.TruncationContract;

/** Torn tails. */
class JsonlTruncationTest extends TruncationContract {
  JsonlTruncationTest() {
    super(new JsonlContractTest());
  }
}
