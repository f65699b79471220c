package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** What a writer must refuse, with which code, and that nothing is lost by it. */
interface StorageRefusalRules extends WritableStorageUnderTest {
  @Test
  default void create_targetExists_isRefusedAndUntouched(@TempDir Path dir) throws IOException {
    Path full = Files.createDirectory(dir.resolve("directory"));
    Files.writeString(full.resolve("notes.txt"), "mine");
    Path file = Files.writeString(dir.resolve("file"), "mine");
    Path recording = example(Files.createDirectory(dir.resolve("whole")));
    for (Path target : List.of(full, file, recording)) {
      Snapshot before = Snapshot.of(dir);
      Failures.assertFails(() -> create(target).close(), MediaError.TARGET_EXISTS);
      assertEquals(before, Snapshot.of(dir));
    }
  }

  @Test
  default void create_refusedTrackSet_leavesNothing(@TempDir Path dir) throws IOException {
    for (List<Track> tracks : behaviour().refused()) {
      Path target = dir.resolve("target");
      Failures.assertFails(
          () -> format().create(target, recording(tracks)).close(), MediaError.TRACK_NOT_SUPPORTED);
      assertFalse(Files.exists(target), "a refused recording leaves nothing on the disk");
    }
  }

  @Test
  default void append_unknownTrack_isNotFound(@TempDir Path dir) throws IOException {
    Clip clip = clip(tracks().get(0), 2);
    Sample sample = clip.samples().get(0);
    try (RecordingWriter writer = create(dir.resolve("recording"))) {
      Failures.assertFails(
          () -> Lent.lend(sample.data(), data -> writer.append(9_999, sample.info(), data)),
          MediaError.TRACK_NOT_FOUND);
    }
  }

  @Test
  default void append_fallingDecodeTime_isRefusedAndTheRestStays(@TempDir Path dir)
      throws IOException {
    Path at = dir.resolve("recording");
    Clip clip = clip(tracks().get(0), 10);
    Sample early = clip.samples().get(0).at(0, 0);
    try (RecordingWriter writer = create(at)) {
      WritableStorageUnderTest.append(writer, List.of(clip));
      Failures.assertFails(
          () -> WritableStorageUnderTest.append(writer, clip.track(), early), MediaError.MUX_ERROR);
      writer.finish();
    }
    try (RecordingReader reader = format().open(at)) {
      assertEquals(
          clip.samples().stream().map(Sample::data).toList(),
          Readings.all(reader, clip.track()).stream().map(Sample::data).toList());
    }
  }

  @Test
  default void append_afterFinish_isRefused(@TempDir Path dir) throws IOException {
    Clip clip = clip(tracks().get(0), 10);
    try (RecordingWriter writer = create(dir.resolve("recording"))) {
      for (Sample sample : clip.samples().subList(0, 9)) {
        WritableStorageUnderTest.append(writer, clip.track(), sample);
      }
      writer.finish();
      Snapshot finished = Snapshot.of(dir);
      Sample late = clip.samples().get(9);
      Failures.assertRefuses(() -> WritableStorageUnderTest.append(writer, clip.track(), late));
      assertEquals(finished, Snapshot.of(dir));
    }
  }

  @Test
  default void append_afterClose_isRefused(@TempDir Path dir) throws IOException {
    RecordingWriter writer = create(dir.resolve("recording"));
    writer.close();
    writer.close();
    assertIsClosed(dir, writer);
  }

  @Test
  default void finish_afterFinish_isRefused(@TempDir Path dir) throws IOException {
    try (RecordingWriter writer = create(dir.resolve("recording"))) {
      writer.finish();
      assertIsClosed(dir, writer);
    }
  }

  private void assertIsClosed(Path dir, RecordingWriter writer) throws IOException {
    Snapshot closed = Snapshot.of(dir);
    Clip clip = clip(tracks().get(0), 1);
    Sample sample = clip.samples().get(0);
    Failures.assertFails(
        () -> WritableStorageUnderTest.append(writer, clip.track(), sample), MediaError.CLOSED);
    Failures.assertFails(writer::flush, MediaError.CLOSED);
    Failures.assertFails(writer::finish, MediaError.CLOSED);
    assertEquals(closed, Snapshot.of(dir));
  }

  /** A writer belongs to one thread at a time, not to the one that created it. */
  @Test
  default void append_handedFromThreadToThread_isKept(@TempDir Path dir) throws Exception {
    Path at = dir.resolve("recording");
    Clip clip = clip(tracks().get(0), 10);
    try (RecordingWriter writer = OtherThread.call(() -> create(at))) {
      for (Sample sample : clip.samples()) {
        OtherThread.call(
            () -> {
              WritableStorageUnderTest.append(writer, clip.track(), sample);
              return sample;
            });
      }
      writer.finish();
    }
    try (RecordingReader reader = format().open(at)) {
      assertEquals(
          clip.samples().stream().map(Sample::data).toList(),
          Readings.all(reader, clip.track()).stream().map(Sample::data).toList());
    }
  }
}
