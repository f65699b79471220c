package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.support.disk.SimulatedDisk;
import org.kinora.tck.support.disk.SimulatedDisk.Loss;

/** The plug is pulled in each operation of a recording; what was acknowledged is there. */
class ReelPowerLossTest {
  private static final long SALT = 0x5EED_0123_4567_89ABL;
  private static final Take TAKE = Take.of(3, 5);

  /** A flush every so many samples: more of them than lie between two checkpoints. */
  private static final int FLUSH_EVERY = 5;

  /** How far a writer came. */
  private static final class Run {
    private boolean created;
    private int acknowledged;
    private boolean finished;
    private boolean failed;
  }

  /** Writes with or without flushes; without them a GOP may be acknowledged by the next one. */
  private static Run write(SimulatedDisk disk, Durability durability, boolean flushing) {
    Run run = new Run();
    try (RecordingWriter writer =
        ReelWriter.create(new PluggedDisk(disk), Take.info(), SALT, durability)) {
      run.created = true;
      for (int i = 0; i < TAKE.count(); i++) {
        TAKE.append(writer, i);
        Take.Item item = TAKE.item(i);
        if (flushing && i % FLUSH_EVERY == 0) {
          writer.flush();
          run.acknowledged = i + 1;
        } else if (durability.everyGop()
            && !flushing
            && item.track().equals(Take.VIDEO)
            && item.sample().info().keyframe()) {
          run.acknowledged = i;
        }
      }
      writer.finish();
      run.acknowledged = TAKE.count();
      run.finished = true;
    } catch (IOException e) {
      run.failed = true;
    }
    return run;
  }

  @Test
  void open_powerLostInAnyOperation_hasAllThatWasAcknowledged(@TempDir Path dir)
      throws IOException {
    assertMatrix(dir, Durability.gop(true), true, 150);
    assertMatrix(dir, Durability.gop(true), false, 20);
    assertMatrix(dir, Durability.interval(300_000), false, 40);
  }

  private static void assertMatrix(Path dir, Durability durability, boolean flushing, int least)
      throws IOException {
    SimulatedDisk sound = SimulatedDisk.sound();
    assertTrue(write(sound, durability, flushing).finished);
    assertTrue(sound.operations() > least, () -> "only " + sound.operations() + " operations");
    int states = 0;
    for (int operation = 0; operation < sound.operations(); operation++) {
      SimulatedDisk disk = SimulatedDisk.losingPowerAt(operation);
      Run run = write(disk, durability, flushing);
      assertTrue(run.failed);
      for (Loss loss : Loss.values()) {
        Map<String, byte[]> left = disk.afterPowerLoss(loss, new Random(operation));
        Path at = PluggedDisk.unpack(left, dir.resolve("state-" + states++));
        String what = "operation and seed %d, %s".formatted(operation, loss);
        if (run.created) {
          Map<Track, List<Sample>> once = TAKE.assertIsBeginning(at, run.acknowledged, what);
          assertEquals(once, TAKE.assertIsBeginning(at, run.acknowledged, what), "opened twice");
        } else {
          assertIsRefusedOrEmpty(at);
        }
        delete(at);
      }
    }
  }

  /** Nobody was told that the recording exists. */
  private static void assertIsRefusedOrEmpty(Path at) throws IOException {
    try (RecordingReader reader = new ReelFormat().open(at)) {
      for (Track track : reader.info().tracks()) {
        assertEquals(0, reader.index(track.id()).count());
      }
    } catch (MediaException refused) {
      assertFalse(refused.getMessage().isBlank());
    }
  }

  /** Blocks in the middle lose sectors: what is left has its number and its bytes. */
  @Test
  void open_driveOnlySaidThatItSynced_inventsNothing(@TempDir Path dir) throws IOException {
    SimulatedDisk disk = SimulatedDisk.sound();
    AtomicBoolean honest = new AtomicBoolean(true);
    PluggedDisk plugged = new PluggedDisk(disk, honest);
    try (RecordingWriter writer =
        ReelWriter.create(plugged, Take.info(), SALT, Durability.interval(30_000))) {
      honest.set(false);
      for (int i = 0; i < 1_800; i++) {
        writer.append(9, numbered(i), ByteBuffer.allocate(4).putInt(0, i));
      }
    }
    int lost = 0;
    for (int seed = 0; seed < 20; seed++) {
      Map<String, byte[]> left = disk.afterPowerLoss(Loss.REORDERED, new Random(seed));
      Path at = PluggedDisk.unpack(left, dir.resolve("state-" + seed));
      try (RecordingReader reader = new ReelFormat().open(at)) {
        TrackIndex index = reader.index(9);
        for (int i = 0; i < index.count(); i++) {
          if (index.size(i) == 0) {
            lost++;
          } else {
            int sample = i;
            assertEquals(numbered(i), index.info(i), "seed " + seed);
            reader.read(
                new SampleRange(9, i, 1), (info, data) -> assertEquals(sample, data.getInt(0)));
          }
        }
      }
    }
    assertTrue(lost > 0, "no state had a gap");
  }

  private static SampleInfo numbered(int i) {
    return SampleInfo.inOrder(i * 1_000L, 0, 4, i % 9 == 0);
  }

  @Test
  void append_diskFailsOnce_nothingMoreIsWrittenAndAcknowledgedStays(@TempDir Path dir)
      throws IOException {
    int operations = 0;
    SimulatedDisk sound = SimulatedDisk.sound();
    write(sound, Durability.gop(true), true);
    for (int operation = 0; operation < sound.operations(); operation++) {
      SimulatedDisk disk = SimulatedDisk.failingAt(operation);
      Run run = write(disk, Durability.gop(true), true);
      assertFalse(run.finished);
      assertTrue(disk.operations() <= operation + 1, "nothing is tried again");
      if (run.created) {
        operations++;
        for (Loss loss : List.of(Loss.ALL, Loss.NOTHING)) {
          Map<String, byte[]> left = disk.afterPowerLoss(loss, new Random(operation));
          Path at = PluggedDisk.unpack(left, dir.resolve("state"));
          TAKE.assertIsBeginning(at, run.acknowledged, "operation " + operation + ", " + loss);
          delete(at);
        }
      }
    }
    assertTrue(operations > 100);
  }

  @Test
  void append_afterFailedSync_isRefusedForEver(@TempDir Path dir) throws IOException {
    SimulatedDisk counting = SimulatedDisk.sound();
    ReelWriter.create(new PluggedDisk(counting), Take.info(), SALT, Durability.onDemand()).close();
    int append = counting.operations();
    SimulatedDisk disk = SimulatedDisk.failingAt(append + 1);
    try (RecordingWriter writer =
        ReelWriter.create(new PluggedDisk(disk), Take.info(), SALT, Durability.onDemand())) {
      TAKE.append(writer, 0);
      assertIoError(writer::flush);
      assertIoError(writer::flush);
      assertIoError(() -> TAKE.append(writer, 1));
      assertIoError(writer::finish);
    }
    Path at = PluggedDisk.unpack(disk.files(), dir.resolve("left"));
    TAKE.assertIsBeginning(at, 0, "after a failed sync");
    try (RecordingReader reader = new ReelFormat().open(at)) {
      assertFalse(reader.info().complete());
    }
  }

  private static void assertIoError(Executable call) {
    MediaException e = assertThrows(MediaException.class, call);
    assertEquals(MediaError.IO_ERROR, e.code(), e.getMessage());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
