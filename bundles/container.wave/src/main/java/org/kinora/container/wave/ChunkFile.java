package org.kinora.container.wave;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.lib.output.SourceFile;

/** A RIFF file, read by pieces. One thread at a time; the channel stays the caller's. */
final class ChunkFile {
  private final SourceFile file;

  ChunkFile(SeekableByteChannel channel) throws IOException {
    file = new SourceFile(channel);
  }

  /** What a chunk says of itself; it may reach beyond the end of the file. */
  record Chunk(String name, long at, long payloadBytes) {
    static final int HEADER_BYTES = 8;

    long payloadAt() {
      return at + HEADER_BYTES;
    }

    /** Behind its payload and the byte that makes that even. */
    long end() {
      return payloadAt() + payloadBytes + (payloadBytes & 1);
    }
  }

  long sizeBytes() {
    return file.sizeBytes();
  }

  /** The chunk at a place; nothing if the file ends there, or what is there has no name. */
  Optional<Chunk> chunk(long at) throws IOException {
    ByteBuffer header = read(at, Chunk.HEADER_BYTES);
    if (header.remaining() < Chunk.HEADER_BYTES || !isName(header)) {
      return Optional.empty();
    }
    return Optional.of(new Chunk(name(header, 0), at, Integer.toUnsignedLong(header.getInt(4))));
  }

  /** The end of the last whole chunk from a place on. */
  long lastChunkEnd(long from) throws IOException {
    long end = from;
    Optional<Chunk> next = chunk(end);
    while (next.isPresent() && next.get().end() <= sizeBytes()) {
      end = next.get().end();
      next = chunk(end);
    }
    return end;
  }

  /** The beginning of a chunk's payload. */
  ByteBuffer payload(Chunk chunk, int most) throws IOException {
    return read(chunk.payloadAt(), (int) Math.min(chunk.payloadBytes(), most));
  }

  /** So many bytes, or fewer where the file ends; little-endian; valid until the next call. */
  ByteBuffer read(long at, int count) throws IOException {
    return file.peek(at, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Copies a range to where the output stands; tells how many bytes that has. */
  void copy(long from, long to, PatchableOutput out, LongConsumer progress) throws IOException {
    file.copy(from, to, out, progress);
  }

  /** The four characters at a place in a buffer. */
  static String name(ByteBuffer bytes, int at) {
    byte[] name = new byte[Integer.BYTES];
    bytes.get(at, name);
    return new String(name, ISO_8859_1);
  }

  /** Names are of printable ASCII; silence and most sound is not. */
  private static boolean isName(ByteBuffer header) {
    for (int i = 0; i < Integer.BYTES; i++) {
      if (header.get(i) < ' ' || header.get(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
