package org.kinora.lib.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.kinora.media.MediaTime;

/** A day at 30 pictures a second in a JVM with a small heap. */
final class SampleTableMemoryTest {
  private static final int DAY = 2_600_000;

  @Test
  void build_dayOfRisingTimes_fitsInto32Megabytes() throws Exception {
    assertEquals("2599999 2599980", lastFrames("-Xmx32m", "rising"));
  }

  @Test
  void build_dayOfReorderedPictures_fitsInto64Megabytes() throws Exception {
    assertEquals("2599999 2599980", lastFrames("-Xmx64m", "reordered"));
  }

  private static String lastFrames(String heap, String order)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process child =
        new ProcessBuilder(
                java, heap, "-XX:+UseSerialGC", "-cp", classes, Day.class.getName(), order)
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    child.waitFor();
    return said.trim();
  }

  /** Builds the table and prints what is found at its end. */
  static final class Day {
    public static void main(String[] arguments) {
      boolean reordered = arguments[0].equals("reordered");
      SampleTable.Builder builder = SampleTable.builder();
      long position = 0;
      for (int i = 0; i < DAY; i++) {
        boolean key = i % 60 == 0;
        long decodeUs = i * 1_000_000L / 30;
        // In each pair behind a key frame the second picture is shown first.
        int shift = !reordered || key || i % 60 == 59 ? 0 : i % 2 == 1 ? 1 : -1;
        int size = 300 + i * 7919 % 9000;
        long timeUs = (i + shift) * 1_000_000L / 30;
        builder.add(timeUs, decodeUs - 40_000, MediaTime.UNKNOWN, position, size, key);
        position += size;
      }
      SampleTable table = builder.build();
      int last = table.floor(Long.MAX_VALUE);
      System.out.println(last + " " + table.keyframeBefore(last));
    }
  }
}
