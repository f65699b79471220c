package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.spi.storage.RecordingReader;

/** What a check tells. */
class JsonlVerifyTest {
  private static final String META = "{\"codec\":\"vp8\",\"width\":16,\"height\":16}";

  @TempDir Path temp;

  @Test
  void verify_wholeRecordings_findsNothing() throws IOException {
    assertEquals(List.of(), Recordings.faults(Recordings.example(Recordings.WHOLE)));
    assertEquals(List.of(), Recordings.faults(Recordings.example(Recordings.VP9)));
  }

  @Test
  void verify_crashedRecording_tellsOfTheRest() throws IOException {
    List<Fault> faults = Recordings.faults(Recordings.example(Recordings.CRASHED));
    assertEquals(
        List.of("data.bin, offset 1889814", "meta.json", "data.bin, offset 1889814"),
        faults.stream().map(Fault::place).toList());
    assertTrue(faults.get(0).message().startsWith("121415 bytes"), faults::toString);
    assertTrue(faults.get(2).message().startsWith("37 pictures begin"), faults::toString);
    try (RecordingReader reader = Recordings.open(Recordings.example(Recordings.CRASHED))) {
      assertFalse(reader.info().complete());
      assertEquals(563, reader.index(1).count());
    }
  }

  @Test
  void verify_totalsAreWrong_namesThem() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editMeta(recording, meta -> meta.put("totalChunks", 601).put("totalBytes", 1));
    Recordings.assertHas(
        Severity.WARNING, "meta.json", "totalChunks of index.jsonl is 600", recording);
    Recordings.assertHas(Severity.WARNING, "meta.json", "totalBytes", recording);
  }

  @Test
  void verify_keyFrameIsOverwritten_namesSampleAndOffset() throws IOException {
    Path recording = Recordings.copy(Recordings.VP9, temp);
    try (FileChannel data =
        FileChannel.open(recording.resolve("data.bin"), StandardOpenOption.WRITE)) {
      data.write(ByteBuffer.allocate(64), 0);
    }
    Recordings.assertHas(
        Severity.WARNING, "data.bin, sample 0, offset 0", "vp9 is stated", recording);
  }

  @Test
  void verify_lengthPrefixesWithoutConfiguration_isALoss() throws IOException {
    byte[] idr = {0, 0, 0, 3, 0x65, 1, 2};
    String line = "{\"offset\":0,\"size\":7,\"timestamp\":0,\"type\":\"key\",\"codec\":\"avc1\"}\n";
    Path recording = Recordings.write(temp.resolve("r"), META, line, idr);
    Recordings.assertHas(
        Severity.LOSS, "data.bin, sample 0, offset 0", "length prefixes", recording);
  }

  @Test
  void verify_sinkFails_passesItsExceptionOn() throws IOException {
    try (RecordingReader reader = Recordings.open(Recordings.example(Recordings.CRASHED))) {
      IOException mine = new IOException("enough");
      IOException thrown =
          assertThrows(
              IOException.class,
              () ->
                  reader.verify(
                      fault -> {
                        throw mine;
                      }));
      assertEquals(mine, thrown);
      assertEquals(563, Recordings.samples(reader, 1).size());
    }
  }
}
