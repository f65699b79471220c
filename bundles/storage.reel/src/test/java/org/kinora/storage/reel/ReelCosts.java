package org.kinora.storage.reel;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Measures, and judges nothing; it runs only when it is named. The figures are written to {@code
 * target/reel-costs.txt}.
 */
class ReelCosts {
  private static final int SAMPLES = 100_000;
  private static final int SAMPLE_BYTES = 8_090;
  private static final int GOP = 60;
  private static final long PICTURE_US = 16_667;

  @Test
  void measure(@TempDir Path dir) throws IOException {
    List<String> lines = new ArrayList<>();
    RecordingInfo info =
        new RecordingInfo(
            "costs", Optional.empty(), OptionalLong.empty(), false, List.of(Take.VIDEO), Map.of());
    for (int round = 0; round < 3; round++) {
      for (Durability durability : List.of(Durability.gop(true), Durability.onDemand())) {
        Path at = dir.resolve("append-" + round + durability.everyGop());
        long start = System.nanoTime();
        long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        append(at, info, durability, durability.everyGop());
        long cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart;
        double seconds = (System.nanoTime() - start) / 1e9;
        double sizeMb = (double) SAMPLES * SAMPLE_BYTES / 1e6;
        lines.add(
            "append, %s: %.0f MB/s, %.0f samples/s, %.0f MB per CPU second, written / given %.4f"
                .formatted(
                    durability.everyGop() ? "durable GOPs" : "no sync",
                    sizeMb / seconds,
                    SAMPLES / seconds,
                    sizeMb / (cpuNanos / 1e9),
                    total(at) / sizeMb / 1e6));
        delete(at);
      }
    }
    Path at = dir.resolve("looked-at");
    append(at, info, Durability.onDemand(), true);
    look(at, lines);
    scan(at, lines);
    Files.write(Path.of("target", "reel-costs.txt"), lines);
  }

  private static void append(Path at, RecordingInfo info, Durability durability, boolean finish)
      throws IOException {
    ByteBuffer data = ByteBuffer.allocateDirect(SAMPLE_BYTES);
    new Random(1).ints(SAMPLE_BYTES).forEach(i -> data.put((byte) i));
    try (RecordingWriter writer = ReelWriter.create(new FileDisk(at), info, 5, durability)) {
      for (int i = 0; i < SAMPLES; i++) {
        SampleInfo sample =
            SampleInfo.inOrder(i * PICTURE_US, PICTURE_US, SAMPLE_BYTES, i % GOP == 0);
        writer.append(1, sample, data.clear());
      }
      if (finish) {
        writer.finish();
      }
    }
  }

  private static void delete(Path at) throws IOException {
    Files.delete(at.resolve(ReelFiles.LOG));
    Files.delete(at.resolve(ReelFiles.index(1)));
    Files.delete(at);
  }

  private static double total(Path at) throws IOException {
    return Files.size(at.resolve(ReelFiles.LOG)) + Files.size(at.resolve(ReelFiles.index(1)));
  }

  private static void look(Path at, List<String> lines) throws IOException {
    Random random = new Random(2);
    List<Long> open = new ArrayList<>();
    List<Long> again = new ArrayList<>();
    List<Long> gop = new ArrayList<>();
    for (int n = 0; n < 2_000; n++) {
      long start = System.nanoTime();
      try (RecordingReader reader = new ReelFormat().open(at)) {
        TrackIndex index = reader.index(1);
        int key = index.keyframeBefore(index.floor(random.nextInt(SAMPLES) * PICTURE_US));
        open.add(System.nanoTime() - start);
        start = System.nanoTime();
        int other = index.keyframeBefore(index.floor(random.nextInt(SAMPLES) * PICTURE_US));
        again.add(System.nanoTime() - start);
        int count = Math.min(GOP, SAMPLES - Math.max(key, other));
        reader.read(new SampleRange(1, key, count), (info, data) -> {});
        start = System.nanoTime();
        reader.read(new SampleRange(1, other, count), (info, data) -> {});
        gop.add(System.nanoTime() - start);
      }
    }
    lines.add("open and first lookup: " + percentiles(open));
    lines.add("another lookup: " + percentiles(again));
    lines.add("read of a GOP of 485 kB, checksums included: " + percentiles(gop));
  }

  private static void scan(Path at, List<String> lines) throws IOException {
    Files.delete(at.resolve(ReelFiles.index(1)));
    List<Long> open = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      long start = System.nanoTime();
      new ReelFormat().open(at).close();
      open.add(System.nanoTime() - start);
    }
    lines.add("open without index, 1,667 blocks: " + percentiles(open));
  }

  private static String percentiles(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return "best %.1f us, p50 %.1f us, p95 %.1f us, first %.0f us"
        .formatted(
            sorted.get(0) / 1e3,
            sorted.get(sorted.size() / 2) / 1e3,
            sorted.get(sorted.size() * 95 / 100) / 1e3,
            nanos.get(0) / 1e3);
  }
}
