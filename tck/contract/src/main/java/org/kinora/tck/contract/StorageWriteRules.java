package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** What is written is what is read, also after a crash. */
interface StorageWriteRules extends WritableStorageUnderTest {
  @Test
  default void write_eachAcceptedTrackSet_isReadAgain(@TempDir Path dir) throws IOException {
    for (List<Track> tracks : behaviour().accepted()) {
      Path at = dir.resolve("recording-" + behaviour().accepted().indexOf(tracks));
      List<Clip> clips = clips(tracks, 90);
      writeWhole(at, tracks, clips);
      assertWhole(at, clips);
    }
  }

  /** Where pictures are not reordered, a sample that says so is refused, not bent. */
  @Test
  default void write_reorderedPictures_areKeptOrRefused(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("recording");
    Clip clip = Clips.reordered(clip(tracks().get(0), 61));
    if (behaviour().reorders()) {
      writeWhole(at, tracks(), List.of(clip));
      assertSamples(at, clip, clip.samples().size());
    } else {
      Failures.assertRefuses(() -> writeWhole(at, tracks(), List.of(clip)));
    }
  }

  @Test
  default void write_manySamples_areAllReadAgain(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("recording");
    Clip clip = clip(tracks().get(0), 20_000);
    writeWhole(at, tracks(), List.of(clip));
    assertSamples(at, clip, clip.samples().size());
  }

  @Test
  default void write_noSamples_isAnEmptyRecording(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("recording");
    writeWhole(at, tracks(), List.of());
    try (RecordingReader reader = format().open(at)) {
      assertTrue(reader.info().complete(), "a finished recording is complete");
      for (Track track : reader.info().tracks()) {
        assertEquals(0, reader.index(track.id()).count());
        assertEquals(-1, reader.index(track.id()).floor(0));
      }
      assertEquals(List.of(), Readings.faults(reader));
    }
  }

  /** The process dies after a flush: the copy is what the disk holds at that moment. */
  @Test
  default void flush_thenCrash_keepsWhatWasAppended(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("recording");
    List<Clip> clips = clips(tracks(), 60);
    try (RecordingWriter writer = create(at)) {
      WritableStorageUnderTest.append(writer, clips);
      writer.flush();
      Path crashed = Snapshot.copy(at, dir.resolve("crashed"));
      assertUnfinished(crashed);
      for (Clip clip : clips) {
        assertSamples(crashed, clip, clip.samples().size());
      }
    }
  }

  @Test
  default void close_withoutFinish_isAsAfterACrash(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("recording");
    Clip clip = clip(tracks().get(0), 60);
    try (RecordingWriter writer = create(at)) {
      for (Sample sample : clip.samples().subList(0, 40)) {
        WritableStorageUnderTest.append(writer, clip.track(), sample);
      }
      writer.flush();
      for (Sample sample : clip.samples().subList(40, 60)) {
        WritableStorageUnderTest.append(writer, clip.track(), sample);
      }
    }
    assertUnfinished(at);
    assertSamples(at, clip, 40);
  }

  @Test
  default void write_twoRecordingsAtOnce_doNotMix(@TempDir Path dir) throws IOException {
    Clip first = clip(tracks().get(0), 50);
    Clip second = Clips.reversedData(first);
    try (RecordingWriter one = create(dir.resolve("one"));
        RecordingWriter two = create(dir.resolve("two"))) {
      for (int i = 0; i < first.samples().size(); i++) {
        WritableStorageUnderTest.append(one, first.track(), first.samples().get(i));
        WritableStorageUnderTest.append(two, second.track(), second.samples().get(i));
      }
      one.finish();
      two.finish();
    }
    assertSamples(dir.resolve("one"), first, first.samples().size());
    assertSamples(dir.resolve("two"), second, second.samples().size());
  }

  /** The id belongs to the recording, not to the directory. */
  @Test
  default void open_elsewhere_keepsItsId(@TempDir Path dir) throws IOException {
    writeWhole(dir.resolve("recording"), tracks(), clips(tracks(), 10));
    Path elsewhere = Snapshot.copy(dir.resolve("recording"), dir.resolve("elsewhere"));
    try (RecordingReader reader = format().open(elsewhere)) {
      assertEquals("contract-1", reader.info().id());
    }
  }

  private void writeWhole(Path at, List<Track> tracks, List<Clip> clips) throws IOException {
    try (RecordingWriter writer = format().create(at, recording(tracks))) {
      WritableStorageUnderTest.append(writer, clips);
      writer.finish();
    }
  }

  private void assertWhole(Path at, List<Clip> clips) throws IOException {
    assertInstanceOf(Probe.Match.class, format().probe(at));
    try (RecordingReader reader = format().open(at)) {
      RecordingInfo info = reader.info();
      assertTrue(info.complete(), "a finished recording is complete");
      assertEquals("contract-1", info.id());
      assertEquals(
          recording(List.of()).startedAt().map(ZonedDateTime::toInstant),
          info.startedAt().map(ZonedDateTime::toInstant));
      assertEquals(clips.stream().map(Clip::track).toList(), info.tracks());
      assertEquals(List.of(), Readings.faults(reader));
    }
    for (Clip clip : clips) {
      assertSamples(at, clip, clip.samples().size());
    }
  }

  private void assertUnfinished(Path at) throws IOException {
    assertInstanceOf(Probe.Match.class, format().probe(at));
    try (RecordingReader reader = format().open(at)) {
      assertFalse(reader.info().complete(), "only finish() completes a recording");
    }
  }

  /** At least the first {@code count} samples of a clip are there, and no other ones. */
  private void assertSamples(Path at, Clip clip, int count) throws IOException {
    try (RecordingReader reader = format().open(at)) {
      WrittenSamples.of(List.of(clip), behaviour()).assertBeginning(reader, clip, count);
    } catch (MediaException e) {
      throw new AssertionError("what was written cannot be read: " + e.getMessage(), e);
    }
  }
}
