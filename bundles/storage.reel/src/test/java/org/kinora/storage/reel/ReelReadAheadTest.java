package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinora.media.Blob;
import org.kinora.media.Gops;
import org.kinora.media.SampleRange;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.support.disk.MemoryDisk;

/** How often the disk is asked. */
class ReelReadAheadTest {
  private static final int SECONDS = 30;

  private final MemoryDisk disk = MemoryDisk.sound();
  private final Path at = disk.root().resolve("take");

  /** The first GOP tells how large blocks are; the one behind it is known by its head already. */
  @Test
  void readGop_ofBlockNotSeenBefore_isOneRead() throws IOException {
    writeTake();
    try (RecordingReader reader = new ReelFormat().open(at)) {
      readGop(reader, 0);
      for (int second : new int[] {20, 7, 27, 11}) {
        int before = disk.reads();
        List<Sample> gop = readGop(reader, second * 1_000_000L);
        assertEquals(1, disk.reads() - before, "second " + second);
        assertEquals(expected(second * 1_000_000L), gop);
      }
    }
  }

  /** The index is small, so opening has read it; the block and the next one's head are near. */
  @Test
  void readGop_firstOfAReader_isOneReadOfASmallBlock() throws IOException {
    writeTake();
    try (RecordingReader reader = new ReelFormat().open(at)) {
      int before = disk.reads();
      List<Sample> gop = readGop(reader, 12_000_000);
      assertEquals(1, disk.reads() - before);
      assertEquals(expected(12_000_000), gop);
    }
  }

  private void writeTake() throws IOException {
    try (RecordingWriter writer = new ReelFormat().create(at, Take.info())) {
      Take.of(3, SECONDS).appendAll(writer);
      writer.finish();
    }
  }

  private static List<Sample> readGop(RecordingReader reader, long timeUs) throws IOException {
    List<Sample> samples = new ArrayList<>();
    reader.readGop(
        Take.VIDEO.id(), timeUs, (info, data) -> samples.add(new Sample(info, Blob.of(data))));
    return samples;
  }

  private List<Sample> expected(long timeUs) throws IOException {
    try (RecordingReader reader = new ReelFormat().open(at)) {
      SampleRange gop = Gops.at(reader.index(Take.VIDEO.id()), Take.VIDEO.id(), timeUs);
      return Take.read(reader, Take.VIDEO).subList(gop.first(), gop.end());
    }
  }
}
