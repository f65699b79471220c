package org.kinora.tck.support.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.kinora.tck.support.disk.Names.Place;
import org.kinora.tck.support.disk.Node.Directory;

/**
 * A disk in memory with a {@link FileSystem} of its own, for whatever works with a {@link Path}. It
 * remembers what a loss of power may take: bytes that were not synced, in sectors of 512 bytes, and
 * names that were not synced by a {@code force} of their directory, opened for reading as Linux
 * allows. Each call that changes or syncs something is an operation; a test runs once for each of
 * them and pulls the plug there, or lets it fail. Safe for many threads.
 *
 * <p>There are no links, so {@code ..} is resolved by name; no permissions and no mapped files.
 * Directories take no room.
 */
public final class MemoryDisk {
  private static final int MOST_BYTES = 1 << 30;
  private static final int PATIENCE_MS = 2000;

  private final Operations operations;
  private final Names names;
  private final MemoryFileSystem fileSystem = new MemoryFileSystem(this);
  private @Nullable Runnable intruder;
  private int intrusionAt;

  private MemoryDisk(DiskFaults faults, Names names) {
    this.names = names;
    operations = new Operations(faults);
    operations.take(allocatedBytes(names.root()));
  }

  private static int allocatedBytes(Directory directory) {
    long bytes = 0;
    for (Node node : directory.names.values()) {
      bytes +=
          node instanceof Node.File file ? file.allocatedBytes() : allocatedBytes((Directory) node);
    }
    return Math.toIntExact(bytes);
  }

  /** An empty disk that works. */
  public static MemoryDisk sound() {
    return with(DiskFaults.NONE);
  }

  /** An empty disk that does not. */
  public static MemoryDisk with(DiskFaults faults) {
    return new MemoryDisk(faults, new Names());
  }

  /** The root directory. */
  public Path root() {
    return fileSystem.root();
  }

  /**
   * Runs something on another thread in the middle of an operation, once. The operation goes on
   * when that has ended; if it waits for the operation, after {@value #PATIENCE_MS} ms.
   */
  public synchronized void during(int operation, Runnable what) {
    intrusionAt = operation;
    intruder = what;
  }

  private boolean begin() throws IOException {
    boolean fails = operations.begin();
    Runnable what = intruder;
    if (what != null && operations.count() == intrusionAt) {
      intruder = null;
      letIn(what);
    }
    return fails;
  }

