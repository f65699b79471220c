package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** Lookups against a search of all samples, with times that no encoder would make. */
class ReelIndexTest {
  private static final int SAMPLES = 1_000;

  @TempDir Path dir;

  @Test
  void floor_anyOrderOfTimes_agreesWithSearchingAll() throws IOException {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      List<SampleInfo> samples = samples(random, seed % 4);
      Path at = write(samples, random, dir.resolve("recording-" + seed));
      try (RecordingReader reader = new ReelFormat().open(at)) {
        TrackIndex index = reader.index(Take.VIDEO.id());
        assertEquals(samples, IntStream.range(0, SAMPLES).mapToObj(index::info).toList());
        for (int n = 0; n < 400; n++) {
          long timeUs = samples.get(random.nextInt(SAMPLES)).timeUs() + random.nextInt(3) - 1;
          assertEquals(
              latest(samples, timeUs),
              timeAt(index, index.floor(timeUs)),
              "floor(%d), seed %d".formatted(timeUs, seed));
        }
        for (int i = 0; i < SAMPLES; i++) {
          assertEquals(keyframeBefore(samples, i), index.keyframeBefore(i), "seed " + seed);
        }
        long endUs = samples.stream().mapToLong(s -> s.timeUs() + s.durationUs()).max().orElse(0);
        assertEquals(Math.max(0, endUs), reader.info().durationUs().orElse(-1));
      }
    }
  }

  /** 0: pictures slightly reordered; 1: shown before they are decoded; 2: one far ahead; 3: any. */
  private static List<SampleInfo> samples(Random random, int kind) {
    List<SampleInfo> samples = new ArrayList<>();
    long decodeUs = -500_000;
    for (int i = 0; i < SAMPLES; i++) {
      decodeUs += random.nextInt(5) * 10_000L;
      long timeUs =
          switch (kind) {
            case 0 -> decodeUs + random.nextInt(80_000);
            case 1 -> decodeUs - random.nextInt(3_000_000);
            case 2 -> i == 100 ? 1_000_000_000_000L : decodeUs;
            default -> random.nextInt(30_000_000);
          };
      boolean key = random.nextInt(kind == 2 ? 400 : 20) == 0;
      samples.add(new SampleInfo(timeUs, decodeUs, random.nextInt(50_000), i % 3, key));
    }
    return samples;
  }

  private static Path write(List<SampleInfo> samples, Random random, Path at) throws IOException {
    try (RecordingWriter writer = new ReelFormat().create(at, Take.info())) {
      for (SampleInfo sample : samples) {
        writer.append(Take.VIDEO.id(), sample, ByteBuffer.allocate(sample.size()));
        if (random.nextInt(15) == 0) {
          writer.flush();
        }
      }
      writer.finish();
    }
    return at;
  }

  private static long timeAt(TrackIndex index, int i) {
    return i < 0 ? Long.MIN_VALUE : index.timeUs(i);
  }

  private static long latest(List<SampleInfo> samples, long timeUs) {
    return samples.stream()
        .mapToLong(SampleInfo::timeUs)
        .filter(us -> us <= timeUs)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private static int keyframeBefore(List<SampleInfo> samples, int i) {
    int key = i;
    while (key >= 0
        && !(samples.get(key).keyframe() && samples.get(key).timeUs() <= samples.get(i).timeUs())) {
      key--;
    }
    return key;
  }
}
