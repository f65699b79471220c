package org.kinora.storage.reel;

import java.nio.file.Path;
import org.kinora.tck.contract.CorpusContract;

/** Stored recordings of format reel. */
class ReelCorpusTest extends CorpusContract {
  ReelCorpusTest() {
    super(new ReelFormat(), Path.of("../../tck/corpus/reel"));
  }
}
