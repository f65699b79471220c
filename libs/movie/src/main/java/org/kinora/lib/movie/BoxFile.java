package org.kinora.lib.movie;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.lib.output.SourceFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** A file of boxes, read by pieces. One thread at a time; the channel stays the caller's. */
public final class BoxFile {
  private static final int HEADER_BYTES = 8;
  private static final int WIDE_HEADER_BYTES = 16;
  private static final int LARGEST_INDEX_BYTES = 128 << 20;

  private final SourceFile file;

  /** A file as long as it is now. */
  public BoxFile(SeekableByteChannel channel) throws IOException {
    file = new SourceFile(channel);
  }

  /**
   * A box that may reach beyond the end of what is there.
   *
   * @param end behind its last byte, by what it says
   */
  public record FileBox(String type, long at, int headerBytes, long end) {
    /** Where what it holds begins. */
    public long payloadAt() {
      return at + headerBytes;
    }
  }

  /** How long it was at the beginning. */
  public long sizeBytes() {
    return file.sizeBytes();
  }

  /**
   * The box at a place; nothing if there is no whole header or no sense in it.
   *
   * @param limit where the boxes around it end
   */
  public Optional<FileBox> box(long at, long limit) throws IOException {
    if (limit - at < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer header = file.peek(at, WIDE_HEADER_BYTES);
    if (header.limit() < HEADER_BYTES || header.getInt(Integer.BYTES) == 0) {
      return Optional.empty();
    }
    int headerBytes = HEADER_BYTES;
    long size = Integer.toUnsignedLong(header.getInt(0));
    String type = BoxCursor.name(header, Integer.BYTES);
    if (size == 1) {
      if (limit - at < WIDE_HEADER_BYTES || header.limit() < WIDE_HEADER_BYTES) {
        return Optional.empty();
      }
      size = header.getLong(HEADER_BYTES);
      headerBytes = WIDE_HEADER_BYTES;
    } else if (size == 0) { // to the end of the file
      size = limit - at;
    }
    if (size < headerBytes || size > Long.MAX_VALUE - at) {
      return Optional.empty();
    }
    return Optional.of(new FileBox(type, at, headerBytes, at + size));
  }

  /**
   * The payload of a whole box.
   *
   * @throws MediaException LIMIT_EXCEEDED
   */
  public ByteBuffer payload(FileBox box) throws IOException {
    long size = box.end() - box.payloadAt();
    if (size > LARGEST_INDEX_BYTES) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "mp4: box %s at %d holds %d bytes, expected at most %d"
              .formatted(box.type(), box.at(), size, LARGEST_INDEX_BYTES));
    }
    ByteBuffer payload = ByteBuffer.allocate((int) size);
    file.read(box.payloadAt(), payload);
    return payload.flip();
  }

  /** Copies all of it. */
  public void copyTo(SeekableByteChannel channel, LongConsumer progress) throws IOException {
    PatchableOutput out = new PatchableOutput(channel);
    copy(0, sizeBytes(), out, progress);
    out.flush();
  }

  /** Copies a range to where the output stands; tells how many bytes that has. */
  public void copy(long from, long to, PatchableOutput out, LongConsumer progress)
      throws IOException {
    file.copy(from, to, out, progress);
  }
}
