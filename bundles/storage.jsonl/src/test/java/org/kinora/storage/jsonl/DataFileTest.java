package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.index.SampleTable;

/** How often the disk is read. */
class DataFileTest {
  private static final int SAMPLE_BYTES = 10_000;

  @TempDir Path temp;

  @Test
  void read_samplesBehindEachOther_takesOneRead() throws IOException {
    assertEquals(List.of("0+3000000"), reads(table(300, 0), 0, 300));
    assertEquals(List.of("40000+10000"), reads(table(300, 0), 4, 5));
  }

  @Test
  void read_gap_takesARead() throws IOException {
    assertEquals(List.of("0+100000", "1100000+900000"), reads(table(100, 1_000_000), 0, 100));
  }

  @Test
  void read_moreThanTheWindow_takesOneReadForEachWindow() throws IOException {
    assertEquals(List.of("0+4190000", "4190000+3810000"), reads(table(800, 0), 0, 800));
  }

  /** What the taker of one sample does to the buffer, the taker of the next does not see. */
  @Test
  void read_sinkChangesTheBuffer_nextSampleIsAsItShouldBe() throws IOException {
    Path file = temp.resolve("data.bin");
    ByteBuffer content = ByteBuffer.allocate(10 * SAMPLE_BYTES);
    for (int i = 0; i < 10; i++) {
      content.putLong(i * SAMPLE_BYTES, i);
    }
    Files.write(file, content.array());
    List<Long> found = new ArrayList<>();
    try (DataFile data = DataFile.open(file)) {
      data.read(
          table(10, 0),
          2,
          6,
          (info, bytes) -> {
            found.add(bytes.getLong() * check(bytes.position(bytes.position() - Long.BYTES)));
            bytes.order(ByteOrder.LITTLE_ENDIAN).limit(bytes.position() + 1).position(0);
          });
    }
    assertEquals(List.of(2L, 3L, 4L, 5L), found);
  }

  /** Samples of 10 kB; behind the first ten lies a gap. */
  private static SampleTable table(int count, long gap) {
    SampleTable.Builder builder = SampleTable.builder();
    for (int i = 0; i < count; i++) {
      long position = (long) i * SAMPLE_BYTES + (i < 10 ? 0 : gap);
      builder.add(i * 1_000L, i * 1_000L, 1_000, position, SAMPLE_BYTES, i == 0);
    }
    return builder.build();
  }

  private List<String> reads(SampleTable table, int first, int end) throws IOException {
    Path file = temp.resolve("data.bin");
    Files.write(file, new byte[9_000_000]);
    CountingChannel channel = new CountingChannel(file);
    int[] samples = new int[1];
    try (DataFile data = new DataFile(file, channel)) {
      data.read(table, first, end, (info, bytes) -> samples[0] += check(bytes));
    }
    assertEquals(end - first, samples[0]);
    return channel.reads();
  }

  private static int check(ByteBuffer bytes) {
    assertEquals(SAMPLE_BYTES, bytes.remaining());
    return 1;
  }
}
