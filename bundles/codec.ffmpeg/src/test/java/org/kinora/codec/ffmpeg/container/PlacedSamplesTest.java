package org.kinora.codec.ffmpeg.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleSink;

class PlacedSamplesTest {
  private static final int FILE_BYTES = 8 << 20;

  @TempDir Path directory;
  private final byte[] bytes = new byte[FILE_BYTES];
  private Path file;
  private FileChannel channel;

  @BeforeEach
  void makeFile() throws IOException {
    new Random(1).nextBytes(bytes);
    file = Files.write(directory.resolve("bytes"), bytes);
    channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  private PlacedSamples samples(int[]... placesAndSizes) {
    SampleTable.Builder table = SampleTable.builder();
    for (int[] sample : placesAndSizes) {
      long timeUs = table.count() * 1000L;
      table.add(timeUs, timeUs, 1000, sample[0], sample[1], true);
    }
    return new PlacedSamples(file, channel, 0, table.build());
  }

  private SampleSink expect(SampleTable table, List<Long> seen) {
    return (info, data) -> {
      int i = (int) (info.timeUs() / 1000);
      assertEquals(info.size(), data.remaining());
      for (int at = (int) table.position(i); data.hasRemaining(); at++) {
        assertEquals(bytes[at], data.get(), "sample " + i);
      }
      seen.add(info.timeUs() / 1000);
    };
  }

  @Test
  void read_anyPlaces_givesTheirBytes() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[][] places = new int[300][];
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      int size = random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(3000);
      at = random.nextInt(20) == 0 ? random.nextInt(FILE_BYTES) : at + random.nextInt(3) * 5000;
      at = Math.min(at, FILE_BYTES - size);
      places[i] = new int[] {at, size};
      at += size;
    }
    try (PlacedSamples samples = samples(places)) {
      for (int i = 0; i < 30; i++) {
        int first = random.nextInt(places.length);
        int count = random.nextInt(places.length - first + 1);
        List<Long> seen = new ArrayList<>();
        samples.read(first, count, expect(samples.table(), seen));
        assertEquals(count, seen.size(), "seed " + seed);
      }
    }
  }

  @Test
  void read_sampleLargerThanARead_isWhole() throws IOException {
    try (PlacedSamples samples = samples(new int[] {0, 10}, new int[] {100, 5 << 20})) {
      List<Long> seen = new ArrayList<>();
      samples.read(0, 2, expect(samples.table(), seen));
      assertEquals(List.of(0L, 1L), seen);
    }
  }

  @Test
  void read_whileReading_disturbsNeither() throws IOException {
    try (PlacedSamples samples =
        samples(new int[] {0, 1000}, new int[] {1000, 1000}, new int[] {2000, 1000})) {
      List<Long> seen = new ArrayList<>();
      SampleSink check = expect(samples.table(), seen);
      samples.read(
          0,
          2,
          (info, data) -> {
            samples.read(2, 1, check);
            check.accept(info, data);
          });
      assertEquals(List.of(2L, 0L, 2L, 1L), seen);
    }
  }

  @Test
  void read_closedBySink_handsOnWhatItRead() throws IOException {
    PlacedSamples samples = samples(new int[] {0, 1000}, new int[] {1000, 1000});
    List<Long> seen = new ArrayList<>();
    SampleSink check = expect(samples.table(), seen);
    samples.read(
        0,
        2,
        (info, data) -> {
          samples.close();
          check.accept(info, data);
        });
    assertEquals(List.of(0L, 1L), seen);
  }

  @Test
  void read_fileBecameShorter_handsOnWhatIsThereAndNamesTheSample() throws IOException {
    try (FileChannel shorter = FileChannel.open(file, StandardOpenOption.WRITE)) {
      shorter.truncate(1500);
    }
    try (PlacedSamples samples = samples(new int[] {0, 1000}, new int[] {1000, 1000})) {
      List<Long> seen = new ArrayList<>();
      SampleSink check = expect(samples.table(), seen);
      MediaException e = assertThrows(MediaException.class, () -> samples.read(0, 2, check));
      assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
      assertTrue(e.getMessage().contains("sample 1 at 1000: found 500 of 1000"), e.getMessage());
      assertEquals(List.of(0L), seen);
    }
  }
}
