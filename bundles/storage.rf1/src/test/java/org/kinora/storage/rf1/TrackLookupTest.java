package org.kinora.storage.rf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.storage.rf1.Recordings.Sample;

/** A group of pictures found on the disk is the one that the index names. */
class TrackLookupTest {
  private static final long END_US = 400 * 7_000_001L;

  @TempDir Path temp;
  private Path at;

  /** Four segments; a group has ten pictures, each of two NAL units. */
  @BeforeEach
  void write() throws IOException {
    at = temp.resolve("recording");
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      samples.add(Recordings.picture(i * 7_000_001L, i % 10 == 0, 60 + i));
    }
    try (RecordingWriter writer =
        new Rf1Format().create(at, Recordings.info("recording", Recordings.VIDEO))) {
      Recordings.append(writer, 1, samples);
      writer.finish();
    }
  }

  private List<Path> indexFiles() throws IOException {
    try (Stream<Path> files = Files.list(at)) {
      return files.filter(file -> file.toString().endsWith(".rf1i")).sorted().toList();
    }
  }

  private static List<Sample> gop(RecordingReader reader, long timeUs) throws IOException {
    List<Sample> samples = new ArrayList<>();
    reader.readGop(1, timeUs, (info, data) -> samples.add(new Sample(info, Blob.of(data))));
    return samples;
  }

  /** Whether the group was found without the index. */
  private boolean isFound(long timeUs) throws IOException {
    try (LoadedRecording recording = LoadedRecording.load(at, fault -> {})) {
      TrackReader track = recording.tracks().get(0).reader();
      return new TrackLookup(track.segments(), recording.originUs()).group(timeUs).isPresent();
    }
  }

  /** Compares a reader that has no index yet with one that has. */
  private void assertSameGop(RecordingReader indexed, long timeUs, String message)
      throws IOException {
    try (RecordingReader reader = Recordings.open(at)) {
      assertEquals(gop(indexed, timeUs), gop(reader, timeUs), message);
    }
  }

  @Test
  void readGop_anyTime_isThatOfTheIndex() throws IOException {
    assertEquals(4, indexFiles().size());
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (RecordingReader indexed = Recordings.open(at)) {
      int count = indexed.index(1).count();
      List<Long> times = new ArrayList<>(List.of(-1L, 0L, 1L, END_US, Long.MAX_VALUE / 8192));
      for (int i = 0; i < 300; i++) {
        long timeUs = indexed.index(1).timeUs(random.nextInt(count));
        times.addAll(List.of(timeUs - 1, timeUs, random.nextLong(END_US)));
      }
      for (long timeUs : times) {
        String message = "seed " + seed + ", " + timeUs + " us";
        assertTrue(isFound(timeUs), message);
        assertSameGop(indexed, timeUs, message);
      }
    }
  }

  @Test
  void readGop_farthestTimes_areThoseOfTheFirstAndLastGroup() throws IOException {
    at = temp.resolve("three groups");
    try (RecordingWriter writer =
        new Rf1Format().create(at, Recordings.info("three groups", Recordings.VIDEO))) {
      for (int i = 0; i < 30; i++) {
        Recordings.append(writer, 1, List.of(Recordings.picture(i * 1_000_000L, i % 10 == 0, 60)));
      }
      writer.finish();
    }
    try (RecordingReader reader = Recordings.open(at)) {
      assertEquals(0, gop(reader, Long.MIN_VALUE).get(0).info().timeUs());
      assertEquals(20_000_000, gop(reader, Long.MAX_VALUE).get(0).info().timeUs());
    }
  }

  @Test
  void readGop_lastSegmentNotClosed_asksTheIndex() throws IOException {
    Path last = indexFiles().get(3);
    Recordings.edit(last, bytes -> Header.putCount(bytes, 0));
    assertTrue(isFound(0));
    assertFalse(isFound(END_US));
    try (RecordingReader indexed = Recordings.open(at)) {
      assertEquals(400, indexed.index(1).count());
      assertSameGop(indexed, END_US, "in the segment that is not closed");
      assertSameGop(indexed, indexed.index(1).timeUs(389), "before it");
    }
  }

  /** The clock was set back between two segments: pictures stand still till it is made up. */
  @Test
  void readGop_segmentsOverlap_asksTheIndex() throws IOException {
    Recordings.edit(
        indexFiles().get(1), bytes -> bytes.putLong(16, bytes.getLong(16) - 100_000_000));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (RecordingReader indexed = Recordings.open(at)) {
      assertEquals(400, indexed.index(1).count());
      for (int i = 0; i < 300; i++) {
        long timeUs = random.nextLong(END_US);
        assertSameGop(indexed, timeUs, "seed " + seed + ", " + timeUs + " us");
      }
    }
  }

  /** Wherever entries are damaged, the damage is seen from the groups that it touches. */
  @Test
  void readGop_damageAnywhere_isThatOfTheIndex() throws IOException {
    Path file = indexFiles().get(1);
    byte[] whole = Files.readAllBytes(file);
    int entries = whole.length / Entry.SIZE_BYTES - 4 - 4; // without the header and the last hole
    int found = 0;
    for (int i = 0; i < entries; i += 3) {
      int at = Header.SIZE_BYTES + i * Entry.SIZE_BYTES;
      for (Damage damage : Damage.values()) {
        Files.write(file, whole);
        Recordings.edit(file, bytes -> damage.put(bytes, at));
        for (int away : new int[] {-12, 0, 12}) {
          long timeUs = (130 + i + away) * 7_000_001L;
          try (RecordingReader indexed = Recordings.open(this.at)) {
            indexed.index(1);
            assertSameGop(indexed, timeUs, damage + " of entry " + i + ", " + timeUs + " us");
          }
          found += isFound(timeUs) ? 1 : 0;
        }
      }
    }
    assertTrue(found > entries, found + " groups found");
  }

  /** What can befall entries. */
  private enum Damage {
    HOLE_OF_ONE,
    HOLE_OF_FOUR,
    LOCATION_TOO_LARGE,
    LOCATION_TOO_SMALL,
    TICKS_TOO_LARGE;

    void put(ByteBuffer bytes, int at) {
      long entry = bytes.getLong(at);
      switch (this) {
        case HOLE_OF_ONE -> bytes.putLong(at, 0);
        case HOLE_OF_FOUR -> bytes.put(at, new byte[4 * Entry.SIZE_BYTES]);
        case LOCATION_TOO_LARGE -> bytes.putLong(at, entry | 0x3000_0000L << 12);
        case LOCATION_TOO_SMALL -> bytes.putLong(at, entry & ~(0x3FFF_FFFFL << 12));
        case TICKS_TOO_LARGE -> bytes.putLong(at, entry | 1L << 63);
      }
    }
  }
}
