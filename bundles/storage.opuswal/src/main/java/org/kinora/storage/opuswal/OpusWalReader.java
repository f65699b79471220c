package org.kinora.storage.opuswal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Faults;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/** An opened session. Its logs are scanned once, when it is opened; packets stay on the disk. */
final class OpusWalReader implements RecordingReader {
  /** Larger than the largest packet. */
  private static final int WINDOW_BYTES = 256 << 10;

  private final Path directory;
  private final ObjectMapper json;
  private final LoadedSession session;
  private final ReaderGuard guard;

  OpusWalReader(Path directory, ObjectMapper json) throws IOException {
    this.directory = directory;
    this.json = json;
    guard = new ReaderGuard(directory);
    session = LoadedSession.load(directory, json, Faults.UNHEARD);
  }

  @Override
  public RecordingInfo info() {
    return session.info();
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return guard.ask(() -> session.table(trackId));
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(() -> readRange(range, sink));
  }

  private void readRange(SampleRange range, SampleSink sink) throws IOException {
    SampleTable table = session.table(range.trackId());
    if (range.end() > table.count()) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(
                  directory, range.trackId(), range.first(), range.end() - 1, table.count()));
    }
    ByteBuffer window = ByteBuffer.allocate(0);
    int next = range.first();
    while (next < range.end()) {
      int stop = runEnd(table, next, range.end());
      long from = table.position(next);
      int bytes = (int) (table.end(stop - 1) - from);
      window = bytes <= window.capacity() ? window : ByteBuffer.allocate(bytes);
      fill(table, next, window.clear().limit(bytes));
      for (; next < stop; next++) {
        int at = (int) (table.position(next) - from);
        sink.accept(table.info(next), window.slice(at, table.size(next)));
      }
    }
  }

  /** As many packets as lie behind each other in one log and fit the window. */
  private static int runEnd(SampleTable table, int first, int end) {
    long from = table.position(first);
    int stop = first + 1;
    while (stop < end
        && table.position(stop) > table.position(stop - 1)
        && table.position(stop) + table.size(stop) - from <= WINDOW_BYTES) {
      stop++;
    }
    return stop;
  }

  private void fill(SampleTable table, int first, ByteBuffer window) throws MediaException {
    long place = table.position(first);
    int log = Speaker.log(place);
    FileChannel channel = session.channel(log);
    long from = Speaker.offset(place);
    try {
      while (window.hasRemaining()) {
        if (channel.read(window, from + window.position()) < 0) {
          throw new MediaException(
              MediaError.DATA_RANGE_ERROR,
              "%s, sample %d, offset %d: the file became shorter; %d of %d bytes are there"
                  .formatted(session.file(log), first, from, window.position(), window.limit()));
        }
      }
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw new MediaException(
          MediaError.IO_ERROR,
          "%s cannot be read at offset %d: %s".formatted(session.file(log), from, e),
          e);
    }
  }

  /** Scans the logs once more with an ear for faults. */
  @Override
  public void verify(FaultSink sink) throws IOException {
    try {
      guard.run(() -> LoadedSession.load(directory, json, Faults.to(sink)).close());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    guard.close();
    session.close();
  }
}
