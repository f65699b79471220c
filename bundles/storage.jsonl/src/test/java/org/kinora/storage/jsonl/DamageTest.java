package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.storage.jsonl.Recordings.Sample;

class DamageTest {
  private static final int SAMPLES = 8;

  @TempDir Path temp;
  private Path recording;
  private List<Sample> whole;

  @BeforeEach
  void writeRecording() throws IOException {
    recording = temp.resolve("rec_1");
    try (RecordingReader source = Recordings.open(Recordings.example(Recordings.VP9))) {
      RecordingInfo info = Recordings.info("rec_1", source.info().tracks().toArray(new Track[0]));
      try (RecordingWriter writer = new JsonlFormat().create(recording, info)) {
        for (Sample sample : Recordings.samples(source, 1).subList(0, SAMPLES)) {
          SampleInfo first100 =
              new SampleInfo(
                  sample.info().timeUs(),
                  sample.info().decodeTimeUs(),
                  sample.info().durationUs(),
                  100,
                  sample.info().keyframe());
          byte[] bytes = Arrays.copyOf(sample.bytes().toByteArray(), 100);
          writer.append(1, first100, Blob.of(bytes).buffer());
        }
        writer.finish();
      }
    }
    whole = Recordings.samples(recording);
  }

  @Test
  void open_indexCutAtEveryByte_keepsAllWholeLines() throws IOException {
    Path file = recording.resolve("index.jsonl");
    byte[] index = Files.readAllBytes(file);
    int lines = 0;
    for (int cut = 0; cut <= index.length; cut++) {
      Files.write(file, Arrays.copyOf(index, cut));
      boolean wholeObject = cut > 0 && index[cut - 1] == '}';
      lines += wholeObject ? 1 : 0;
      assertEquals(whole.subList(0, lines), Recordings.samples(recording), "cut at " + cut);
    }
    assertEquals(SAMPLES, lines);
  }

  @Test
  void open_dataCutAtEveryByte_keepsAllWholeSamples() throws IOException {
    Path file = recording.resolve("data.bin");
    byte[] data = Files.readAllBytes(file);
    for (int cut = 100; cut <= data.length; cut++) {
      Files.write(file, Arrays.copyOf(data, cut));
      assertEquals(whole.subList(0, cut / 100), Recordings.samples(recording), "cut at " + cut);
    }
  }

  @Test
  void open_metaCutAtEveryByte_keepsAllSamples() throws IOException {
    Path file = recording.resolve("meta.json");
    byte[] meta = Files.readAllBytes(file);
    for (int cut = 0; cut <= meta.length; cut++) {
      Files.write(file, Arrays.copyOf(meta, cut));
      assertEquals(whole, Recordings.samples(recording), "cut at " + cut);
    }
  }

  @Test
  void open_randomDamage_failsWithACodeOrReads() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<Integer> sizes = new HashSet<>();
    for (int round = 0; round < 300; round++) {
      Path copy = Recordings.copy(recording, temp.resolve("copy" + round));
      for (String name : List.of("meta.json", "index.jsonl", "data.bin")) {
        damage(copy.resolve(name), random);
      }
      try {
        sizes.add(Recordings.samples(copy).size());
        Recordings.faults(copy);
      } catch (MediaException named) {
        sizes.add(-1);
      } catch (RuntimeException | Error e) {
        fail("seed " + seed + ", round " + round, e);
      }
    }
    assertEquals(true, sizes.size() > 4, "damage of many kinds: " + sizes + ", seed " + seed);
  }

  private static void damage(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] = (byte) ('0' + random.nextInt(10));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(60)), (byte) 0);
        default -> {
          int from = random.nextInt(bytes.length);
          int count = Math.min(random.nextInt(50), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, count);
        }
      }
    }
    int keep = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
    Files.write(file, Arrays.copyOf(bytes, keep));
  }
}
