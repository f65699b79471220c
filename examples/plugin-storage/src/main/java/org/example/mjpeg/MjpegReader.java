package org.example.mjpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Faults;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/** Reads a recording: the times when it is opened, the pictures when they are asked for. */
final class MjpegReader implements RecordingReader {
  /** As many pictures are read at once as fit, and at least one. */
  private static final int RUN_BYTES = 1 << 20;

  /** The marker that a JPEG file begins with (ITU-T T.81, B.1.1.3). */
  private static final short START_OF_IMAGE = (short) 0xFFD8;

  private final Path directory;
  private final FileChannel pictures;
  private final Times times;
  private final ReaderGuard guard;

  private MjpegReader(Path directory, FileChannel pictures, Times times) {
    this.directory = directory;
    this.pictures = pictures;
    this.times = times;
    guard = new ReaderGuard(directory);
  }

  /** Opens a directory that is there. */
  static MjpegReader open(Path directory) throws IOException {
    Path file = directory.resolve(MjpegFormat.PICTURES);
    if (!Files.isRegularFile(file)) {
      throw new MediaException(MediaError.DATA_RANGE_ERROR, file + " is not there");
    }
    FileChannel pictures = FileChannel.open(file);
    try {
      return new MjpegReader(directory, pictures, times(directory, pictures, Faults.UNHEARD));
    } catch (IOException | RuntimeException e) {
      pictures.close();
      throw e;
    }
  }

  private static Times times(Path directory, FileChannel pictures, Faults faults)
      throws IOException {
    return Times.read(directory.resolve(MjpegFormat.TIMES), pictures.size(), faults);
  }

  @Override
  public RecordingInfo info() {
    return times.info();
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    times.info().track(trackId);
    return times.table();
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    guard.run(() -> readRange(range, sink));
  }

  private void readRange(SampleRange range, SampleSink sink) throws IOException {
    times.info().track(range.trackId());
    SampleTable table = times.table();
    int last = Math.min(range.end(), table.count());
    int next = range.first();
    while (next < last) {
      int end = table.runEnd(next, last, 0, RUN_BYTES);
      long from = table.position(next);
      ByteBuffer run = bytes(from, table.end(end - 1));
      for (; next < end; next++) {
        int at = (int) (table.position(next) - from);
        sink.accept(table.info(next), run.slice(at, table.size(next)));
      }
    }
    if (range.end() > table.count()) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s: samples up to %d are asked for; there are %d"
              .formatted(directory, range.end(), table.count()));
    }
  }

  private ByteBuffer bytes(long from, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (end - from));
    while (bytes.hasRemaining()) {
      if (pictures.read(bytes, from + bytes.position()) < 0) {
        throw new MediaException(
            MediaError.DATA_RANGE_ERROR,
            "%s, offset %d: the file became shorter".formatted(directory, from));
      }
    }
    return bytes.flip();
  }

  @Override
  public void verify(FaultSink sink) throws IOException {
    Faults faults = Faults.to(sink);
    try {
      guard.run(
          () -> {
            times(directory, pictures, faults);
            int id = times.info().tracks().get(0).id();
            SampleRange all = new SampleRange(id, 0, times.table().count());
            readRange(all, (info, data) -> check(info, data, faults));
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void check(SampleInfo info, ByteBuffer data, Faults faults) {
    if (data.remaining() < 2 || data.getShort() != START_OF_IMAGE) {
      String place = "%s, picture at %d us".formatted(directory, info.timeUs());
      faults.add(Severity.LOSS, place, () -> "it does not begin as a JPEG file does");
    }
  }

  @Override
  public void close() throws IOException {
    guard.close();
    pictures.close();
  }
}
