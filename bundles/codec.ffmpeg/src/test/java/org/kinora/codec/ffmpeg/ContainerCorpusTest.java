package org.kinora.codec.ffmpeg;

import java.nio.file.Path;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.tck.contract.CorpusContract;

/** Stored media files. */
class ContainerCorpusTest extends CorpusContract {
  ContainerCorpusTest() {
    super(new ContainerFormat(), Path.of("../../tck/corpus/container"));
  }
}
