package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.disk.DiskFaults;
import org.kinora.tck.support.disk.Loss;
import org.kinora.tck.support.disk.MemoryDisk;

/**
 * The power goes in each operation of a small recording, and what was not synced is lost in each
 * way. Afterwards the recording opens, or it is said that there is none yet. What was promised is
 * there: after {@code finish()} everything; before it what {@code flush()} acknowledged, if the
 * format says so, see {@link StorageBehaviour#durable}.
 */
public abstract class PowerLossContract {
  private static final Set<ErrorCode> NOTHING_YET =
      Set.of(
          MediaError.DIR_NOT_FOUND,
          MediaError.META_NOT_FOUND,
          MediaError.INDEX_NOT_FOUND,
          MediaError.INDEX_PARSE_ERROR,
          MediaError.DATA_RANGE_ERROR,
          MediaError.FORMAT_UNKNOWN);

  private static final int LEAST_OPERATIONS = 50;

  private final WritableStorageContract storage;

  /**
   * For a subclass.
   *
   * @param storage what the format promises, and samples that fit it
   */
  protected PowerLossContract(WritableStorageContract storage) {
    this.storage = storage;
  }

  @Test
  void open_afterPowerLossInAnyOperation_hasWhatWasPromised() throws IOException {
    WrittenSamples samples = DiskTake.samples(storage);
    MemoryDisk sound = MemoryDisk.sound();
    assertTrue(DiskTake.write(storage, samples, sound, writer -> {}).finished());
    int operations = sound.operations();
    assertTrue(operations > LEAST_OPERATIONS, () -> "only " + operations + " operations");
    for (int operation = 0; operation <= operations; operation++) {
      MemoryDisk disk = MemoryDisk.with(DiskFaults.powerLossAt(operation));
      DiskTake take = DiskTake.write(storage, samples, disk, writer -> {});
      assertTrue(take.finished() == (operation == operations), "it ends with the power");
      for (Loss loss : Loss.values()) {
        MemoryDisk left = disk.afterPowerLoss(loss, new Random(operation));
        try {
          assertPromised(left, samples, take, loss);
        } catch (IOException | RuntimeException | AssertionError e) {
          throw new AssertionError(
              "operation and seed %d of %d, loss %s, %d samples acknowledged: %s"
                  .formatted(operation, operations, loss, take.acknowledged(), e),
              e);
        }
      }
    }
  }

  private void assertPromised(MemoryDisk left, WrittenSamples samples, DiskTake take, Loss loss)
      throws IOException {
    boolean promised = take.finished() || loss == Loss.NOTHING || storage.behaviour().durable();
    boolean told = storage.behaviour().checksummed() || promised;
    Path at = DiskTake.at(left);
    storage.format().probe(at);
    try (RecordingReader reader = storage.format().open(at)) {
      if (told) {
        assertTrue(take.finishing() || !reader.info().complete(), "it is complete, it says");
        for (Clip clip : samples.clips()) {
          int least = promised ? samples.of(clip.track(), take.acknowledged()) : 0;
          samples.assertBeginning(reader, clip, least);
        }
      } else {
        readAnything(reader);
      }
      reader.verify(fault -> {});
    } catch (MediaException e) {
      if ((take.created() && promised) || !NOTHING_YET.contains(e.code())) {
        throw new AssertionError("it does not open: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Without checksums nobody can tell whether a sample is what was written; it is one, or a code.
   */
  private static void readAnything(RecordingReader reader) throws IOException {
    for (Track track : reader.info().tracks()) {
      try {
        Readings.all(reader, track);
      } catch (MediaException refused) {
        assertFalse(refused.getMessage().isBlank(), "a failure says what is wrong");
      }
    }
  }
}
