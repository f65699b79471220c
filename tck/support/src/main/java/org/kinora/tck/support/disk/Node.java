package org.kinora.tck.support.disk;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A file or a directory, whatever it is called. */
abstract sealed class Node {
  private FileTime modified = FileTime.from(Instant.now());

  FileTime modified() {
    return modified;
  }

  void modifiedAt(FileTime time) {
    modified = time;
  }

  void touch() {
    modified = FileTime.from(Instant.now());
  }

  abstract long sizeBytes();

  BasicFileAttributes attributes() {
    return new Attributes(this instanceof Directory, sizeBytes(), modified, this);
  }

  /** Names, as they are seen and as they are on the disk. */
  static final class Directory extends Node {
    final Map<String, Node> names = new TreeMap<>();
    final Map<String, Node> durable = new TreeMap<>();

    @Override
    long sizeBytes() {
      return SECTOR_BYTES;
    }
  }

  static final int SECTOR_BYTES = 512;

  /** What was done to a file's bytes since they were synced, within one sector. */
  private sealed interface Change {}

  private record Put(int at, Bytes data) implements Change {}

  private record Cut(int bytes) implements Change {}

  /** Bytes, as they are seen and as they are on the disk. */
  static final class File extends Node {
    private Bytes bytes = new Bytes();
    private Bytes durable = new Bytes();
    private final List<Change> changes = new ArrayList<>();
    private final BitSet sectors = new BitSet();
    final List<MemoryLock> locks = new ArrayList<>();

    File() {}

    /** A file whose bytes are all durable. */
    File(Bytes bytes) {
      this.bytes = bytes;
      durable = bytes.copy();
      sectors.set(0, (bytes.size() + SECTOR_BYTES - 1) / SECTOR_BYTES);
    }

    @Override
    long sizeBytes() {
      return bytes.size();
    }

    Bytes bytes() {
      return bytes;
    }

    long allocatedBytes() {
      return (long) sectors.cardinality() * SECTOR_BYTES;
    }

    /** Writes as much as there is room for; returns how much that was. */
    int write(int at, byte[] data, Operations room) {
      int count = data.length;
      int done = 0;
      while (done < count) {
        int sector = (at + done) / SECTOR_BYTES;
        if (!sectors.get(sector) && !room.take(SECTOR_BYTES)) {
          break;
        }
        sectors.set(sector);
        int end = Math.min(count, (sector + 1) * SECTOR_BYTES - at);
        change(new Put(at + done, new Bytes(Arrays.copyOfRange(data, done, end))));
        done = end;
      }
      return done;
    }

    void truncate(int size, Operations room) {
      int first = (size + SECTOR_BYTES - 1) / SECTOR_BYTES;
      room.giveBack((long) sectors.get(first, sectors.size()).cardinality() * SECTOR_BYTES);
      sectors.clear(first, sectors.size());
      change(new Cut(size));
    }

    private void change(Change change) {
      apply(change, bytes);
      changes.add(change);
      touch();
    }

    private static void apply(Change change, Bytes to) {
      if (change instanceof Put put) {
        to.put(put.at, put.data, put.data.size());
      } else if (change instanceof Cut cut) {
        to.truncate(cut.bytes);
      }
    }

    void sync() {
      changes.forEach(change -> apply(change, durable));
      changes.clear();
    }

    /** A sync that fails: what it covered is not tried again. */
    void giveUp() {
      changes.clear();
    }

    /** The bytes as they may be found when the power is back. */
    Bytes remains(Loss loss, Random random) {
      Bytes left = durable.copy();
      switch (loss) {
        case ALL -> {}
        case NOTHING -> changes.forEach(change -> apply(change, left));
        case CUT, TORN -> {
          int kept = random.nextInt(changes.size() + 1);
          changes.subList(0, kept).forEach(change -> apply(change, left));
          if (loss == Loss.CUT && kept < changes.size() && changes.get(kept) instanceof Put put) {
            left.put(put.at, put.data, random.nextInt(put.data.size()));
          }
        }
        case REORDERED -> reorder(left, random);
      }
      return left;
    }

    /** Each sector is as it was at any moment; a file may have grown over what is missing. */
    private void reorder(Bytes left, Random random) {
      Map<Integer, Integer> writes = new HashMap<>();
      for (Change change : changes) {
        if (change instanceof Put put) {
          writes.merge(put.at / SECTOR_BYTES, 1, Integer::sum);
        }
      }
      writes.replaceAll((sector, count) -> random.nextInt(count + 1));
      for (Change change : changes) {
        if (change instanceof Put put) {
          int kept = writes.merge(put.at / SECTOR_BYTES, -1, Integer::sum);
          if (kept >= 0) {
            apply(put, left);
          } else if (random.nextBoolean()) {
            left.growTo(put.at + put.data.size());
          }
        } else if (random.nextBoolean()) {
          apply(change, left);
        }
      }
    }
  }

  private record Attributes(boolean isDirectory, long size, FileTime lastModifiedTime, Node fileKey)
      implements BasicFileAttributes {
    @Override
    public FileTime lastAccessTime() {
      return lastModifiedTime;
    }

    @Override
    public FileTime creationTime() {
      return lastModifiedTime;
    }

    @Override
    public boolean isRegularFile() {
      return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }
  }
}
