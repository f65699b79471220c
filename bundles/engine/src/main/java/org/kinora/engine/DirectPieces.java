package org.kinora.engine;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Collects what is written forward into pieces that go to the disk past the system's cache, on a
 * thread of their own while the next one is filled. One thread at a time uses it.
 */
final class DirectPieces implements Closeable {
  private static final int PIECE_BYTES = 1 << 20;

  private final FileChannel direct;
  private final int blockBytes;
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "kinora-disk");
            thread.setDaemon(true);
            return thread;
          });

  private ByteBuffer filling;
  private ByteBuffer spare;
  private long end;
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

  private DirectPieces(FileChannel direct, int blockBytes) {
    this.direct = direct;
    this.blockBytes = blockBytes;
    filling = piece(blockBytes);
    spare = piece(blockBytes);
  }

  private static ByteBuffer piece(int blockBytes) {
    return ByteBuffer.allocateDirect(PIECE_BYTES + blockBytes)
        .alignedSlice(blockBytes)
        .limit(PIECE_BYTES);
  }

  /** Opens a file a second time; absent where the platform or the file system has no such way. */
  static Optional<DirectPieces> open(Path path) throws IOException {
    long blockBytes = Files.getFileStore(path).getBlockSize();
    if (PIECE_BYTES % blockBytes != 0) {
      return Optional.empty();
    }
    try {
      FileChannel direct =
          FileChannel.open(path, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
      return Optional.of(new DirectPieces(direct, (int) blockBytes));
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

  /** Hands a full piece to the disk once the one before is there. */
  private void hand() throws IOException {
    await();
    ByteBuffer full = filling.flip();
    long at = end - full.limit();
    filling = spare.clear();
    spare = full;
    writing = CompletableFuture.runAsync(() -> write(direct, full, at), disk);
  }

  private void await() throws IOException {
    try {
      writing.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }

  private static void write(FileChannel to, ByteBuffer data, long at) {
    try {
      OutputChannel.writeFully(to, data, at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is left of a piece the ordinary way. */
  void drainTo(FileChannel file) throws IOException {
    await();
    int size = filling.position();
    OutputChannel.writeFully(file, filling.flip(), end - size);
    filling.clear();
  }

  /** Waits for the disk; what no piece was filled with is lost. */
  @Override
  public void close() throws IOException {
    disk.shutdown();
    writing.exceptionally(failure -> null).join();
    direct.close();
  }
}
