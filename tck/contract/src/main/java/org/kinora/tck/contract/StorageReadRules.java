package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/** Every way of reading gives the same samples, and reading changes nothing. */
interface StorageReadRules extends StorageUnderTest {
  @Test
  default void open_nothingThere_isNotFound(@TempDir Path dir) throws IOException {
    Failures.assertFails(() -> format().open(dir.resolve("none")), MediaError.DIR_NOT_FOUND);
  }

  @Test
  default void read_wholeTracks_agreeWithTheIndex(@TempDir Path dir) throws IOException {
    Path at = example(dir);
    Snapshot before = Snapshot.of(dir);
    try (RecordingReader reader = format().open(at)) {
      for (Track track : reader.info().tracks()) {
        TrackIndex index = reader.index(track.id());
        List<SampleInfo> infos = new ArrayList<>();
        for (Sample sample : Readings.all(reader, track)) {
          infos.add(sample.info());
        }
        assertEquals(index.count(), infos.size(), "samples of track " + track.id());
        for (int i = 0; i < infos.size(); i++) {
          assertEquals(index.info(i), infos.get(i), "sample " + i + " of track " + track.id());
        }
      }
    }
    assertEquals(before, Snapshot.of(dir));
  }

  @Test
  default void read_piecesInAnyOrder_sameAsWhole(@TempDir Path dir) throws IOException {
    Random random = new Random(7);
    try (RecordingReader reader = format().open(example(dir))) {
      for (Track track : reader.info().tracks()) {
        List<Sample> whole = Readings.all(reader, track);
        for (int n = 0; n < 40; n++) {
          int first = random.nextInt(whole.size());
          int count = n % 2 == 0 ? 1 : random.nextInt(whole.size() - first + 1);
          List<Sample> piece = Readings.read(reader, new SampleRange(track.id(), first, count));
          assertEquals(whole.subList(first, first + count), piece, "from " + first);
        }
      }
    }
  }

