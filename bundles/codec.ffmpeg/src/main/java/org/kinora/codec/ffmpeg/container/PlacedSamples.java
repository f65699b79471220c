package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;

/**
 * Samples whose places in the file are known. Those that lie side by side, or nearly so, are read
 * at once.
 */
final class PlacedSamples implements TrackSamples {
  /** Of a sample longer than that, FFmpeg finds out bit by bit whether it is there. */
  static final int SAMPLE_BYTES_MAX = 64 << 20;

  /** So few that the processor's cache still holds the samples when they are handed on. */
  private static final int READ_BYTES = 256 << 10;

  private static final int FIRST_BYTES = 64 << 10;

  /** To read a little that nobody asked for costs less than to read twice. */
  private static final int GAP_BYTES = 8 << 10;

  private final Path file;
  private final FileChannel channel;
  private final int stream;
  private final SampleTable table;

  /** Kept from one reading to the next; none while one is under way. */
  private @Nullable Room spare;

  private boolean closed;

  /**
   * Samples of an open file.
   *
   * @param channel stays the caller's; reading leaves its position alone
   * @param table with the places of all samples
   */
  PlacedSamples(Path file, FileChannel channel, int stream, SampleTable table) {
    this.file = file;
    this.channel = channel;
    this.stream = stream;
    this.table = table;
  }

  @Override
  public SampleTable table() {
    return table;
  }

  /** Memory that is given back at once when it is no longer needed. */
  private record Room(BytePointer memory, ByteBuffer bytes) {
    static Room of(int capacity) {
      BytePointer memory = new BytePointer(capacity);
      return new Room(memory, Av.view(memory, capacity));
    }
  }

  @Override
  public void read(int first, int count, SampleSink sink) throws IOException {
    Room room = spare == null ? Room.of(FIRST_BYTES) : spare;
    spare = null; // the sink may read here, too
    try {
      int end = first + count;
      for (int i = first; i < end; ) {
        int behind = table.runEnd(i, end, GAP_BYTES, READ_BYTES);
        long from = table.position(i);
        int length = (int) (table.end(behind - 1) - from);
        if (room.bytes.capacity() < length) {
          room.memory.close();
          room = Room.of(Math.max(length, READ_BYTES));
        }
        readRun(from, room.bytes.clear().limit(length));
        handOn(i, behind, room.bytes, sink);
        i = behind;
      }
    } finally {
      release();
      spare = room;
      if (closed) {
        release();
      }
    }
  }

  /** Reads as much as there is. */
  private void readRun(long from, ByteBuffer bytes) throws IOException {
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, from + bytes.position());
    }
    bytes.flip();
  }

  private void handOn(int first, int behind, ByteBuffer bytes, SampleSink sink) throws IOException {
    long from = table.position(first);
    int got = bytes.limit();
    for (int i = first; i < behind; i++) {
      SampleInfo info = table.info(i);
      int at = (int) (table.position(i) - from);
      if (at + info.size() > got) {
        throw new MediaException(
            MediaError.DATA_RANGE_ERROR,
            "%s, track %d, sample %d at %d: found %d of %d bytes; the file has changed"
                .formatted(file, stream + 1, i, from + at, Math.max(0, got - at), info.size()));
      }
      sink.accept(info, bytes.limit(at + info.size()).position(at).order(ByteOrder.BIG_ENDIAN));
    }
  }

  private void release() {
    if (spare != null) {
      spare.memory.close();
      spare = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    release();
  }
}
