package org.kinora.storage.rf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.storage.RecordingReader;

class DamageTest {
  private static final int PICTURES_BEFORE_LAST_20 = 100;

  @TempDir Path temp;
  private Path index;
  private Path packets;
  private byte[] indexBytes;
  private byte[] packetsBytes;
  private List<Blob> whole;

  @BeforeEach
  void copyRecording() throws IOException {
    Recordings.clean(temp);
    index = temp.resolve("clean_video.rf1i");
    packets = temp.resolve("clean_video.rf1p");
    indexBytes = Files.readAllBytes(index);
    packetsBytes = Files.readAllBytes(packets);
    whole = Recordings.bytes(temp);
  }

  /** Without a sentinel the last entry has no end, so that its picture goes. */
  @Test
  void open_indexCutAtEveryByte_keepsEveryPictureWhoseEndIsKnown() throws IOException {
    for (int cut = Header.SIZE_BYTES; cut < indexBytes.length; cut++) {
      Files.write(index, Arrays.copyOf(indexBytes, cut));
      int entries = (cut - Header.SIZE_BYTES) / Entry.SIZE_BYTES;
      assertEquals(
          whole.subList(0, picturesBehindWhich(entries)), Recordings.bytes(temp), "cut to " + cut);
      assertTrue(!Recordings.faults(temp).isEmpty(), "cut to " + cut);
    }
    for (int cut = 0; cut < Header.SIZE_BYTES; cut++) {
      Files.write(index, Arrays.copyOf(indexBytes, cut));
      MediaException refused =
          assertThrows(MediaException.class, () -> Recordings.open(temp).close());
      assertEquals(MediaError.INDEX_PARSE_ERROR, refused.code());
    }
  }

  /** How many pictures end before the last of so many entries. */
  private int picturesBehindWhich(int entries) {
    int pictures = 0;
    for (int i = 1; i < entries; i++) {
      pictures += ticks(i) == ticks(i - 1) ? 0 : 1;
    }
    return pictures;
  }

  private int ticks(int entry) {
    return Entry.ticks(entry(entry));
  }

  private long entry(int entry) {
    return ByteBuffer.wrap(indexBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong(Header.SIZE_BYTES + entry * Entry.SIZE_BYTES);
  }

  @Test
  void open_packetsCut_keepsEveryPictureThatIsThere() throws IOException {
    int[] ends = new int[whole.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += whole.get(i).size();
      ends[i] = end;
    }
    assertEquals(packetsBytes.length, end);
    long seed = System.nanoTime();
    IntStream cuts =
        IntStream.concat(
            IntStream.range(packetsBytes.length - 3_000, packetsBytes.length),
            new Random(seed).ints(300, 0, packetsBytes.length));
    try (FileChannel file = FileChannel.open(packets, StandardOpenOption.WRITE)) {
      for (int cut : cuts.boxed().sorted((a, b) -> b - a).toList()) {
        file.truncate(cut);
        long kept = Arrays.stream(ends).filter(one -> one <= cut).count();
        try (RecordingReader reader = Recordings.open(temp)) {
          assertEquals(kept, reader.index(1).count(), "cut to " + cut + ", seed " + seed);
        }
      }
    }
  }

  @Test
  void open_zerosWithinTheIndex_losesOnlyPicturesAtTheHole() throws IOException {
    Recordings.edit(
        index, bytes -> bytes.put(Header.SIZE_BYTES + 50 * Entry.SIZE_BYTES, new byte[80]));
    List<Blob> kept = Recordings.bytes(temp);
    // Entries 50 to 59 are gone; 49 has no end, and 60 may be the rest of a picture.
    assertEquals(whole.size() - 12, kept.size());
    assertTrue(whole.containsAll(kept));
    assertEquals(whole.subList(0, 40), kept.subList(0, 40));
    assertEquals(
        whole.subList(whole.size() - 60, whole.size()),
        kept.subList(kept.size() - 60, kept.size()));
  }

  @Test
  void open_oneLocationTooLarge_losesTwoNeighbours() throws IOException {
    int at = Header.SIZE_BYTES + 50 * Entry.SIZE_BYTES;
    Recordings.edit(index, bytes -> bytes.putLong(at, bytes.getLong(at) | 0x3000_0000L << 12));
    List<Blob> kept = Recordings.bytes(temp);
    assertEquals(whole.size() - 3, kept.size());
    assertTrue(whole.containsAll(kept));
    assertTrue(Recordings.report(temp).contains("entry 50, offset 432"), Recordings.report(temp));
  }

  @Test
  void open_packetsShorterThanTheIndex_saysHowManyAreLost() throws IOException {
    int location = Entry.location(entry(110));
    Files.write(packets, Arrays.copyOf(packetsBytes, location - 1));
    assertEquals(PICTURES_BEFORE_LAST_20, Recordings.bytes(temp).size());
    String report = Recordings.report(temp);
    assertTrue(report.contains("entry 109, offset 904"), report);
    assertTrue(report.contains("20 NAL units"), report);
  }

  @Test
  void open_randomDamage_failsWithACodeOrReads() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<Integer> sizes = new HashSet<>();
    for (int round = 0; round < 1_000; round++) {
      Files.write(index, damage(indexBytes, random));
      if (round % 50 == 0) {
        Files.write(packets, damage(packetsBytes, random));
      }
      try {
        sizes.add(Recordings.samples(temp).size());
        Recordings.faults(temp);
      } catch (MediaException named) {
        sizes.add(-1);
      } catch (RuntimeException | Error e) {
        fail("seed " + seed + ", round " + round, e);
      }
    }
    assertTrue(sizes.size() > 4, "damage of many kinds: " + sizes + ", seed " + seed);
  }

  private static byte[] damage(byte[] source, Random random) {
    byte[] bytes = source.clone();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(80, bytes.length));
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(60)), (byte) 0);
        default -> {
          int from = random.nextInt(bytes.length);
          int count = Math.min(random.nextInt(50), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, count);
        }
      }
    }
    int keep = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
    return Arrays.copyOf(bytes, keep);
  }
}
