package org.kinora.storage.rf1;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Writes one segment as the recorder does. The index file has its full size from the start, the
 * packets file grows in large steps; both are cut when the segment is finished. NAL units reach the
 * disk before their entries, and entries by whole pictures, each time with the sentinel behind
 * them, so that whatever a crash leaves is readable.
 */
final class SegmentWriter implements Closeable {
  /** Room for 65,536 entries. */
  static final int INDEX_BYTES = Header.SIZE_BYTES + (1 << 16) * Entry.SIZE_BYTES;

  private static final int SMALL_STEP_BYTES = 16 << 20;
  private static final int LARGE_STEP_BYTES = 64 << 20;
  private static final int LARGE_NAL_BYTES = 5_000;
  private static final int BUFFER_BYTES = 1 << 20;

  private final FileChannel indexFile;
  private final FileChannel packetsFile;

  /** The index file as it will be, less what was not reached yet. */
  private final ByteBuffer index = ByteBuffer.allocate(INDEX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer packets = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final long timeBaseUs;
  private long reservedBytes;
  private int count;
  private int drainedCount;
  private int location;
  private int lastTicks = -1;

  SegmentWriter(SegmentFiles files, Header header) throws IOException {
    timeBaseUs = header.timeBaseUs();
    header.put(index);
    indexFile = FileChannel.open(files.index(), CREATE_NEW, WRITE);
    try {
      packetsFile = FileChannel.open(files.packets(), CREATE_NEW, WRITE);
    } catch (IOException e) {
      indexFile.close();
      throw e;
    }
    try {
      writeAt(indexFile, index.slice(0, Header.SIZE_BYTES), 0);
      writeAt(indexFile, ByteBuffer.allocate(1), INDEX_BYTES - 1L);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  long timeBaseUs() {
    return timeBaseUs;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** What it holds; its ticks are those of the last picture. */
  Extent extent() {
    return new Extent(Math.max(0, lastTicks), location, count);
  }

  /** The tick that a picture gets: that of its time, or the one behind its predecessor's. */
  long ticksAt(long epochUs) {
    return Math.max(lastTicks + 1L, Entry.ticksAt(epochUs - timeBaseUs));
  }

  /** Appends a picture that {@link Extent#fits} behind what is there. */
  void append(Picture picture, int ticks) throws IOException {
    if (packets.remaining() < picture.extent().bytes()) {
      drain();
    }
    for (Picture.Nal nal : picture.nals()) {
      put(ByteBuffer.wrap(new byte[] {0, 0, 1}));
      int size = Picture.START_CODE_BYTES + nal.bytes().remaining();
      put(nal.bytes().duplicate());
      index.putLong(entryAt(count), Entry.of(ticks, location, nal.flags()));
      count++;
      location += size;
    }
    lastTicks = ticks;
  }

  private void put(ByteBuffer bytes) throws IOException {
    if (packets.remaining() < bytes.remaining()) {
      writePackets(packets.flip());
      packets.clear();
    }
    if (bytes.remaining() > packets.capacity()) {
      writePackets(bytes);
    } else {
      packets.put(bytes);
    }
  }

  private void writePackets(ByteBuffer bytes) throws IOException {
    while (reservedBytes < packetsFile.position() + bytes.remaining()) {
      boolean large = count > 0 && location / count >= LARGE_NAL_BYTES;
      reservedBytes += large ? LARGE_STEP_BYTES : SMALL_STEP_BYTES;
      writeAt(packetsFile, ByteBuffer.allocate(1), reservedBytes - 1);
    }
    while (bytes.hasRemaining()) {
      packetsFile.write(bytes);
    }
  }

  /** Hands everything to the operating system: NAL units, entries, the sentinel. */
  void drain() throws IOException {
    writePackets(packets.flip());
    packets.clear();
    index.putLong(entryAt(count), Entry.sentinel(location));
    int from = entryAt(drainedCount);
    writeAt(indexFile, index.slice(from, entryAt(count + 1) - from), from);
    drainedCount = count;
  }

  private static int entryAt(int entry) {
    return Header.SIZE_BYTES + entry * Entry.SIZE_BYTES;
  }

  /** Completes both files and waits until they are on the disk. */
  void finish() throws IOException {
    drain();
    packetsFile.truncate(location);
    packetsFile.force(true);
    Header.putCount(index, count);
    writeAt(indexFile, index.slice(0, Header.SIZE_BYTES), 0);
    indexFile.truncate(entryAt(count + 1));
    indexFile.force(true);
  }

  private static void writeAt(FileChannel file, ByteBuffer bytes, long at) throws IOException {
    int start = bytes.position();
    while (bytes.hasRemaining()) {
      file.write(bytes, at + bytes.position() - start);
    }
  }

  @Override
  public void close() throws IOException {
    try (packetsFile) {
      indexFile.close();
    }
  }
}