  @Test
  default void read_oneByOne_sameAsWhole(@TempDir Path dir) throws IOException {
    try (RecordingReader reader = format().open(example(dir))) {
      for (Track track : reader.info().tracks()) {
        List<Sample> whole = Readings.all(reader, track);
        List<Sample> single = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
          single.addAll(Readings.read(reader, new SampleRange(track.id(), i, 1)));
        }
        assertEquals(whole, single);
      }
    }
  }

  @Test
  default void read_noSamples_handsOverNothing(@TempDir Path dir) throws IOException {
    try (RecordingReader reader = format().open(example(dir))) {
      for (Track track : reader.info().tracks()) {
        int count = reader.index(track.id()).count();
        for (int first : new int[] {0, count}) {
          reader.read(
              new SampleRange(track.id(), first, 0), (info, data) -> fail("nothing was asked for"));
        }
      }
    }
  }

  @Test
  default void read_sinkMovesPosition_nextSampleIsWhole(@TempDir Path dir) throws IOException {
    try (RecordingReader reader = format().open(example(dir))) {
      Track track = reader.info().tracks().get(0);
      List<Blob> consumed = new ArrayList<>();
      reader.read(
          Readings.whole(reader, track),
          (info, data) -> {
            consumed.add(Blob.of(data));
            data.position(consumed.size() % 2 == 0 ? data.limit() : data.position());
          });
      List<Blob> untouched = Readings.all(reader, track).stream().map(Sample::data).toList();
      assertEquals(untouched, consumed);
    }
  }

  @Test
  default void read_sinkThrows_passesItOnAndReadsAgain(@TempDir Path dir) throws IOException {
    try (RecordingReader reader = format().open(example(dir))) {
      Track track = reader.info().tracks().get(0);
      List<Sample> whole = Readings.all(reader, track);
      SampleRange range = Readings.whole(reader, track);
      Failures.Stop stop = new Failures.Stop();
      List<SampleInfo> seen = new ArrayList<>();
      Failures.Stop caught =
          assertThrows(Failures.Stop.class, () -> reader.read(range, stopAfter(3, seen, stop)));
      assertSame(stop, caught);
      assertEquals(3, seen.size(), "samples handed over");
      assertEquals(whole, Readings.all(reader, track));
    }
  }

  @Test
  default void read_beyondTheEnd_isRangeError(@TempDir Path dir) throws IOException {
    try (RecordingReader reader = format().open(example(dir))) {
      for (Track track : reader.info().tracks()) {
        int count = reader.index(track.id()).count();
        for (SampleRange range :
            List.of(
                new SampleRange(track.id(), count, 1),
                new SampleRange(track.id(), count - 1, 2),
                new SampleRange(track.id(), Integer.MAX_VALUE - 1, 1),
                new SampleRange(track.id(), 0, Integer.MAX_VALUE))) {
          Failures.assertFails(
              () -> reader.read(range, (info, data) -> {}), MediaError.DATA_RANGE_ERROR);
        }
        assertEquals(count, Readings.all(reader, track).size());
      }
    }
  }

  @Test
  default void read_unknownTrack_isNotFound(@TempDir Path dir) throws IOException {
    try (RecordingReader reader = format().open(example(dir))) {
      SampleRange range = new SampleRange(9_999, 0, 1);
      Failures.assertFails(
          () -> reader.read(range, (info, data) -> {}), MediaError.TRACK_NOT_FOUND);
    }
  }

  /** Closing twice is once; whatever would touch the disk afterwards says CLOSED. */
  @Test
  default void read_afterClose_isRefused(@TempDir Path dir) throws IOException {
    RecordingReader reader = format().open(example(dir));
    Track track = reader.info().tracks().get(0);
    SampleRange range = Readings.whole(reader, track);
    reader.close();
    reader.close();
    Failures.assertFails(() -> reader.read(range, (info, data) -> {}), MediaError.CLOSED);
    Failures.assertFails(
        () -> reader.readGop(track.id(), 0, (info, data) -> {}), MediaError.CLOSED);
    Failures.assertFails(() -> reader.verify(fault -> {}), MediaError.CLOSED);
  }

  /** A reader belongs to one thread at a time, not to the one that opened it. */
  @Test
  default void read_handedFromThreadToThread_sameSamples(@TempDir Path dir) throws Exception {
    Path at = example(dir);
    try (RecordingReader reader = OtherThread.call(() -> format().open(at))) {
      for (Track track : reader.info().tracks()) {
        List<Sample> whole = OtherThread.call(() -> Readings.all(reader, track));
        assertEquals(whole, OtherThread.call(() -> Readings.all(reader, track)));
        assertEquals(whole, Readings.all(reader, track));
      }
    }
  }

  /** The call that runs goes on as if nobody had asked. */
  @Test
  default void read_duringAnotherThreadsRead_isRefused(@TempDir Path dir) throws Exception {
    try (RecordingReader reader = format().open(example(dir))) {
      Track track = reader.info().tracks().get(0);
      List<Sample> whole = Readings.all(reader, track);
      List<Sample> during = new ArrayList<>();
      reader.read(
          Readings.whole(reader, track),
          (info, data) -> {
            if (during.isEmpty()) {
              assertEquals(MediaError.INTERNAL_ERROR, refusalElsewhere(reader, track));
            }
            during.add(new Sample(info, Blob.of(data)));
          });
      assertEquals(whole, during);
      assertEquals(whole, OtherThread.call(() -> Readings.all(reader, track)));
    }
  }

  private static ErrorCode refusalElsewhere(RecordingReader reader, Track track) {
    return assertDoesNotThrow(
        () -> OtherThread.call(() -> Failures.assertRefuses(() -> Readings.all(reader, track))));
  }

  /** While one reader's buffer is lent, another one reads the same recording. */
  @Test
  default void read_twoReadersAtOnce_doNotDisturbEachOther(@TempDir Path dir) throws IOException {
    Path at = example(dir);
    try (RecordingReader outer = format().open(at);
        RecordingReader inner = format().open(at)) {
      Track track = outer.info().tracks().get(0);
      int last = outer.index(track.id()).count() - 1;
      outer.read(
          Readings.whole(outer, track),
          (info, data) -> {
            Blob before = Blob.of(data);
            Readings.read(inner, new SampleRange(track.id(), last, 1));
            assertEquals(before, Blob.of(data), "the lent bytes changed");
          });
    }
  }

  @Test
  default void verify_example_findsNothingWrong(@TempDir Path dir) throws IOException {
    Path at = example(dir);
    Snapshot before = Snapshot.of(dir);
    try (RecordingReader reader = format().open(at)) {
      assertEquals(List.of(), Readings.faults(reader));
      Track track = reader.info().tracks().get(0);
      assertEquals(
          reader.index(track.id()).count(),
          Readings.all(reader, track).size(),
          "a checked recording can still be read");
    }
    assertEquals(before, Snapshot.of(dir));
  }

  private static SampleSink stopAfter(int count, List<SampleInfo> seen, Failures.Stop stop) {
    return (SampleInfo info, ByteBuffer data) -> {
      seen.add(info);
      if (seen.size() == count) {
        throw stop;
      }
    };
  }
}
