package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.support.disk.DiskFaults;
import org.kinora.tck.support.disk.Loss;
import org.kinora.tck.support.disk.MemoryDisk;

/**
 * What this format promises beyond the contract of all: without a flush, what the options say is
 * durable; and on a drive that lies, nothing that was not written.
 */
class ReelPowerLossTest {
  private static final long SALT = 0x5EED_0123_4567_89ABL;
  private static final Take TAKE = Take.of(3, 5);

  /** How far a writer came. */
  private static final class Run {
    private boolean created;
    private int acknowledged;
    private boolean finished;
    private boolean failed;
  }

  private static Path at(MemoryDisk disk) {
    return disk.root().resolve("take");
  }

  /** Writes without a flush; a GOP may be acknowledged by the next one. */
  private static Run write(MemoryDisk disk, Durability durability) {
    Run run = new Run();
    try (RecordingWriter writer = ReelWriter.create(at(disk), Take.info(), SALT, durability)) {
      run.created = true;
      for (int i = 0; i < TAKE.count(); i++) {
        TAKE.append(writer, i);
        Take.Item item = TAKE.item(i);
        if (durability.everyBlock()
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
  void open_powerLostInAnyOperation_hasAllThatWasAcknowledged() throws IOException {
    assertMatrix(Durability.GOP, 20);
    assertMatrix(Durability.interval(50_000), 150); // more syncs than lie between checkpoints
  }

  private static void assertMatrix(Durability durability, int least) throws IOException {
    MemoryDisk sound = MemoryDisk.sound();
    assertTrue(write(sound, durability).finished);
    assertTrue(sound.operations() > least, () -> "only " + sound.operations() + " operations");
    for (int operation = 0; operation < sound.operations(); operation++) {
      MemoryDisk disk = MemoryDisk.with(DiskFaults.powerLossAt(operation));
      Run run = write(disk, durability);
      assertTrue(run.failed);
      for (Loss loss : Loss.values()) {
        Path at = at(disk.afterPowerLoss(loss, new Random(operation)));
        String what = "operation and seed %d, %s".formatted(operation, loss);
        if (run.created) {
          Map<Track, List<Sample>> once = TAKE.assertIsBeginning(at, run.acknowledged, what);
          assertEquals(once, TAKE.assertIsBeginning(at, run.acknowledged, what), "opened twice");
        } else {
          assertIsRefusedOrEmpty(at);
        }
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
  void open_driveOnlySaidThatItSynced_inventsNothing() throws IOException {
    MemoryDisk counting = MemoryDisk.sound();
    ReelWriter.create(at(counting), Take.info(), SALT, Durability.NONE).close();
    MemoryDisk disk = MemoryDisk.with(DiskFaults.lyingFrom(counting.operations()));
    try (RecordingWriter writer =
        ReelWriter.create(at(disk), Take.info(), SALT, Durability.interval(30_000))) {
      for (int i = 0; i < 1_800; i++) {
        writer.append(9, numbered(i), ByteBuffer.allocate(4).putInt(0, i));
      }
    }
    int lost = 0;
    for (int seed = 0; seed < 20; seed++) {
      Path at = at(disk.afterPowerLoss(Loss.REORDERED, new Random(seed)));
      try (RecordingReader reader = new ReelFormat().open(at)) {
        TrackIndex index = reader.index(9);
        for (int i = 0; i < index.count(); i++) {
          if (index.size(i) == 0) {
            lost++;
          } else {
            int sample = i;
            assertEquals(numbered(i), index.info(i), "seed " + seed);
            reader.read(
                new SampleRange(9, i, 1), (info, data) -> assertEquals(sample, data.getInt()));
          }
        }
      }
    }
    assertTrue(lost > 0, "no state had a gap");
  }

  private static SampleInfo numbered(int i) {
    return SampleInfo.inOrder(i * 1_000L, 0, 4, i % 9 == 0);
  }
}
