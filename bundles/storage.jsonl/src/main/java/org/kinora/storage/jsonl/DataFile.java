package org.kinora.storage.jsonl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;

/**
 * A file of samples, read in runs: one positional read for as many samples as lie one behind the
 * other and fit the window. Mapping the file would cost 5 to 8 times as much where it is not
 * cached.
 */
final class DataFile implements Closeable {
  private static final int WINDOW_BYTES = 4 << 20;
  private static final int LEAST_WINDOW_BYTES = 64 << 10;
  private static final int MOST_GAP_BYTES = 4 << 10;
  private static final int MOST_SAMPLE_BYTES = 256 << 20;

  private final Path file;
  private final FileChannel channel;
  private final long sizeBytes;

  /** Kept from read to read; a read that runs takes it out, so a sink may read as well. */
  private @Nullable ByteBuffer spare;

  DataFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    sizeBytes = channel.size();
  }

  static DataFile open(Path file) throws MediaException {
    try {
      return new DataFile(file, FileChannel.open(file, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR, file + " is missing; the samples stand in it", e);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, file + " cannot be opened: " + e, e);
    }
  }

  /** The file's size when it was opened. */
  long sizeBytes() {
    return sizeBytes;
  }

  /**
   * Hands on samples {@code first} to {@code end - 1}.
   *
   * @throws MediaException DATA_RANGE_ERROR at the first sample whose bytes are gone; those before
   *     it have been handed on
   */
  void read(SampleTable table, int first, int end, SampleSink sink) throws IOException {
    ByteBuffer window = spare;
    spare = null;
    try {
      int next = first;
      while (next < end) {
        int stop = table.runEnd(next, end, MOST_GAP_BYTES, WINDOW_BYTES);
        long from = table.position(next);
        int wanted = (int) (table.end(stop - 1) - from);
        window = withRoom(window, wanted, table.timeUs(next));
        int got = fill(window.clear().limit(wanted), from);
        next = deliver(table, next, stop, window, got, sink);
        if (next < stop) {
          throw missing(table, next, got - (table.position(next) - from));
        }
      }
    } finally {
      spare = window;
    }
  }

  private ByteBuffer withRoom(@Nullable ByteBuffer window, int wanted, long timeUs)
      throws MediaException {
    if (window != null && window.capacity() >= wanted) {
      return window;
    }
    if (wanted > MOST_SAMPLE_BYTES) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "%s, sample at %d us: it has %d bytes; at most %d are read at once"
              .formatted(file, timeUs, wanted, MOST_SAMPLE_BYTES));
    }
    // New memory costs more than reading a group of pictures does: no more than is asked for.
    int rounded = Integer.highestOneBit(Math.max(wanted, LEAST_WINDOW_BYTES) - 1) << 1;
    return ByteBuffer.allocateDirect(Math.max(wanted, rounded));
  }

  /** Reads until the buffer's limit or the end of the file; returns how many bytes there were. */
  private int fill(ByteBuffer window, long from) throws MediaException {
    try {
      while (window.hasRemaining()) {
        if (channel.read(window, from + window.position()) < 0) {
          break;
        }
      }
      return window.position();
    } catch (IOException e) {
      throw new MediaException(
          MediaError.IO_ERROR,
          "%s cannot be read at offset %d: %s".formatted(file, from + window.position(), e),
          e);
    }
  }

  /**
   * Hands on what was read whole; returns the first sample that was not. One buffer moves from
   * sample to sample: memory for one each would take as long as looking them up.
   */
  private static int deliver(
      SampleTable table, int first, int end, ByteBuffer window, int got, SampleSink sink)
      throws IOException {
    long from = table.position(first);
    ByteBuffer data = window.duplicate();
    for (int i = first; i < end; i++) {
      SampleInfo info = table.info(i);
      int at = (int) (table.position(i) - from);
      if (at + info.size() > got) {
        return i;
      }
      sink.accept(info, data.limit(at + info.size()).position(at).order(ByteOrder.BIG_ENDIAN));
    }
    return end;
  }

  private MediaException missing(SampleTable table, int sample, long got) {
    return new MediaException(
        MediaError.DATA_RANGE_ERROR,
        "%s, sample at %d us, offset %d: %d of %d bytes are there"
            .formatted(
                file,
                table.timeUs(sample),
                table.position(sample),
                Math.max(0, got),
                table.size(sample)));
  }

  @Override
  public void close() throws IOException {
    spare = null;
    channel.close();
  }
}
