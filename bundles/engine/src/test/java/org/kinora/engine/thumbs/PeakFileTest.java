package org.kinora.engine.thumbs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peaks byte by byte. */
final class PeakFileTest {
  private static final Path PAGE = Path.of("../../docs/formats/thumbs.md");

  @TempDir Path dir;

  private byte[] write(int rate, int channels, int framesPerInterval, Object... runs)
      throws Exception {
    Path file = dir.resolve("peaks.dat");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      PeakFile peaks = new PeakFile(out, rate, channels, framesPerInterval);
      for (int i = 0; i < runs.length; i += 2) {
        peaks.add((int) runs[i], ShortBuffer.wrap((short[]) runs[i + 1]));
      }
      peaks.finish();
      assertEquals(peaks.sizeBytes(), out.size());
    }
    return Files.readAllBytes(file);
  }

  @Test
  void write_exampleOfThePage_isAsThePageHasIt() throws Exception {
    String hex =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.matches(" {4}([0-9a-f]{2} +)+[0-9a-f]{2}"))
            .collect(Collectors.joining())
            .replace(" ", "");
    assertArrayEquals(
        HexFormat.of().parseHex(hex), write(8, 1, 4, 0, new short[] {1, -2, 3, 4, 5, 6}));
  }

  @Test
  void add_runsWithAGap_isSilentBetween() throws Exception {
    short[] loud = {100, -100, 200, -200};
    byte[] file = write(100, 2, 2, 3, loud, 9, loud);
    ShortBuffer numbers =
        ByteBuffer.wrap(file, 24, file.length - 24)
            .order(ByteOrder.LITTLE_ENDIAN)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    short[] found = new short[numbers.remaining()];
    numbers.get(found);
    short[] expected = new short[6 * 4];
    System.arraycopy(new short[] {100, 100, -100, -100}, 0, expected, 4, 4);
    System.arraycopy(new short[] {200, 200, -200, -200}, 0, expected, 8, 4);
    System.arraycopy(new short[] {100, 100, -100, -100}, 0, expected, 16, 4);
    System.arraycopy(new short[] {200, 200, -200, -200}, 0, expected, 20, 4);
    assertArrayEquals(expected, found);
  }
}
