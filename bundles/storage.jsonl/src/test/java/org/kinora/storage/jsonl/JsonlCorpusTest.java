package org.kinora.storage.jsonl;

import java.nio.file.Path;
import org.kinora.tck.contract.CorpusContract;

/** Stored recordings of format jsonl. */
class JsonlCorpusTest extends CorpusContract {
  JsonlCorpusTest() {
    super(new JsonlFormat(), Path.of("../../tck/corpus/jsonl"));
  }
}
