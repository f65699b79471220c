package org.kinora.storage.opuswal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.contract.CorpusContract;

/** Stored recordings of format opuswal. */
class OpusWalCorpusTest extends CorpusContract {
  private static final Path CORPUS = Path.of("../../tck/corpus/opuswal");

  OpusWalCorpusTest() {
    super(new OpusWalFormat(), CORPUS);
  }

  @Test
  void open_sampleSession_hasEveryPacketOfEachSpeaker(@TempDir Path dir) throws IOException {
    Path at = unpack(CORPUS.resolve("v0/sample-session"), dir);
    Map<String, Integer> packets = new TreeMap<>();
    try (RecordingReader reader = Sessions.open(at)) {
      for (Track track : reader.info().tracks()) {
        packets.put(track.name(), reader.index(track.id()).count());
      }
    }
    assertEquals(
        Map.of("Alaydriem", 100, "Bob", 50, "Bob By, the 3rd of a very long name", 50), packets);
    assertEquals(100, records(at.resolve(Sessions.ALAYDRIEM)));
    assertEquals(50, records(at.resolve(Sessions.BOB)));
  }

  private static int records(Path log) throws IOException {
    String bytes = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
    return bytes.split("NANORC", -1).length - 1;
  }
}
