package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaTime;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/** What a recording says of itself, and the index of each track against brute force. */
interface StorageIndexRules extends StorageUnderTest {
  @Test
  default void info_example_isConsistent(@TempDir Path dir) throws IOException {
    try (RecordingReader reader = format().open(example(dir))) {
      RecordingInfo info = reader.info();
      assertFalse(info.id().isBlank(), "a recording has an id");
      assertFalse(info.tracks().isEmpty(), "the example has a track");
      Set<Integer> ids = new HashSet<>();
      for (Track track : info.tracks()) {
        assertTrue(ids.add(track.id()), () -> "track id " + track.id() + " twice");
        assertEquals(track, info.track(track.id()));
        assertFalse(track.format().codec().isBlank(), "a track has a codec");
        TrackIndex index = reader.index(track.id());
        long lastUs = lastTimeUs(index);
        info.durationUs()
            .ifPresent(us -> assertTrue(us >= lastUs, us + " us is before a sample, " + lastUs));
      }
      Failures.assertFails(() -> reader.index(unused(ids)), MediaError.TRACK_NOT_FOUND);
    }
  }

  @Test
  default void index_everySample_isInOrder(@TempDir Path dir) throws IOException {
    forEachIndex(
        dir,
        index -> {
          assertTrue(index.count() > 0, "the example's tracks have samples");
          long decodedUs = MediaTime.UNKNOWN;
          for (int i = 0; i < index.count(); i++) {
            SampleInfo parts =
                new SampleInfo(
                    index.timeUs(i),
                    index.decodeTimeUs(i),
                    index.durationUs(i),
                    index.size(i),
                    index.isKeyframe(i));
            assertEquals(parts, index.info(i));
            assertTrue(parts.decodeTimeUs() >= decodedUs, "decode time falls at " + i);
            assertTrue(parts.timeUs() != MediaTime.UNKNOWN, "no time at " + i);
            assertTrue(parts.durationUs() >= 0 && parts.size() >= 0, parts::toString);
            decodedUs = parts.decodeTimeUs();
          }
        });
  }

  @Test
  default void index_outside_throws(@TempDir Path dir) throws IOException {
    forEachIndex(
        dir,
        index -> {
          for (int i : new int[] {-1, index.count(), Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertOutside(index::timeUs, i);
            assertOutside(index::decodeTimeUs, i);
            assertOutside(index::durationUs, i);
            assertOutside(index::size, i);
            assertOutside(index::isKeyframe, i);
            assertOutside(index::keyframeBefore, i);
            assertOutside(index::info, i);
          }
        });
  }

  @Test
  default void floor_manyTimes_agreesWithSearchingAll(@TempDir Path dir) throws IOException {
    forEachIndex(
        dir,
        index -> {
          for (long timeUs : interestingTimes(index)) {
            long expected = latestAtOrBefore(index, timeUs);
            int found = index.floor(timeUs);
            long foundUs = found < 0 ? MediaTime.UNKNOWN : index.timeUs(found);
            assertEquals(expected, foundUs, () -> "floor(" + timeUs + ") is " + found);
            assertTrue(found >= -1, () -> "floor(" + timeUs + ") is " + found);
          }
        });
  }

  @Test
  default void keyframeBefore_everySample_agreesWithSearchingAll(@TempDir Path dir)
      throws IOException {
    forEachIndex(
        dir,
        index -> {
          for (int i = 0; i < index.count(); i++) {
            int key = i;
            while (key >= 0 && !(index.isKeyframe(key) && index.timeUs(key) <= index.timeUs(i))) {
              key--;
            }
            assertEquals(key, index.keyframeBefore(i), "key frame for sample " + i);
          }
        });
  }

  private void forEachIndex(Path dir, IndexCheck check) throws IOException {
    try (RecordingReader reader = format().open(example(dir))) {
      for (Track track : reader.info().tracks()) {
        check.check(reader.index(track.id()));
      }
    }
  }

  private static void assertOutside(IntConsumer method, int i) {
    Executable call = () -> method.accept(i);
    assertThrows(IndexOutOfBoundsException.class, call, () -> "sample " + i);
  }

  /** The recording ends after this; sound may be cut within its last packet, so not at its end. */
  private static long lastTimeUs(TrackIndex index) {
    long lastUs = 0;
    for (int i = 0; i < index.count(); i++) {
      lastUs = Math.max(lastUs, index.timeUs(i));
    }
    return lastUs;
  }

  private static int unused(Set<Integer> ids) {
    int id = 1;
    while (ids.contains(id)) {
      id++;
    }
    return id;
  }

  private static Set<Long> interestingTimes(TrackIndex index) {
    Set<Long> times = new LinkedHashSet<>();
    times.add(-1L);
    times.add(0L);
    times.add(Long.MAX_VALUE);
    times.add(Long.MIN_VALUE + 1);
    Random random = new Random(4);
    for (int n = 0; n < 200; n++) {
      int i = n < 50 ? n % index.count() : random.nextInt(index.count());
      times.add(index.timeUs(i) - 1);
      times.add(index.timeUs(i));
      times.add(index.timeUs(i) + 1);
    }
    return times;
  }

  private static long latestAtOrBefore(TrackIndex index, long timeUs) {
    long latest = MediaTime.UNKNOWN;
    for (int i = 0; i < index.count(); i++) {
      if (index.timeUs(i) <= timeUs) {
        latest = Math.max(latest, index.timeUs(i));
      }
    }
    return latest;
  }

  /** One check of one index. */
  @FunctionalInterface
  interface IndexCheck {
    void check(TrackIndex index) throws IOException;
  }
}
