package org.kinora.engine.file;

import static org.kinora.engine.file.PieceBuffers.PIECE_BYTES;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Collects what is written forward into pieces that go to the disk past the system's cache, on a
 * thread of their own while the next ones are filled. A piece that the disk does not take so goes
 * the ordinary way. One thread at a time uses it.
 */
final class DirectPieces implements Closeable {
  /** So many that neither the disk nor whoever fills them waits for a hiccup of the other. */
  private static final int PIECES = 4;

  private final FileChannel direct;
  private final FileChannel ordinary;
  private final int blockBytes;
  private final PieceBuffers buffers;
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "kinora-disk");
            thread.setDaemon(true);
            return thread;
          });

  /** Pieces on their way to the disk, oldest first. */
  private final Deque<Piece> pieces = new ArrayDeque<>();

  private ByteBuffer filling;
  private long end;

  /** Ends when all pieces are on the disk, or when one could not be written: none is after it. */
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

  /**
   * A full piece.
   *
   * @param written ends when the disk has it
   */
  private record Piece(ByteBuffer bytes, CompletableFuture<Void> written) {}

  private DirectPieces(
      FileChannel direct, FileChannel ordinary, int blockBytes, PieceBuffers buffers) {
    this.direct = direct;
    this.ordinary = ordinary;
    this.blockBytes = blockBytes;
    this.buffers = buffers;
    filling = buffers.take(blockBytes);
  }

  /**
   * Opens a file a second time; absent where the platform or the file system has no such way.
   *
   * @param ordinary the same file
   * @param buffers lent until this is closed
   */
  static Optional<DirectPieces> open(Path path, FileChannel ordinary, PieceBuffers buffers) {
    try {
      long blockBytes = Files.getFileStore(path).getBlockSize();
      if (blockBytes <= 0 || PIECE_BYTES % blockBytes != 0) {
        return Optional.empty();
      }
      FileChannel direct =
          FileChannel.open(path, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
      return Optional.of(new DirectPieces(direct, ordinary, (int) blockBytes, buffers));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** How many bytes must go another way before a piece can begin; 0 if one may, or has begun. */
  int bytesToBlock(long at) {
    return filling.position() > 0 ? 0 : (int) (-at & (blockBytes - 1));
  }

  /** Takes bytes for a place behind the last ones, or a first one at a block's begin. */
  void write(ByteBuffer data, long at) throws IOException {
    end = at;
    while (data.hasRemaining()) {
      int size = Math.min(data.remaining(), filling.remaining());
      filling.put(filling.position(), data, data.position(), size);
      filling.position(filling.position() + size);
      data.position(data.position() + size);
      end += size;
      if (!filling.hasRemaining()) {
        hand();
      }
    }
  }

  /** Hands a full piece to the disk. */
  private void hand() throws IOException {
    ByteBuffer full = filling.flip();
    long at = end - full.limit();
    writing = writing.thenRunAsync(() -> writePiece(full, at), disk);
    pieces.add(new Piece(full, writing));
    filling = pieces.size() < PIECES ? buffers.take(blockBytes) : written();
  }

  /** The oldest piece's memory, once the disk has what it held. */
  private ByteBuffer written() throws IOException {
    Piece oldest = pieces.remove();
    await(oldest.written());
    return oldest.bytes().clear();
  }

  private static void await(CompletableFuture<Void> written) throws IOException {
    try {
      written.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }

  private void writePiece(ByteBuffer piece, long at) {
    try {
      writeFully(direct, piece, at);
    } catch (IOException refused) {
      try {
        writeFully(ordinary, piece, at + piece.position());
      } catch (IOException e) {
        e.addSuppressed(refused);
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes what is left of a buffer to a place in a file, however many calls that takes. */
  static void writeFully(FileChannel to, ByteBuffer data, long at) throws IOException {
    int start = data.position();
    while (data.hasRemaining()) {
      int ignored = to.write(data, at + data.position() - start);
    }
  }

  /** Writes what is left of a piece the ordinary way; all bytes are with the system then. */
  void drain() throws IOException {
    await(writing);
    int size = filling.position();
    writeFully(ordinary, filling.flip(), end - size);
    filling.clear();
  }

  /** Waits for the disk; what no piece was filled with is lost. */
  @Override
  public void close() throws IOException {
    disk.shutdown();
    writing.exceptionally(failure -> null).join();
    if (!writing.isCompletedExceptionally()) {
      buffers.give(filling);
      pieces.forEach(piece -> buffers.give(piece.bytes()));
    }
    direct.close();
  }
}
