package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.support.disk.Loss;
import org.kinora.tck.support.disk.MemoryDisk;

/** What the writer's options promise: 25 pictures a second, a GOP each second, nothing flushed. */
class ReelDurabilityTest {
  private static final int SAMPLES = 120;
  private static final int GOP = 25;
  private static final int PICTURE_US = 40_000;

  private final MemoryDisk disk = MemoryDisk.sound();
  private final Path at = disk.root().resolve("take");

  @Test
  void append_byDefault_eachGopSurvivesLossOfPower() throws IOException {
    assertLeft(Map.of(), 100, 100);
  }

  @Test
  void append_interval_losesNoMoreThanThat() throws IOException {
    assertLeft(Map.of("durability", "interval"), 100, 100);
  }

  @Test
  void append_shorterInterval_losesLess() throws IOException {
    assertLeft(Map.of("durability", "interval", "interval", "200ms"), 115, 115);
  }

  /** Blocks end with GOPs all the same; the interval counts from the last sync. */
  @Test
  void append_longerInterval_losesNoMoreThanThat() throws IOException {
    assertLeft(Map.of("durability", "interval", "interval", "2s"), 100, 100);
  }

  @Test
  void append_none_survivesTheProcessOnly() throws IOException {
    assertLeft(Map.of("durability", "none"), 0, 100);
  }

  private void assertLeft(Map<String, String> options, int withoutPower, int withoutProcess)
      throws IOException {
    try (RecordingWriter writer = new ReelFormat().create(at, Take.info(), options)) {
      for (int i = 0; i < SAMPLES; i++) {
        long timeUs = (long) i * PICTURE_US;
        writer.append(
            Take.VIDEO.id(),
            SampleInfo.inOrder(timeUs, PICTURE_US, 4, i % GOP == 0),
            ByteBuffer.allocate(4));
      }
      assertEquals(withoutPower, count(disk.afterPowerLoss(Loss.ALL, new Random(0))));
      assertEquals(withoutProcess, count(disk.afterPowerLoss(Loss.NOTHING, new Random(0))));
      writer.finish();
    }
    assertEquals(SAMPLES, count(disk.afterPowerLoss(Loss.ALL, new Random(0))));
  }

  private static int count(MemoryDisk left) throws IOException {
    try (RecordingReader reader = new ReelFormat().open(left.root().resolve("take"))) {
      return reader.index(Take.VIDEO.id()).count();
    }
  }

  @Test
  void create_unknownOption_isRefusedAndMakesNothing() {
    for (Map<String, String> options :
        List.of(
            Map.of("durable", "gop"),
            Map.of("durability", "often"),
            Map.of("durability", "interval", "interval", "soon"))) {
      MediaException e =
          assertThrows(
              MediaException.class, () -> new ReelFormat().create(at, Take.info(), options));
      assertEquals(MediaError.ARGUMENT_INVALID, e.code(), e.getMessage());
      assertFalse(Files.exists(at));
    }
  }
}
