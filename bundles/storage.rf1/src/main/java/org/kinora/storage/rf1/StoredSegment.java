package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * One track's part of one segment and its two files. Opening looks at the header and the first
 * entries of the index file; nothing is asked of the packets file until something depends on it.
 */
final class StoredSegment {
  /** So many entries are read with the header: where a closed segment begins they tell. */
  static final int FIRST_ENTRIES = 2;

  private static final long NOT_ASKED = -1;

  private final SegmentFiles files;
  private final OpenFiles open;
  private final Path index;
  private final Path packets;
  private final Header header;
  private final long[] firstEntries;
  private final long indexBytes;
  private long packetsBytes = NOT_ASKED;

  private StoredSegment(
      SegmentFiles files,
      OpenFiles open,
      Path index,
      Header header,
      long[] firstEntries,
      long indexBytes) {
    this.files = files;
    this.open = open;
    this.index = index;
    packets = files.packets();
    this.header = header;
    this.firstEntries = firstEntries;
    this.indexBytes = indexBytes;
  }

  /**
   * Reads the beginning of the index file.
   *
   * @param open stays the caller's; whatever is read later is read through it
   * @throws MediaException INDEX_PARSE_ERROR, FORMAT_TOO_OLD, FORMAT_TOO_NEW, IO_ERROR
   */
  static StoredSegment open(SegmentFiles files, OpenFiles open) throws IOException {
    Path index = files.index();
    ByteBuffer bytes =
        ByteBuffer.allocate(Header.SIZE_BYTES + FIRST_ENTRIES * Entry.SIZE_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    long indexBytes;
    try {
      FileChannel channel = open.get(index);
      fill(channel, bytes, 0);
      indexBytes = channel.size();
    } catch (IOException e) {
      throw failed(index, e);
    }
    Header header = Header.parse(bytes.flip(), index);
    long[] firstEntries = new long[FIRST_ENTRIES];
    bytes
        .position(Header.SIZE_BYTES)
        .asLongBuffer()
        .get(firstEntries, 0, bytes.remaining() / Entry.SIZE_BYTES);
    return new StoredSegment(files, open, index, header, firstEntries, indexBytes);
  }

  /** Where it lies. */
  SegmentFiles files() {
    return files;
  }

  /** What the index file begins with. */
  Header header() {
    return header;
  }

  /** One of the first {@link #FIRST_ENTRIES} entries; 0 if it was not written. */
  long firstEntry(int i) {
    return firstEntries[i];
  }

  /** Size of the index file when it was opened. */
  long indexBytes() {
    return indexBytes;
  }

  /**
   * Size of the packets file when it was first asked for.
   *
   * @throws MediaException DATA_RANGE_ERROR if it is missing
   */
  long packetsBytes() throws IOException {
    if (packetsBytes == NOT_ASKED) {
      try {
        packetsBytes = Files.size(packets);
      } catch (NoSuchFileException e) {
        throw packetsMissing();
      } catch (IOException e) {
        throw failed(packets, e);
      }
    }
    return packetsBytes;
  }

  /** What is wrong with a segment that has lost its packets file. */
  MediaException packetsMissing() {
    return new MediaException(
        MediaError.DATA_RANGE_ERROR, packets + " is missing; the NAL units stand in it");
  }

  /** Reads from the packets file, to the buffer's limit or the file's end. */
  void readPackets(ByteBuffer into, long at) throws IOException {
    try {
      fill(open.get(packets), into, at);
    } catch (IOException e) {
      throw failed(packets, e);
    }
  }

  /** Reads from the index file, to the buffer's limit or the file's end. */
  void readIndex(ByteBuffer into, long at) throws IOException {
    try {
      fill(open.get(index), into, at);
    } catch (IOException e) {
      throw failed(index, e);
    }
  }

  /** Reads its entries. */
  SegmentIndex index(FaultSink faults) throws IOException {
    int count =
        (int)
            Math.min(Entry.MOST_ENTRIES + 1L, (indexBytes - Header.SIZE_BYTES) / Entry.SIZE_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(count * Entry.SIZE_BYTES);
    readIndex(bytes, Header.SIZE_BYTES);
    return SegmentIndex.of(this, bytes.flip(), faults);
  }

  /** Whether the recorder closed both files: they are cut to what the header and sentinel say. */
  boolean isClosed() {
    return indexBytes == header.closedBytes();
  }

  /** Where an entry lies, for people. */
  String place(int entry) {
    return "%s, entry %d, offset %d"
        .formatted(files.indexName(), entry, Header.SIZE_BYTES + (long) entry * Entry.SIZE_BYTES);
  }

  /** Tells what opening alone sees. */
  void tellHeader(FaultSink faults) throws IOException {
    if (header.reserved() != 0) {
      faults.accept(
          new Fault(
              Severity.WARNING,
              files.indexName() + ", offset 8",
              "flags %#x, expected 0; they are ignored".formatted(header.reserved())));
    }
    if (!header.hasTimeBase()) {
      faults.accept(
          new Fault(
              header.timeBaseUs() == 0 ? Severity.NOTE : Severity.WARNING,
              files.indexName() + ", offset 16",
              "time base %d is no wall clock; it counts as 0".formatted(header.timeBaseUs())));
    }
    if (header.width() == 0 || header.height() == 0) {
      faults.accept(
          new Fault(
              Severity.WARNING,
              files.indexName() + ", offset 26",
              "no size; it is looked up in the first picture"));
    }
    if (!isClosed()) {
      faults.accept(
          new Fault(
              Severity.NOTE,
              files.indexName() + ", offset 24",
              "the recorder did not close it: %d bytes with a count of %d, expected %d"
                  .formatted(indexBytes, header.count(), header.closedBytes())));
    }
  }

  /** Reads to the buffer's limit or the file's end. */
  static void fill(FileChannel channel, ByteBuffer into, long at) throws IOException {
    while (into.hasRemaining() && channel.read(into, at + into.position()) >= 0) {}
  }

  static MediaException failed(Path file, IOException e) {
    return new MediaException(MediaError.IO_ERROR, file + " cannot be read: " + e, e);
  }
}
