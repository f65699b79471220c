package org.kinora.storage.rf1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryFileTest {
  @TempDir Path temp;

  /** Pictures of one to four NAL units at uneven times, over several blocks of the file. */
  private static int[] unevenTicks(Random random, int count) {
    int[] ticks = new int[count];
    for (int i = 1; i < count; i++) {
      ticks[i] = ticks[i - 1] + Math.max(0, random.nextInt(200) - 100) * random.nextInt(4);
    }
    return ticks;
  }

  private EntryFile entries(OpenFiles open, int... ticks) throws IOException {
    long[] entries = new long[ticks.length + 1];
    for (int i = 0; i < ticks.length; i++) {
      entries[i] = Entry.of(ticks[i], i, Entry.ANNEX_B);
    }
    entries[ticks.length] = Entry.sentinel(ticks.length);
    SegmentFiles files = new SegmentFiles(temp, "1", "video");
    Recordings.writeIndex(
        files.index(), Recordings.header(Recordings.BASE_US, ticks.length), entries);
    Files.write(files.packets(), new byte[ticks.length]);
    return new EntryFile(StoredSegment.open(files, open));
  }

  @Test
  void floor_anyGuess_isTheLastEntryNotLater() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int[] ticks = unevenTicks(random, 3_000);
    try (OpenFiles open = new OpenFiles()) {
      EntryFile entries = entries(open, ticks);
      for (int i = 0; i < 2_000; i++) {
        int sought = random.nextInt(-10, ticks[ticks.length - 1] + 10);
        int guess = random.nextInt(ticks.length);
        int expected = ticks.length - 1;
        while (expected >= 0 && ticks[expected] > sought) {
          expected--;
        }
        assertEquals(
            expected,
            entries.floor(sought, guess),
            "seed %d, tick %d, guess %d".formatted(seed, sought, guess));
      }
    }
  }
}
