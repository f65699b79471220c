package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** Round trips, and readers of a recording that grows. */
class ReelLiveTest {
  @Test
  void open_whileItIsWritten_hasAllThatWasAcknowledged(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("take");
    Take take = Take.of(8, 20);
    try (RecordingWriter writer = new ReelFormat().create(at, Take.info())) {
      for (int i = 0; i < take.count(); i++) {
        take.append(writer, i);
        if (i % 37 == 0) {
          writer.flush();
          take.assertIsBeginning(at, i + 1, "flushed after sample " + i);
        } else if (i % 50 == 0) {
          take.assertIsBeginning(at, 0, "open after sample " + i);
        }
      }
      writer.finish();
    }
    take.assertIsWhole(at);
  }

  /** An open reader keeps to what it saw; the next one sees more. */
  @Test
  void read_recordingGrowsMeanwhile_staysAsItWasOpened(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("take");
    Take take = Take.of(9, 4);
    int half = take.count() / 2;
    try (RecordingWriter writer = new ReelFormat().create(at, Take.info())) {
      for (int i = 0; i < half; i++) {
        take.append(writer, i);
      }
      writer.flush();
      try (RecordingReader reader = new ReelFormat().open(at)) {
        for (int i = half; i < take.count(); i++) {
          take.append(writer, i);
        }
        writer.finish();
        assertEquals(take.of(Take.VIDEO, half), Take.read(reader, Take.VIDEO));
        assertFalse(reader.info().complete());
      }
    }
    take.assertIsWhole(at);
  }

  @Test
  void open_finished_saysAllThatWasSaid(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("take");
    Take take = Take.of(10, 3);
    try (RecordingWriter writer = new ReelFormat().create(at, Take.info())) {
      take.appendAll(writer);
      writer.finish();
    }
    take.assertIsWhole(at);
    try (RecordingReader reader = new ReelFormat().open(at)) {
      RecordingInfo info = reader.info();
      assertTrue(info.complete());
      assertEquals(Take.info().startedAt(), info.startedAt());
      assertEquals(Take.info().tracks(), info.tracks());
      assertEquals(Take.info().tags(), info.tags());
      assertEquals(3_000_000, info.durationUs().orElse(0));
      assertEquals(-80_000, reader.index(Take.VIDEO.id()).decodeTimeUs(0));
    }
  }
}
