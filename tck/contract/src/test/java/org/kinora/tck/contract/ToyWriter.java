package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.lib.provider.WriterGuard;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.ToyFormat.Bug;

/** Writes a toy recording, one record a sample, each held back until the next one or a flush. */
final class ToyWriter implements RecordingWriter {
  static final int HEAD_BYTES = 4 + 8 + 8 + 8 + 1 + 4 + 4;
  static final int MAX_BYTES = 1 << 20;

  private final ToyFormat format;
  private final NewDirectory directory;
  private final RecordingInfo info;
  private final FileChannel out;
  private final WriterGuard guard;
  private final Map<Integer, Long> decodedUs = new HashMap<>();
  private @Nullable Held held;
  private final Thread creator = Thread.currentThread();
  private boolean finished;

  ToyWriter(ToyFormat format, NewDirectory directory, RecordingInfo info) throws IOException {
    this.format = format;
    this.directory = directory;
    this.info = info;
    guard = new WriterGuard(directory.path());
    out =
        FileChannel.open(
            directory.path().resolve(ToyFormat.DATA),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    syncNames();
  }

  private void syncNames() throws IOException {
    if (!format.has(Bug.SYNCS_NO_NAMES)) {
      directory.forceNames();
    }
  }

  private void syncBytes() throws IOException {
    if (!format.has(Bug.SYNCS_NO_BYTES)) {
      out.force(false);
    }
  }

  @Override
  public void append(int trackId, SampleInfo sample, ByteBuffer data) throws IOException {
    guard.checkUsable();
    info.track(trackId);
    Long before = decodedUs.get(trackId);
    if (before != null
        && before > sample.decodeTimeUs()
        && !format.has(Bug.ACCEPTS_FALLING_TIMES)) {
      throw new MediaException(MediaError.MUX_ERROR, "decode time falls from " + before);
    }
    run(() -> hold(trackId, sample, data));
  }

  private void run(WriterGuard.Step step) throws IOException {
    if (format.has(Bug.STAYS_WITH_ITS_THREAD) && Thread.currentThread() != creator) {
      throw new MediaException(MediaError.INTERNAL_ERROR, "created by " + creator.getName());
    }
    if (format.has(Bug.TRIES_AGAIN) || format.has(Bug.LETS_TWO_THREADS_IN)) {
      new WriterGuard(directory.path()).run("trying", step);
    } else {
      guard.run("writing", step);
    }
  }

  private void hold(int trackId, SampleInfo sample, ByteBuffer data) throws IOException {
    decodedUs.put(trackId, sample.decodeTimeUs());
    writeHeld();
    ByteBuffer source = format.has(Bug.WRITER_IGNORES_POSITION) ? data.rewind() : data;
    ByteBuffer copy = ByteBuffer.allocate(sample.size()).put(source.slice().limit(sample.size()));
    held = new Held(trackId, sample, format.has(Bug.WRITER_KEEPS_BUFFER) ? data : copy.flip());
  }

  private void writeHeld() throws IOException {
    if (held == null) {
      return;
    }
    SampleInfo sample = held.info();
    long stepUs = format.has(Bug.WRITER_ROUNDS_TIMES) ? 1_000 : 1;
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).putInt(held.trackId());
    head.putLong(sample.timeUs() / stepUs * stepUs);
    head.putLong(sample.decodeTimeUs()).putLong(sample.durationUs());
    head.put((byte) (sample.keyframe() ? 1 : 0)).putInt(sample.size());
    CRC32C crc = new CRC32C();
    crc.update(head.array(), 0, HEAD_BYTES - 4);
    crc.update(held.data().duplicate());
    write(head.putInt((int) crc.getValue()).flip());
    write(held.data());
    held = null;
  }

  private void write(ByteBuffer bytes) throws IOException {
    do {
      out.write(bytes);
    } while (bytes.hasRemaining() && !format.has(Bug.WRITES_ONCE));
  }

  @Override
  public void flush() throws IOException {
    run(
        () -> {
          if (!format.has(Bug.FLUSH_DOES_NOTHING)) {
            writeHeld();
            syncBytes();
          }
        });
  }

  @Override
  public void finish() throws IOException {
    guard.finish(this::complete);
    finished = true;
  }

  private void complete() throws IOException {
    writeHeld();
    syncBytes();
    directory.replace(ToyFormat.DONE, new byte[] {1});
  }

  @Override
  public void close() throws IOException {
    if (out.isOpen() && format.has(Bug.CLOSE_COMPLETES) && !finished) {
      complete();
    }
    guard.close(List.of(out));
  }

  private record Held(int trackId, SampleInfo info, ByteBuffer data) {}
}
