package org.kinora.storage.reel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.provider.Faults;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.FaultSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/**
 * An opened recording, as long as it was at that moment. Samples are read a block at a time, or in
 * pieces of 1 MiB. Each is checked when this reader hands it on for the first time; to check it
 * again would ask the same file the same question, for a third of what reading costs.
 */
final class ReelReader implements RecordingReader {
  private static final int PIECE_BYTES = 1 << 20;

  private final Path directory;
  private final LoadedReel reel;
  private final ReaderGuard guard;

  /** By track, the samples that were checked and found whole: a bit each. */
  private final Map<Integer, BitSet> checked = new HashMap<>();

  /** Kept from read to read; a read that runs takes it out, so a sink may read as well. */
  private @Nullable Window spare;

  ReelReader(Path directory) throws IOException {
    this.directory = directory;
    guard = new ReaderGuard(directory);
    reel = LoadedReel.load(directory);
  }

  @Override
  public RecordingInfo info() {
    return reel.info();
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return guard.ask(() -> reel.index(trackId));
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(() -> readRange(range, sink));
  }

  private void readRange(SampleRange range, SampleSink sink) throws IOException {
    ReelIndex index = reel.index(range.trackId());
    if (range.end() > index.count()) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s, track %d: samples %d to %d asked for; it has %d"
              .formatted(
                  directory, range.trackId(), range.first(), range.end() - 1, index.count()));
    }
    Window window = takeWindow();
    try {
      read(index, range, window, sink);
    } finally {
      spare = window;
    }
  }

  /** One disk read, for most blocks are groups of pictures: the block's head comes with it. */
  @Override
  public void readGop(int trackId, long timeUs, SampleSink sink) throws IOException {
    guard.run(() -> readShown(trackId, timeUs, sink));
  }

  private void readShown(int trackId, long timeUs, SampleSink sink) throws IOException {
    ReelIndex index = reel.index(trackId);
    Window window = takeWindow();
    try {
      read(index, gop(index, trackId, timeUs, window), window, sink);
    } finally {
      spare = window;
    }
  }

  private static SampleRange gop(ReelIndex index, int track, long timeUs, Window window)
      throws IOException {
    try {
      index.readAhead(timeUs, window);
      return Gops.at(index, track, timeUs);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Window takeWindow() {
    Window window = spare == null ? Window.forSamples(reel.log().file()) : spare;
    spare = null;
    window.clear();
    return window;
  }

  private void read(ReelIndex index, SampleRange range, Window window, SampleSink sink)
      throws IOException {
    int next = range.first();
    while (next < range.end()) {
      Blocks.Run run = run(index, next, range.end(), window);
      int from = next - run.first();
      int end = Math.min(pieceEnd(run.table(), from), range.end() - run.first());
      ByteBuffer samples = samples(window, run, range.trackId(), from, end);
      deliver(samples, run, range.trackId(), from, end, sink);
      next = run.first() + end;
    }
  }

  private static Blocks.Run run(ReelIndex index, int sample, int end, Window window)
      throws IOException {
    try {
      return index.run(sample, end, window);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The sample behind those that are read as one piece, at least one. */
  private static int pieceEnd(BlockTable table, int from) {
    int end = from + 1;
    while (end < table.count()
        && !table.isLost()
        && table.start(end + 1) - table.start(from) <= PIECE_BYTES) {
      end++;
    }
    return end;
  }

  private ByteBuffer samples(Window window, Blocks.Run run, int track, int from, int end)
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
    return window.lend(start, wanted);
  }

  private void deliver(
      ByteBuffer samples, Blocks.Run run, int track, int from, int end, SampleSink sink)
      throws IOException {
    BlockTable table = run.table();
    BitSet whole = checked.computeIfAbsent(track, none -> new BitSet());
    int got = samples.limit();
    for (int j = from; j < end; j++) {
      SampleInfo info = table.info(j);
      int at = (int) (table.start(j) - table.start(from));
      if (at + info.size() > got) {
        throw damaged(track, run.first() + j, "the file ends before it");
      }
      ByteBuffer data = samples.limit(at + info.size()).position(at).order(ByteOrder.BIG_ENDIAN);
      if (!whole.get(run.first() + j)) {
        check(data, run, track, j);
        whole.set(run.first() + j);
      }
      sink.accept(info, data);
    }
  }

  private void check(ByteBuffer data, Blocks.Run run, int track, int j) throws MediaException {
    int found = Checksum.of(data);
    if (found != run.table().crc(j)) {
      throw damaged(
          track,
          run.first() + j,
          "offset %d: its bytes have checksum %08x, expected %08x"
              .formatted(run.payloadOffset() + run.table().start(j), found, run.table().crc(j)));
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
    try {
      guard.run(() -> RecordingCheck.run(directory, Faults.to(sink)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    guard.close();
    spare = null;
    reel.close();
  }
}
