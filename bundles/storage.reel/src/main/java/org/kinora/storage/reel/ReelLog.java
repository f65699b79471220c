package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/** The blocks of {@code data.reel}, by offset. As safe for many threads as what it reads from. */
final class ReelLog {
  /** How far a valid header is searched behind a damaged one. */
  private static final long SEARCH_BYTES = 64 << 20;

  private static final int WINDOW_BYTES = 1 << 20;

  private final ReadableFile file;
  private final long salt;
  private final Source source;

  ReelLog(ReadableFile file, long salt) {
    this(file, salt, file);
  }

  private ReelLog(ReadableFile file, long salt, Source source) {
    this.file = file;
    this.salt = salt;
    this.source = source;
  }

  /** The same log, whose headers and heads are read through a window. */
  ReelLog through(Window window) {
    return new ReelLog(file, salt, window);
  }

  ReadableFile file() {
    return file;
  }

  /** The block header at an offset; empty if there is none, or it is damaged. */
  Optional<BlockHeader> header(long offset) throws MediaException {
    return BlockHeader.decode(salt, source.read(offset, BlockHeader.BYTES));
  }

  /** The head of a block; empty if its checksum is wrong or the file ends before it does. */
  Optional<ByteBuffer> head(long offset, BlockHeader header) throws MediaException {
    if (header.headBytes() > file.sizeBytes() - offset - BlockHeader.BYTES) {
      return Optional.empty();
    }
    ByteBuffer head = source.read(offset + BlockHeader.BYTES, header.headBytes());
    boolean valid = head.remaining() == header.headBytes() && Checksum.of(head) == header.headCrc();
    return valid ? Optional.of(head) : Optional.empty();
  }

  /** The table of a block of samples; empty if it is damaged. */
  Optional<BlockTable> table(long offset, BlockHeader header) throws MediaException {
    return head(offset, header)
        .flatMap(BlockTable::of)
        .filter(table -> table.start(table.count()) == header.payloadBytes());
  }

  /**
   * What the recording says of itself: the first description block that is whole.
   *
   * @throws MediaException INDEX_PARSE_ERROR if there is none
   */
  RecordingInfo description() throws MediaException {
    long at = FileHeader.BYTES;
    while (at < file.sizeBytes()) {
      Optional<BlockHeader> header = header(at);
      if (header.isPresent() && header.get().kind() == BlockHeader.DESCRIPTION) {
        Optional<ByteBuffer> head = head(at, header.get());
        if (head.isPresent()) {
          return Description.decode(head.get());
        }
      }
      at =
          header.isPresent()
              ? at + header.get().blockBytes()
              : findHeader(at + 1).orElse(file.sizeBytes());
    }
    throw new MediaException(
        MediaError.INDEX_PARSE_ERROR, file.path() + " has no description that is whole");
  }

  /** The end block, if it is what the file ends with. */
  Optional<EndBlock> endBlock(List<Track> tracks) throws MediaException {
    long offset = file.sizeBytes() - EndBlock.blockBytes(tracks);
    if (offset < FileHeader.BYTES) {
      return Optional.empty();
    }
    Optional<BlockHeader> header =
        header(offset)
            .filter(found -> found.kind() == BlockHeader.END && found.checkpoint() <= offset);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    return head(offset, header.get())
        .flatMap(head -> EndBlock.decode(head, header.get().checkpoint(), tracks));
  }

  /** Where the payload of a block begins. */
  static long payloadOffset(long offset, BlockHeader header) {
    return offset + BlockHeader.BYTES + header.headBytes();
  }

  /** The first valid block header at or behind an offset, as far as it is searched. */
  OptionalLong findHeader(long from) throws MediaException {
    long end = Math.min(file.sizeBytes(), from + SEARCH_BYTES);
    ByteBuffer window =
        ByteBuffer.allocate((int) Math.max(0, Math.min(WINDOW_BYTES, end - from)))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long at = from; at + BlockHeader.BYTES <= end; at += WINDOW_BYTES - BlockHeader.BYTES) {
      file.fill(window.clear().limit((int) Math.min(WINDOW_BYTES, end - at)), at);
      window.flip();
      for (int i = 0; i + BlockHeader.BYTES <= window.limit(); i++) {
        if (window.getInt(i) == BlockHeader.MAGIC
            && BlockHeader.decode(salt, window.slice(i, BlockHeader.BYTES)).isPresent()) {
          return OptionalLong.of(at + i);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Whether a sample's bytes are those that were written, read through a buffer of any size. */
  boolean isWhole(long payloadOffset, BlockTable table, int j, ByteBuffer piece)
      throws MediaException {
    long at = payloadOffset + table.start(j);
    long end = at + table.size(j);
    if (end > file.sizeBytes()) {
      return false;
    }
    CRC32C crc = new CRC32C();
    while (at < end) {
      file.fill(piece.clear().limit((int) Math.min(piece.capacity(), end - at)), at);
      if (piece.position() == 0) {
        return false; // the file shrank
      }
      at += piece.position();
      crc.update(piece.flip());
    }
    return (int) crc.getValue() == table.crc(j);
  }
}
