package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file that remembers what each call wrote. */
final class Pieces implements SeekableByteChannel {
  private final FileChannel file;
  private final List<Piece> written = new ArrayList<>();

  /** What one call wrote. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Piece(long at, byte[] bytes) {}

  Pieces(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  List<byte[]> written() {
    return written.stream().map(Piece::bytes).toList();
  }

  /** How many bytes were written, also one over the other. */
  int bytes() {
    return written.stream().mapToInt(piece -> piece.bytes().length).sum();
  }

  /** What the file was when only so many bytes were written. */
  byte[] after(int bytes) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(file.size()));
    int left = bytes;
    int end = 0;
    for (Piece piece : written) {
      int size = Math.min(left, piece.bytes().length);
      int at = Math.toIntExact(piece.at());
      whole.put(at, piece.bytes(), 0, size);
      end = size == 0 ? end : Math.max(end, at + size);
      left -= size;
    }
    return Arrays.copyOf(whole.array(), end);
  }

  @Override
  public int write(ByteBuffer data) throws IOException {
    byte[] piece = new byte[data.remaining()];
    data.duplicate().get(piece);
    written.add(new Piece(file.position(), piece));
    return file.write(data);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return file.read(target);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
