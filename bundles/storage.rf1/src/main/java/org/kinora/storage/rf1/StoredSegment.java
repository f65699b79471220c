package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * One track's part of one segment, as far as opening looks: the header and the sizes of the files.
 *
 * @param files where it lies
 * @param header what the index file begins with
 * @param indexBytes size of the index file
 * @param packetsBytes size of the packets file
 */
record StoredSegment(SegmentFiles files, Header header, long indexBytes, long packetsBytes) {
  /**
   * Reads the header.
   *
   * @throws MediaException INDEX_PARSE_ERROR, FORMAT_TOO_OLD, FORMAT_TOO_NEW; DATA_RANGE_ERROR if
   *     the packets file is missing
   */
  static StoredSegment open(SegmentFiles files, OpenFiles open) throws IOException {
    Path index = files.index();
    ByteBuffer bytes = ByteBuffer.allocate(Header.SIZE_BYTES);
    long indexBytes;
    try {
      FileChannel channel = open.get(index);
      fill(channel, bytes, 0);
      indexBytes = channel.size();
    } catch (IOException e) {
      throw failed(index, e);
    }
    Header header = Header.parse(bytes.flip(), index);
    try {
      return new StoredSegment(files, header, indexBytes, Files.size(files.packets()));
    } catch (NoSuchFileException e) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          files.packets() + " is missing; the NAL units stand in it",
          e);
    }
  }

  /** Reads its entries. */
  SegmentIndex index(FaultSink faults) throws IOException {
    int count =
        (int)
            Math.min(Entry.MOST_ENTRIES + 1L, (indexBytes - Header.SIZE_BYTES) / Entry.SIZE_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(count * Entry.SIZE_BYTES);
    try (FileChannel channel = FileChannel.open(files.index(), StandardOpenOption.READ)) {
      fill(channel, bytes, Header.SIZE_BYTES);
    } catch (IOException e) {
      throw failed(files.index(), e);
    }
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
