package org.kinora.dataset.nextmetal;

import java.nio.file.Path;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.tck.contract.CorpusContract;

/** Stored recordings of format nextmetal, most of them damaged. */
class NextMetalCorpusTest extends CorpusContract {
  NextMetalCorpusTest() {
    super(new NextMetalFormat(new ContainerFormat()), Path.of("../../tck/corpus/nextmetal"));
  }
}
