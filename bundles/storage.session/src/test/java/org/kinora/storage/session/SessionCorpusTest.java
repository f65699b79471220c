package org.kinora.storage.session;

import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.tck.contract.CorpusContract;

/** Stored recordings of format session. */
class SessionCorpusTest extends CorpusContract {
  SessionCorpusTest() {
    super(new SessionFormat(new ContainerFormat()), Sessions.CORPUS);
  }
}
