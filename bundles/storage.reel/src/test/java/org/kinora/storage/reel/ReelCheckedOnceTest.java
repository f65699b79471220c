package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.Fault;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.Sample;

/** A reader checks each sample when it reads it first, and only then. */
class ReelCheckedOnceTest {
  private static final Take TAKE = Take.of(31, 2);
  private static final int DAMAGED = 5;

  @TempDir Path dir;
  private Path at = Path.of("");

  @BeforeEach
  void writeTake() throws IOException {
    at = dir.resolve("take");
    try (RecordingWriter writer = new ReelFormat().create(at, Take.info())) {
      TAKE.appendAll(writer);
      writer.finish();
    }
  }

  @Test
  void read_damagedBeforeTheFirstRead_isFoundAgainAndAgain() throws IOException {
    try (RecordingReader reader = new ReelFormat().open(at)) {
      damage();
      for (int n = 0; n < 3; n++) {
        assertDamageIsFound(reader);
      }
    }
  }

  /** A sample says nothing of the others in its block. */
  @Test
  void read_damagedAfterItsNeighboursWereRead_isFound() throws IOException {
    try (RecordingReader reader = new ReelFormat().open(at)) {
      read(reader, 0, DAMAGED);
      read(reader, DAMAGED + 1, Take.GOP);
      damage();
      assertDamageIsFound(reader);
    }
  }

  @Test
  void read_damagedAfterItWasRead_isFoundByTheNextReaderAndByVerify() throws IOException {
    Blob written = TAKE.of(Take.VIDEO, TAKE.count()).get(DAMAGED).data();
    try (RecordingReader reader = new ReelFormat().open(at)) {
      assertEquals(written, read(reader, 0, Take.GOP).get(DAMAGED).data());
      damage();
      assertNotEquals(written, read(reader, 0, Take.GOP).get(DAMAGED).data());
      List<Fault> faults = new ArrayList<>();
      reader.verify(faults::add);
      assertEquals(1, faults.size(), faults::toString);
    }
    try (RecordingReader reader = new ReelFormat().open(at)) {
      assertDamageIsFound(reader);
    }
  }

  private static void assertDamageIsFound(RecordingReader reader) {
    MediaException e =
        assertThrows(MediaException.class, () -> read(reader, DAMAGED - 1, Take.GOP));
    assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
    assertTrue(e.getMessage().contains("sample " + DAMAGED), e.getMessage());
  }

  private static List<Sample> read(RecordingReader reader, int first, int end) throws IOException {
    List<Sample> samples = new ArrayList<>();
    reader.read(
        new SampleRange(Take.VIDEO.id(), first, end - first),
        (info, data) -> samples.add(new Sample(info, Blob.of(data))));
    return samples;
  }

  /** Changes a byte in the middle of one sample. */
  private void damage() throws IOException {
    Path log = at.resolve(ReelFiles.LOG);
    byte[] bytes = Files.readAllBytes(log);
    ByteBuffer sample = TAKE.of(Take.VIDEO, TAKE.count()).get(DAMAGED).data().buffer();
    byte[] wanted = new byte[sample.remaining()];
    sample.get(wanted);
    int place = 0;
    while (!Arrays.equals(bytes, place, place + wanted.length, wanted, 0, wanted.length)) {
      place++;
    }
    place += wanted.length / 2;
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) ~bytes[place]}), place);
    }
  }
}
