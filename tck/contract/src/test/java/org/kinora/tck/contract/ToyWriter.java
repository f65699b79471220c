package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
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
  private final Path at;
  private final RecordingInfo info;
  private final FileChannel out;
  private final Map<Integer, Long> decodedUs = new HashMap<>();
  private @Nullable Held held;
  private boolean ended;

  ToyWriter(ToyFormat format, Path at, RecordingInfo info) throws IOException {
    this.format = format;
    this.at = at;
    this.info = info;
    this.out =
        FileChannel.open(
            at.resolve(ToyFormat.DATA), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public void append(int trackId, SampleInfo sample, ByteBuffer data) throws IOException {
    if (ended) {
      throw new MediaException(MediaError.CLOSED, "the recording at " + at + " has ended");
    }
    info.track(trackId);
    Long before = decodedUs.put(trackId, sample.decodeTimeUs());
    if (before != null
        && before > sample.decodeTimeUs()
        && !format.has(Bug.ACCEPTS_FALLING_TIMES)) {
      throw new MediaException(MediaError.MUX_ERROR, "decode time falls from " + before);
    }
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
    out.write(head.putInt((int) crc.getValue()).flip());
    out.write(held.data());
    held = null;
  }

  @Override
  public void flush() throws IOException {
    if (!format.has(Bug.FLUSH_DOES_NOTHING)) {
      writeHeld();
    }
  }

  @Override
  public void finish() throws IOException {
    writeHeld();
    complete();
  }

  private void complete() throws IOException {
    if (!ended) {
      Files.writeString(at.resolve(ToyFormat.DONE), "done");
    }
    ended = true;
  }

  @Override
  public void close() throws IOException {
    if (out.isOpen() && format.has(Bug.CLOSE_COMPLETES)) {
      complete();
    }
    if (out.isOpen()) {
      writeHeld();
    }
    ended = true;
    out.close();
  }

  private record Held(int trackId, SampleInfo info, ByteBuffer data) {}
}
