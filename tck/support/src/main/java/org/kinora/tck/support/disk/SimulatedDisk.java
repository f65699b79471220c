package org.kinora.tck.support.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One directory on a disk in memory, which remembers what a loss of power may take: bytes that were
 * not synced, in sectors of 512 bytes, and names that were not synced. Every call that changes or
 * syncs something is an operation; a test runs once for each of them and pulls the plug there, or
 * lets it fail. Not safe for many threads.
 */
public final class SimulatedDisk {
  private static final int SECTOR_BYTES = 512;

  private final Map<String, Content> files = new LinkedHashMap<>();
  private final int powerLossAt;
  private final int failureAt;
  private int operations;
  private boolean powerIsGone;

  private SimulatedDisk(int powerLossAt, int failureAt) {
    this.powerLossAt = powerLossAt;
    this.failureAt = failureAt;
  }

  /** A disk that works. */
  public static SimulatedDisk sound() {
    return new SimulatedDisk(-1, -1);
  }

  /** A disk that loses power in the middle of an operation, the first being 0. */
  public static SimulatedDisk losingPowerAt(int operation) {
    return new SimulatedDisk(operation, -1);
  }

  /**
   * A disk of which one operation fails and all others work. A failed append leaves half of its
   * bytes. A failed sync drops what it covered, as Linux does, so that the next one succeeds.
   */
  public static SimulatedDisk failingAt(int operation) {
    return new SimulatedDisk(-1, operation);
  }

  /** What a loss of power leaves of the bytes that were not synced. */
  public enum Loss {
    /** None of them. */
    ALL,
    /** All of them. */
    NOTHING,
    /** Those up to any byte. */
    CUT,
    /** Whole sectors up to any one. */
    TORN,
    /** Any of the sectors; those before them are zeros. */
    REORDERED
  }

  private static final class Content {
    private byte[] bytes = new byte[0];
    private int syncedBytes;
    private boolean isNameSynced;
  }

  /** How many operations there were. */
  public int operations() {
    return operations;
  }

  /** Makes an empty file. */
  public void create(String name) throws IOException {
    if (files.containsKey(name)) {
      throw new IOException(name + " is there already");
    }
    boolean fails = begin();
    if (!fails) {
      files.put(name, new Content());
    }
    end(fails ? Optional.of("no space left on device") : Optional.empty());
  }

  /** Appends the bytes from position to limit, whose position moves. */
  public void append(String name, ByteBuffer data) throws IOException {
    boolean fails = begin();
    Content file = file(name);
    int count = fails ? data.remaining() / 2 : data.remaining();
    byte[] longer = Arrays.copyOf(file.bytes, file.bytes.length + count);
    data.get(longer, file.bytes.length, count);
    file.bytes = longer;
    end(fails ? Optional.of("no space left on device") : Optional.empty());
  }

  /** Makes a file's bytes durable. */
  public void sync(String name) throws IOException {
    boolean fails = begin();
    Content file = file(name);
    if (fails) {
      Arrays.fill(file.bytes, file.syncedBytes, file.bytes.length, (byte) 0);
    }
    end(fails ? Optional.of("input/output error") : Optional.empty());
    file.syncedBytes = file.bytes.length;
  }

  /** Makes the names of all files durable. */
  public void syncNames() throws IOException {
    boolean fails = begin();
    end(fails ? Optional.of("input/output error") : Optional.empty());
    files.values().forEach(file -> file.isNameSynced = true);
  }

  private boolean begin() throws PowerLoss {
    if (powerIsGone) {
      throw new PowerLoss();
    }
    return operations == failureAt;
  }

  private void end(Optional<String> failure) throws IOException {
    if (operations++ == powerLossAt) {
      powerIsGone = true;
      throw new PowerLoss();
    }
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }

  private Content file(String name) throws IOException {
    Content file = files.get(name);
    if (file == null) {
      throw new IOException("there is no file " + name);
    }
    return file;
  }

  /** The files as the system sees them while it has power. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> copy = new LinkedHashMap<>();
    files.forEach((name, file) -> copy.put(name, file.bytes.clone()));
    return copy;
  }

  /** The files as they may be found when the power is back. */
  public Map<String, byte[]> afterPowerLoss(Loss loss, Random random) {
    Map<String, byte[]> left = new LinkedHashMap<>();
    files.forEach(
        (name, file) -> {
          if (file.isNameSynced || (loss != Loss.ALL && random.nextBoolean())) {
            left.put(name, remains(file, loss, random));
          }
        });
    return left;
  }

  private static byte[] remains(Content file, Loss loss, Random random) {
    int synced = file.syncedBytes;
    int all = file.bytes.length;
    return switch (loss) {
      case ALL -> Arrays.copyOf(file.bytes, synced);
      case NOTHING -> file.bytes.clone();
      case CUT -> Arrays.copyOf(file.bytes, synced + random.nextInt(all - synced + 1));
      case TORN -> {
        int end = (synced + random.nextInt(all - synced + 1)) / SECTOR_BYTES * SECTOR_BYTES;
        yield Arrays.copyOf(file.bytes, Math.max(synced, end));
      }
      case REORDERED -> reordered(file, random);
    };
  }

  private static byte[] reordered(Content file, Random random) {
    byte[] bytes = file.bytes.clone();
    int length = file.syncedBytes;
    List<Integer> sectors = new ArrayList<>();
    for (int at = file.syncedBytes; at < bytes.length; at = sectorEnd(at)) {
      sectors.add(at);
    }
    for (int at : sectors) {
      int end = Math.min(sectorEnd(at), bytes.length);
      if (random.nextBoolean()) {
        length = end;
      } else {
        Arrays.fill(bytes, at, end, (byte) 0);
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private static int sectorEnd(int at) {
    return (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
  }
}
