package org.kinora.storage.rf1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.tck.contract.CorpusContract;

/** Stored recordings of format rf1. */
class Rf1CorpusTest extends CorpusContract {
  private static final Path CORPUS = Path.of("../../tck/corpus/rf1");

  Rf1CorpusTest() {
    super(new Rf1Format(), CORPUS);
  }

  /** The recorder closed one, lost one, and lost another one after closing half of it. */
  @Test
  void open_filesOfTheRecorder_have129NalUnitsIn120Pictures(@TempDir Path dir) throws IOException {
    Path clean = unpack(CORPUS.resolve("v1/sample-clean"), Files.createDirectory(dir.resolve("1")));
    assertEquals(129, statedCount(clean.resolve("clean_video.rf1i")));
    assertEquals(129, nalUnits(Files.readAllBytes(clean.resolve("clean_video.rf1p"))));
    List<Blob> pictures = Recordings.bytes(clean);
    assertEquals(120, pictures.size());

    Path dirty = unpack(CORPUS.resolve("v1/sample-dirty"), Files.createDirectory(dir.resolve("2")));
    assertEquals(0, statedCount(dirty.resolve("dirty_video.rf1i")));
    assertEquals(120, Recordings.bytes(dirty).size());

    Path reopened =
        unpack(CORPUS.resolve("v1/reopened-then-crashed"), Files.createDirectory(dir.resolve("3")));
    assertEquals(64, statedCount(reopened.resolve("clean_video.rf1i")));
    assertEquals(pictures, Recordings.bytes(reopened));
  }

  private static int statedCount(Path index) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(index)).order(ByteOrder.LITTLE_ENDIAN).getShort(24);
  }

  /** Start codes of three bytes, which appear nowhere else (ISO/IEC 14496-10, 7.4.1.1). */
  private static int nalUnits(byte[] stream) {
    int count = 0;
    for (int i = 0; i + 2 < stream.length; i++) {
      count += stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1 ? 1 : 0;
    }
    return count;
  }
}
