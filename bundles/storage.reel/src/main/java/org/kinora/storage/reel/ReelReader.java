package org.kinora.storage.reel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.provider.Faults;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/**
 * An opened recording, as long as it was at that moment. Samples are read a block at a time, or in
 * pieces of 1 MiB, and each is checked before it is handed on.
 */
final class ReelReader implements RecordingReader {
  private static final int WINDOW_BYTES = 1 << 20;

  private final Path directory;
  private final LoadedReel reel;
  private boolean closed;

  /** Kept from read to read; a read that runs takes it out, so a sink may read as well. */
  private @Nullable ByteBuffer spare;

  ReelReader(Path directory) throws IOException {
    this.directory = directory;
    reel = LoadedReel.load(directory);
  }

  @Override
  public RecordingInfo info() {
    return reel.info();
  }

  @Override
  public TrackIndex index(int trackId) throws MediaException {
    checkOpen();
    return reel.index(trackId);
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    checkOpen();
    ReelIndex index = reel.index(range.trackId());
    if (range.end() > index.count()) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(
                  directory, range.trackId(), range.first(), range.end() - 1, index.count()));
    }
    ByteBuffer window = spare;
    spare = null;
    try {
      int next = range.first();
      while (next < range.end()) {
        Blocks.Run run = run(index, next);
        int from = next - run.first();
        int end = Math.min(windowEnd(run.table(), from), range.end() - run.first());
        window = fill(window, run, range.trackId(), from, end);
        deliver(window, run, range.trackId(), from, end, sink);
        next = run.first() + end;
      }
    } finally {
      spare = window;
    }
  }

  private static Blocks.Run run(ReelIndex index, int sample) throws IOException {
    try {
      return index.run(sample);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The sample behind those that fit the window, at least one. */
  private static int windowEnd(BlockTable table, int from) {
    int end = from + 1;
    while (end < table.count()
        && !table.isLost()
        && table.start(end + 1) - table.start(from) <= WINDOW_BYTES) {
      end++;
    }
    return end;
  }

  private ByteBuffer fill(@Nullable ByteBuffer window, Blocks.Run run, int track, int from, int end)
      throws MediaException {
    BlockTable table = run.table();
    if (table.isLost()) {
      throw damaged(track, run.first() + from, "the block that held it is lost");
    }
    long start = run.payloadOffset() + table.start(from);
    int wanted = (int) (table.start(end) - table.start(from));
    if (start + wanted > reel.log().file().sizeBytes()) {
      throw damaged(track, run.first() + from, "the file ends before it");
    }
    ByteBuffer into =
        window != null && window.capacity() >= wanted
            ? window
            : ByteBuffer.allocateDirect(
                Math.max(wanted, (int) Math.min(WINDOW_BYTES, reel.log().file().sizeBytes())));
    reel.log().file().fill(into.clear().limit(wanted), start);
    return into.flip();
  }

  private void deliver(
      ByteBuffer window, Blocks.Run run, int track, int from, int end, SampleSink sink)
      throws IOException {
    BlockTable table = run.table();
    for (int j = from; j < end; j++) {
      int at = (int) (table.start(j) - table.start(from));
      if (at + table.size(j) > window.limit()) {
        throw damaged(track, run.first() + j, "the file ends before it");
      }
      ByteBuffer data = window.slice(at, table.size(j));
      if (Checksum.of(data) != table.crc(j)) {
        throw damaged(
            track,
            run.first() + j,
            "offset %d: its bytes have checksum %08x, expected %08x"
                .formatted(run.payloadOffset() + table.start(j), Checksum.of(data), table.crc(j)));
      }
      sink.accept(table.info(j), data);
    }
  }

  private MediaException damaged(int track, int sample, String problem) {
    return new MediaException(
        MediaError.DATA_RANGE_ERROR,
        "%s, track %d, sample %d: %s"
            .formatted(directory.resolve(ReelFiles.LOG), track, sample, problem));
  }

  @Override
  public void verify(FaultSink sink) throws IOException {
    checkOpen();
    try {
      RecordingCheck.run(directory, Faults.to(sink));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void checkOpen() throws MediaException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, directory + " was closed");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    spare = null;
    reel.close();
  }
}