  /** Waits on this disk, which the other thread may use meanwhile. */
  private void letIn(Runnable what) throws IOException {
    AtomicBoolean ended = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              try {
                what.run();
              } finally {
                synchronized (this) {
                  ended.set(true);
                  notifyAll();
                }
              }
            },
            "intruder");
    other.start();
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    try {
      while (!ended.get() && System.nanoTime() < untilNs) {
        wait(PATIENCE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in an operation");
    }
  }

  /** How many operations there were. */
  public synchronized int operations() {
    return operations.count();
  }

  /** How many reads there were. */
  public synchronized int reads() {
    return operations.reads();
  }

  /** What the sectors of all files take. */
  public synchronized long usedBytes() {
    return operations.usedBytes();
  }

  /** The disk as it may be found when the power is back. */
  public MemoryDisk afterPowerLoss(Loss loss, Random random) {
    Random mixed = new Random(random.nextLong()); // small seeds begin alike
    return copy(loss, mixed, DiskFaults.NONE);
  }

  /** A copy of all that is seen, on a disk that may have faults. */
  public MemoryDisk copy(DiskFaults faults) {
    return copy(Loss.NOTHING, new Random(0), faults);
  }

  private synchronized MemoryDisk copy(Loss loss, Random random, DiskFaults faults) {
    return new MemoryDisk(faults, names.remains(loss, random));
  }

  /** Finds what has a name. */
  synchronized Node find(MemoryPath path) throws IOException {
    operations.checkPower();
    return names.find(path);
  }

  /** Opens or creates a file, or opens a directory. */
  synchronized Node open(MemoryPath path, OpenFlags flags) throws IOException {
    operations.checkPower();
    Node node = names.lookUp(path);
    if (node == null && (flags.create() || flags.createNew())) {
      return link(names.place(path), new Node.File());
    }
    if (node != null && flags.createNew()) {
      throw new FileAlreadyExistsException(path.toString());
    }
    Node found = find(path);
    if (found instanceof Directory && flags.write()) {
      throw new FileSystemException(path.toString(), null, "Is a directory");
    }
    if (found instanceof Node.File file && flags.truncate() && file.sizeBytes() > 0) {
      truncate(file, 0);
    }
    return found;
  }

  private Node link(Place to, Node node) throws IOException {
    boolean fails = begin();
    if (!fails) {
      names.link(to, node);
    }
    operations.end(fails);
    return node;
  }

  synchronized List<String> list(MemoryPath path) throws IOException {
    if (find(path) instanceof Directory directory) {
      operations.read();
      return List.copyOf(directory.names.keySet());
    }
    throw new NotDirectoryException(path.toString());
  }

  synchronized void createDirectory(MemoryPath path) throws IOException {
    operations.checkPower();
    if (names.lookUp(path) != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
    link(names.place(path), new Directory());
  }

  synchronized void delete(MemoryPath path) throws IOException {
    Node node = find(path);
    if (node instanceof Directory directory && !directory.names.isEmpty()) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    Place from = names.place(path);
    boolean fails = begin();
    if (!fails) {
      names.unlink(from, node);
      free(node);
    }
    operations.end(fails);
  }

  /** The room of a file that is still open is given back early. */
  private void free(@Nullable Node node) {
    if (node instanceof Node.File file) {
      operations.giveBack(file.allocatedBytes());
    }
  }

  /**
   * Renames as {@code rename(2)} does if it is to be atomic; else as {@link Files#move} does, which
   * deletes what it replaces and then renames.
   */
  synchronized void move(MemoryPath from, MemoryPath to, boolean atomic, boolean replace)
      throws IOException {
    if (atomic) { // looks at both directories before it looks for the file
      names.place(from);
      names.place(to);
    }
    Node node = find(from);
    Node target = names.lookUp(to);
    if (node == target) {
      return;
    }
    if (target != null && !atomic) {
      if (!replace) {
        throw new FileAlreadyExistsException(to.toString());
      }
      delete(to);
    }
    Place source = names.place(from);
    Place place = names.place(to);
    checkRenamable(from, node, to, atomic ? target : null);
    boolean fails = begin();
    if (!fails) {
      free(atomic ? target : null);
      names.rename(source, place, node);
    }
    operations.end(fails);
  }

  private static void checkRenamable(
      MemoryPath from, Node node, MemoryPath to, @Nullable Node target) throws IOException {
    boolean intoItself = node instanceof Directory && to.startsWith(from);
    boolean isFull = target instanceof Directory directory && !directory.names.isEmpty();
    boolean isOther =
        target != null && (node instanceof Directory) != (target instanceof Directory);
    if (intoItself || isFull || isOther) {
      throw new FileSystemException(from.toString(), to.toString(), "Invalid argument");
    }
  }

  /** Reads as {@link java.nio.channels.FileChannel#read} does. */
  synchronized int read(Node.File file, long at, ByteBuffer into) throws IOException {
    operations.read();
    long there = file.sizeBytes() - at;
    if (!into.hasRemaining()) {
      return 0;
    }
    if (there <= 0) {
      return -1;
    }
    int count = operations.moved((int) Math.min(there, into.remaining()));
    file.bytes().get((int) at, count, into);
    return count;
  }

  /** Writes as much as there is room for. */
  synchronized int write(Node.File file, long at, ByteBuffer from) throws IOException {
    if (!from.hasRemaining()) {
      operations.checkPower();
      return 0;
    }
    if (at + from.remaining() > MOST_BYTES) {
      throw new IOException("File too large");
    }
    boolean fails = begin();
    int wanted = fails ? from.remaining() / 2 : operations.moved(from.remaining());
    byte[] data = new byte[wanted];
    from.duplicate().get(data);
    int written = file.write((int) at, data, operations);
    operations.end(fails);
    if (written == 0) {
      throw new IOException(Operations.FULL);
    }
    from.position(from.position() + written);
    return written;
  }

  synchronized void truncate(Node.File file, long sizeBytes) throws IOException {
    operations.checkPower();
    if (sizeBytes < file.sizeBytes()) {
      boolean fails = begin();
      if (!fails) {
        file.truncate((int) sizeBytes, operations);
      }
      operations.end(fails);
    }
  }

  /** Makes the bytes of a file or the names of a directory durable. */
  synchronized void sync(Node node) throws IOException {
    boolean fails = begin();
    if (fails) {
      if (node instanceof Node.File file) {
        file.giveUp();
      } else if (node instanceof Directory directory) {
        names.giveUp(directory);
      }
    }
    operations.end(fails);
    if (operations.isSynced()) {
      if (node instanceof Node.File file) {
        file.sync();
      } else if (node instanceof Directory directory) {
        names.sync(directory);
      }
    }
  }
}
