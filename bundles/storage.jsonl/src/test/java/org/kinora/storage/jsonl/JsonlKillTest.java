package org.kinora.storage.jsonl;

import org.kinora.tck.contract.KilledWriterContract;

/** Killed recorders. */
class JsonlKillTest extends KilledWriterContract {
  JsonlKillTest() {
    super(new JsonlContractTest());
  }
}
