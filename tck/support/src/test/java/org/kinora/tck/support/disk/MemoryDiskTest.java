package org.kinora.tck.support.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a disk in memory loses, and how it fails. */
class MemoryDiskTest {
  private static final int SECTOR_BYTES = 512;

  private static Path write(Path file, byte[] bytes, boolean sync) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.write(ByteBuffer.wrap(bytes));
      if (sync) {
        channel.force(false);
      }
    }
    return file;
  }

  private static void syncNames(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, READ)) {
      names.force(true);
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }

  private static Path after(MemoryDisk disk, Loss loss, int seed) {
    return disk.afterPowerLoss(loss, new Random(seed)).root();
  }

  @Test
  void afterPowerLoss_syncedBytesWithoutName_areLost() throws IOException {
    MemoryDisk disk = MemoryDisk.sound();
    write(disk.root().resolve("a"), bytes(10), true);
    assertFalse(Files.exists(after(disk, Loss.ALL, 0).resolve("a")));
    assertTrue(Files.exists(after(disk, Loss.NOTHING, 0).resolve("a")));
    syncNames(disk.root());
    assertArrayEquals(bytes(10), Files.readAllBytes(after(disk, Loss.ALL, 0).resolve("a")));
  }

  @Test
  void afterPowerLoss_nameWithoutBytes_isAnEmptyFile() throws IOException {
    MemoryDisk disk = MemoryDisk.sound();
    write(disk.root().resolve("a"), bytes(10), false);
    syncNames(disk.root());
    assertEquals(0, Files.size(after(disk, Loss.ALL, 0).resolve("a")));
  }

  @Test
  void afterPowerLoss_unsyncedRename_leavesTheOldOrTheNew() throws IOException {
    MemoryDisk disk = MemoryDisk.sound();
    Path a = write(disk.root().resolve("a"), bytes(1), true);
    Path b = write(disk.root().resolve("b"), bytes(2), true);
    syncNames(disk.root());
    Files.move(b, a, StandardCopyOption.ATOMIC_MOVE);
    Set<String> found = new TreeSet<>();
    for (int seed = 0; seed < 40; seed++) {
      Path left = after(disk, Loss.REORDERED, seed);
      found.add(Files.size(left.resolve("a")) + " " + Files.exists(left.resolve("b")));
    }
    assertEquals(Set.of("1 true", "2 false"), found);
  }

  @Test
  void afterPowerLoss_unsyncedDeletion_mayBringBack() throws IOException {
    MemoryDisk disk = MemoryDisk.sound();
    Path a = write(disk.root().resolve("a"), bytes(3), true);
    syncNames(disk.root());
    Files.delete(a);
    assertEquals(3, Files.size(after(disk, Loss.ALL, 0).resolve("a")));
    assertFalse(Files.exists(after(disk, Loss.NOTHING, 0).resolve("a")));
  }

  @Test
  void afterPowerLoss_unsyncedTruncation_mayBringBack() throws IOException {
    MemoryDisk disk = MemoryDisk.sound();
    Path a = write(disk.root().resolve("a"), bytes(900), true);
    syncNames(disk.root());
    try (FileChannel channel = FileChannel.open(a, WRITE)) {
      channel.truncate(100);
    }
    assertArrayEquals(bytes(900), Files.readAllBytes(after(disk, Loss.ALL, 0).resolve("a")));
    assertArrayEquals(bytes(100), Files.readAllBytes(after(disk, Loss.NOTHING, 0).resolve("a")));
  }

  @Test
  void afterPowerLoss_unsyncedBytes_areCutTornOrReordered() throws IOException {
    MemoryDisk disk = MemoryDisk.sound();
    Path a = write(disk.root().resolve("a"), bytes(100), true);
    syncNames(disk.root());
    try (FileChannel channel = FileChannel.open(a, WRITE)) {
      channel.write(ByteBuffer.wrap(bytes(4_000)), 100);
    }
    boolean oddCut = false;
    boolean hole = false;
    for (int seed = 0; seed < 40; seed++) {
      byte[] cut = Files.readAllBytes(after(disk, Loss.CUT, seed).resolve("a"));
      assertArrayEquals(bytes(cut.length), cut);
      oddCut |= cut.length > 100 && cut.length % SECTOR_BYTES != 0;
      byte[] torn = Files.readAllBytes(after(disk, Loss.TORN, seed).resolve("a"));
      assertArrayEquals(bytes(torn.length), torn);
      assertTrue(Set.of(100, 4_100).contains(torn.length) || torn.length % SECTOR_BYTES == 0);
      byte[] reordered = Files.readAllBytes(after(disk, Loss.REORDERED, seed).resolve("a"));
      assertArrayEquals(bytes(100), Arrays.copyOf(reordered, 100));
      hole |= !Arrays.equals(bytes(reordered.length), reordered);
    }
    assertTrue(oddCut && hole);
  }

  @Test
  void force_failsOnce_nextSucceedsAndTheBytesAreLost() throws IOException {
    MemoryDisk disk = MemoryDisk.with(DiskFaults.failureAt(2));
    Path a = disk.root().resolve("a");
    try (FileChannel channel = FileChannel.open(a, CREATE, WRITE)) {
      channel.write(ByteBuffer.wrap(bytes(10)));
      assertThrows(IOException.class, () -> channel.force(true));
      channel.force(true);
    }
    syncNames(disk.root());
    assertEquals(10, Files.size(a));
    assertEquals(0, Files.size(after(disk, Loss.ALL, 0).resolve("a")));
  }

  @Test
  void write_fails_leavesHalf() throws IOException {
    MemoryDisk disk = MemoryDisk.with(DiskFaults.failureAt(1));
    Path a = disk.root().resolve("a");
    assertThrows(IOException.class, () -> write(a, bytes(10), false));
    assertEquals(5, Files.size(a));
  }

  @Test
  void write_diskIsFull_writesWhatFitsThenFails() throws IOException {
    MemoryDisk disk = MemoryDisk.with(DiskFaults.fullAt(2 * SECTOR_BYTES));
    Path a = disk.root().resolve("a");
    try (FileChannel channel = FileChannel.open(a, CREATE, WRITE)) {
      ByteBuffer data = ByteBuffer.wrap(bytes(2_000));
      assertEquals(1_024, channel.write(data));
      IOException full = assertThrows(IOException.class, () -> channel.write(data));
      assertEquals("No space left on device", full.getMessage());
      channel.truncate(512);
      assertEquals(512, channel.write(data, 512));
    }
    Files.delete(a);
    assertEquals(0, disk.usedBytes());
  }

  @Test
  void anything_afterPowerLoss_fails() throws IOException {
    MemoryDisk disk = MemoryDisk.with(DiskFaults.powerLossAt(1));
    Path a = disk.root().resolve("a");
    Files.createFile(a);
    assertThrows(PowerLoss.class, () -> write(a, bytes(1), false));
    assertThrows(PowerLoss.class, () -> Files.readAllBytes(a));
    assertThrows(PowerLoss.class, () -> Files.delete(a));
    assertEquals(2, disk.operations());
  }

  @Test
  void force_lyingDrive_keepsNothing() throws IOException {
    MemoryDisk disk = MemoryDisk.with(DiskFaults.lyingFrom(4));
    write(disk.root().resolve("a"), bytes(10), true);
    syncNames(disk.root());
    write(disk.root().resolve("a"), bytes(20), true);
    assertEquals(10, Files.size(after(disk, Loss.ALL, 0).resolve("a")));
  }

  @Test
  void during_operation_anotherThreadUsesTheDiskInTheMiddle() throws IOException {
    MemoryDisk disk = MemoryDisk.sound();
    Path first = disk.root().resolve("a");
    AtomicBoolean firstIsThere = new AtomicBoolean(true);
    disk.during(
        0,
        () -> {
          firstIsThere.set(Files.exists(first));
          assertDoesNotThrow(() -> Files.createDirectory(disk.root().resolve("b")));
        });
    Files.createDirectory(first);
    assertFalse(firstIsThere.get());
    assertTrue(Files.exists(first));
    assertTrue(Files.exists(disk.root().resolve("b")));
    assertEquals(2, disk.operations());
  }
}
