package org.kinora.storage.opuswal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.kinora.lib.bitstream.Opus;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;

/** Appends the packets of one speaker to a log. */
final class SegmentWriter implements Closeable {
  private static final int BUFFER_BYTES = 128 << 10;
  private static final int RECORD_FRAME_BYTES = 16;

  private final Track track;
  private final AudioFormat format;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long count;
  private long lastUs = Long.MIN_VALUE;
  private long endMs;

  /** Creates the file and puts its header. */
  SegmentWriter(Path wal, Track track, AudioFormat format, String key, long expirationSeconds)
      throws IOException {
    this.track = track;
    this.format = format;
    byte[] keyBytes = key.getBytes(UTF_8);
    channel =
        FileChannel.open(
            wal.resolve(WalName.of(key, 1)),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    buffer.put(WalScanner.FILE_MAGIC).putLong(0).putLong(expirationSeconds);
    buffer.putLong(keyBytes.length).put(keyBytes);
  }

  /**
   * Refuses what the format cannot hold.
   *
   * @throws MediaException MUX_ERROR; nothing has changed
   */
  void check(SampleInfo info, ByteBuffer data) throws MediaException {
    if (info.timeUs() != info.decodeTimeUs() || info.timeUs() < lastUs) {
      throw refuse(
          "time %d us, decode time %d us, before it %d us; expected equal and not falling"
              .formatted(info.timeUs(), info.decodeTimeUs(), lastUs));
    }
    if (info.size() != data.remaining() || info.size() > WalScanner.MOST_CONTENT_BYTES) {
      throw refuse(
          "%d bytes are stated, %d given, at most %d fit"
              .formatted(info.size(), data.remaining(), WalScanner.MOST_CONTENT_BYTES));
    }
    long stampMs = stampMs(info);
    if (stampMs < 0 || stampMs > RecordHeader.MOST_MS) {
      throw refuse("it is heard at %d ms; expected 0 to 2^32 - 1".formatted(stampMs));
    }
    try {
      Opus.samples(data);
    } catch (MediaException e) {
      throw new MediaException(MediaError.MUX_ERROR, place() + e.getMessage(), e);
    }
  }

  /** The stamp is when the packet was captured: its time plus the pre-skip. */
  private long stampMs(SampleInfo info) {
    long preSkipUs = MediaTime.toUs(format.preSkip(), Opus.RATE_HZ);
    return Math.floorDiv(info.timeUs() + preSkipUs + 500, 1000);
  }

  private MediaException refuse(String problem) {
    return new MediaException(MediaError.MUX_ERROR, place() + problem);
  }

  private String place() {
    return "track %d, sample %d: ".formatted(track.id(), count);
  }

  /** Appends a packet that was checked. */
  void append(SampleInfo info, ByteBuffer data) throws IOException {
    if (buffer.remaining() < RECORD_FRAME_BYTES + RecordHeader.MOST_WRITTEN_BYTES + info.size()) {
      drain();
    }
    long stampMs = stampMs(info);
    buffer.put(WalScanner.RECORD_MAGIC);
    int lengthAt = buffer.position();
    buffer.putShort((short) 0);
    RecordHeader.put(buffer, format.channels(), stampMs);
    buffer.putShort(lengthAt, (short) (buffer.position() - lengthAt - 2));
    buffer.putLong(info.size()).put(data);
    lastUs = info.timeUs();
    endMs = stampMs + Math.max(0, info.durationUs() + 999) / 1000;
    count++;
  }

  /** Hands all bytes to the operating system. */
  void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  void force() throws IOException {
    channel.force(false);
  }

  Track track() {
    return track;
  }

  long endMs() {
    return endMs;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
