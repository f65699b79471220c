package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.support.disk.DiskFaults;
import org.kinora.tck.support.disk.Loss;
import org.kinora.tck.support.disk.MemoryDisk;

/**
 * A disk that fails while a recording is written. The writer says so at once, and it is its end: a
 * failed write or sync is never tried again, for the system may have dropped what it held and
 * report success. What it acknowledged before is there. So it is if a second thread comes in
 * between, which is refused.
 */
public abstract class FaultyWriteContract {
  private static final int SIZES = 40;

  private final WritableStorageContract storage;

  /**
   * For a subclass.
   *
   * @param storage what the format promises, and samples that fit it
   */
  protected FaultyWriteContract(WritableStorageContract storage) {
    this.storage = storage;
  }

  @Test
  void write_anyOperationFails_isTheEndAndAcknowledgedStays() throws IOException {
    WrittenSamples samples = DiskTake.samples(storage);
    MemoryDisk sound = MemoryDisk.sound();
    assertTrue(DiskTake.write(storage, samples, sound, writer -> {}).finished());
    for (int operation = 0; operation < sound.operations(); operation++) {
      MemoryDisk disk = MemoryDisk.with(DiskFaults.failureAt(operation));
      try {
        assertEnds(samples, disk);
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError("operation and seed " + operation + ": " + e, e);
      }
    }
  }

  @Test
  void write_diskIsFull_stopsWithTheLastAcknowledged() throws IOException {
    WrittenSamples samples = DiskTake.samples(storage);
    MemoryDisk sound = MemoryDisk.sound();
    assertTrue(DiskTake.write(storage, samples, sound, writer -> {}).finished());
    for (int n = 0; n < SIZES; n++) {
      long sizeBytes = sound.usedBytes() * n / SIZES;
      MemoryDisk disk = MemoryDisk.with(DiskFaults.fullAt(sizeBytes));
      try {
        assertEnds(samples, disk);
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError("full at " + sizeBytes + " bytes: " + e, e);
      }
    }
  }

  private void assertEnds(WrittenSamples samples, MemoryDisk disk) throws IOException {
    DiskTake take =
        DiskTake.write(storage, samples, disk, writer -> assertIsDead(writer, samples, disk));
    assertFalse(take.finished(), "nobody was told that the disk failed");
    assertNamesTheRecording(take.failure().orElseThrow(), DiskTake.at(disk));
    if (!take.created()) {
      assertFalse(Files.exists(DiskTake.at(disk)), "what was not created lies in the way");
      return;
    }
    assertAcknowledged(disk, samples, take);
    if (storage.behaviour().durable()) {
      for (Loss loss : Loss.values()) {
        assertAcknowledged(disk.afterPowerLoss(loss, new Random(0)), samples, take);
      }
    }
  }

  private static void assertIsDead(
      RecordingWriter writer, WrittenSamples samples, MemoryDisk disk) {
    int operations = disk.operations();
    for (int again = 0; again < 2; again++) {
      Failures.assertFails(() -> samples.append(writer, samples.count() - 1), MediaError.IO_ERROR);
      Failures.assertFails(writer::flush, MediaError.IO_ERROR);
      Failures.assertFails(writer::finish, MediaError.IO_ERROR);
    }
    assertEquals(operations, disk.operations(), "operations after the one that failed");
  }

  private static void assertNamesTheRecording(IOException failure, Path at) {
    assertTrue(
        failure instanceof MediaException coded && coded.code() == MediaError.IO_ERROR,
        () -> "no " + MediaError.IO_ERROR + " but " + failure);
    assertTrue(failure.toString().contains(at.toString()), failure::toString);
  }

  private void assertAcknowledged(MemoryDisk disk, WrittenSamples samples, DiskTake take)
      throws IOException {
    try (RecordingReader reader = storage.format().open(DiskTake.at(disk))) {
      assertTrue(take.finishing() || !reader.info().complete(), "it is complete, it says");
      for (Clip clip : samples.clips()) {
        samples.assertBeginning(reader, clip, samples.of(clip.track(), take.acknowledged()));
      }
    }
  }

  @Test
  void write_shortWrites_sameSamples() throws IOException {
    WrittenSamples samples = DiskTake.samples(storage);
    long seed = Long.getLong("kinora.seed", System.nanoTime());
    MemoryDisk disk = MemoryDisk.with(DiskFaults.shortTransfers(seed));
    DiskTake take = DiskTake.write(storage, samples, disk, writer -> {});
    assertTrue(take.finished(), () -> "-Dkinora.seed=" + seed + ": " + take.failure());
    try {
      assertAllSamples(disk, samples);
    } catch (IOException | AssertionError e) {
      throw new AssertionError("-Dkinora.seed=" + seed + ": " + e, e);
    }
  }

  @Test
  void write_secondThreadInAnyOperation_isRefusedAndChangesNothing() throws IOException {
    WrittenSamples samples = DiskTake.samples(storage);
    MemoryDisk sound = MemoryDisk.sound();
    int first;
    try (RecordingWriter writer = DiskTake.create(storage, samples, sound)) {
      first = sound.operations();
      writeAll(samples, writer);
    }
    for (int operation = first; operation < sound.operations(); operation++) {
      try {
        assertRefusesSecondThread(samples, operation, sound.operations());
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError("second thread in operation " + operation + ": " + e, e);
      }
    }
  }

  private void assertRefusesSecondThread(WrittenSamples samples, int operation, int operations)
      throws IOException {
    MemoryDisk disk = MemoryDisk.sound();
    AtomicReference<@Nullable Throwable> outcome =
        new AtomicReference<>(new AssertionError("it waits instead of being refused"));
    try (RecordingWriter writer = DiskTake.create(storage, samples, disk)) {
      List<Executable> calls =
          List.of(writer::flush, writer::finish, () -> samples.append(writer, samples.count() - 1));
      disk.during(operation, () -> outcome.set(refusal(calls)));
      writeAll(samples, writer);
    }
    assertNull(outcome.get());
    assertEquals(operations, disk.operations(), "operations, some of the second thread");
    assertAllSamples(disk, samples);
  }

  /** What is wrong with how calls are refused; null if nothing is. */
  private static @Nullable Throwable refusal(List<Executable> calls) {
    try {
      calls.forEach(call -> Failures.assertFails(call, MediaError.INTERNAL_ERROR));
      return null;
    } catch (RuntimeException | AssertionError e) {
      return e;
    }
  }

  private static void writeAll(WrittenSamples samples, RecordingWriter writer) throws IOException {
    for (int i = 0; i < samples.count(); i++) {
      samples.append(writer, i);
      if (i % DiskTake.FLUSH_EVERY == 0) {
        writer.flush();
      }
    }
    writer.finish();
  }

  private void assertAllSamples(MemoryDisk disk, WrittenSamples samples) throws IOException {
    try (RecordingReader reader = storage.format().open(DiskTake.at(disk))) {
      for (Clip clip : samples.clips()) {
        samples.assertBeginning(reader, clip, clip.samples().size());
      }
    }
  }
}
