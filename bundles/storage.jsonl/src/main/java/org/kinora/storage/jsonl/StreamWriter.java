package org.kinora.storage.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/**
 * Appends the samples of one track to its data file and their lines to its index. Both are
 * buffered, and lines never reach the disk before their samples do, so whatever a crash leaves is
 * readable.
 */
final class StreamWriter implements Closeable {
  private static final int DATA_BUFFER_BYTES = 1 << 20;
  private static final int INDEX_BUFFER_BYTES = 1 << 16;

  private final StreamFiles files;
  private final Track track;
  private final FileChannel data;
  private final FileChannel index;
  private final ByteBuffer dataBuffer = ByteBuffer.allocateDirect(DATA_BUFFER_BYTES);
  private final ByteBuffer indexBuffer = ByteBuffer.allocateDirect(INDEX_BUFFER_BYTES);

  /** The ends of the lines of key frames and of others. */
  private final String keyTail;

  private final String deltaTail;

  private long count;
  private long sizeBytes;
  private long firstUs;
  private long lastUs;
  private long endUs;
  private long lastDecodeUs = Long.MIN_VALUE;

  /** The timestamp of time 0 in events that were written. */
  private OptionalLong timeOriginUs = OptionalLong.empty();

  /**
   * Creates both files.
   *
   * @param quotedCodec the codec string as JSON
   */
  StreamWriter(Path directory, StreamFiles files, Track track, String quotedCodec)
      throws IOException {
    this.files = files;
    this.track = track;
    keyTail = tail(track, quotedCodec, true);
    deltaTail = tail(track, quotedCodec, false);
    data = FileChannel.open(directory.resolve(files.data), CREATE_NEW, WRITE);
    try {
      index =
          files.areEvents()
              ? data
              : FileChannel.open(directory.resolve(files.index), CREATE_NEW, WRITE);
    } catch (IOException e) {
      data.close();
      throw e;
    }
  }

  /** Every audio packet is a key frame unless the line says otherwise. */
  private static String tail(Track track, String quotedCodec, boolean key) {
    if (track.format() instanceof VideoFormat video) {
      return ",\"type\":\"%s\",\"codedWidth\":%d,\"codedHeight\":%d,\"codec\":%s,\"isKeyframe\":%b}\n"
          .formatted(key ? "key" : "delta", video.width(), video.height(), quotedCodec, key);
    }
    return key ? "}\n" : ",\"type\":\"delta\",\"isKeyframe\":false}\n";
  }

  /**
   * Refuses what the format cannot hold.
   *
   * @throws MediaException MUX_ERROR; nothing has changed
   */
  void check(SampleInfo info, ByteBuffer bytes) throws MediaException {
    if (info.decodeTimeUs() < lastDecodeUs) {
      throw refuse(
          "decode time %d us lies before %d us".formatted(info.decodeTimeUs(), lastDecodeUs));
    }
    if (info.size() != bytes.remaining()) {
      throw refuse("%d bytes are stated, %d given".formatted(info.size(), bytes.remaining()));
    }
    if (isTooFar(info.timeUs()) || isTooFar(info.decodeTimeUs())) {
      throw refuse("time %d us, decode time %d us".formatted(info.timeUs(), info.decodeTimeUs()));
    }
    if (files.areEvents()) {
      checkEvent(info, bytes);
    }
  }

  /** An event says itself when it was; all on the same clock. */
  private void checkEvent(SampleInfo info, ByteBuffer bytes) throws MediaException {
    byte[] text = new byte[bytes.remaining()];
    bytes.get(bytes.position(), text);
    IndexLine event = new IndexLine();
    LineParser parser = new LineParser(false);
    boolean oneLine = new String(text, UTF_8).indexOf('\n') < 0;
    if (!oneLine || !parser.parse(text, 0, text.length, event)) {
      throw refuse("it is no line of JSON with a timestamp: " + parser.problem());
    }
    long zeroUs = event.timestampUs - info.timeUs();
    if (timeOriginUs.orElse(zeroUs) != zeroUs) {
      throw refuse(
          "its timestamp is %d; at %d us it has to be %d"
              .formatted(
                  event.timestampUs, info.timeUs(), info.timeUs() + timeOriginUs.getAsLong()));
    }
    timeOriginUs = OptionalLong.of(zeroUs);
  }

  private static boolean isTooFar(long timeUs) {
    return timeUs > JsonCursor.MOST || timeUs < -JsonCursor.MOST;
  }

  private MediaException refuse(String problem) {
    return new MediaException(
        MediaError.MUX_ERROR, "track %d, sample %d: %s".formatted(track.id(), count, problem));
  }

  /** Appends a sample that was checked. */
  void append(SampleInfo info, ByteBuffer bytes) throws IOException {
    byte[] line = (files.areEvents() ? "" : line(info)).getBytes(UTF_8);
    if (dataBuffer.remaining() < info.size() + 1 || indexBuffer.remaining() < line.length) {
      drain();
    }
    if (info.size() >= dataBuffer.capacity()) {
      writeAll(data, bytes);
    } else {
      dataBuffer.put(bytes);
    }
    if (files.areEvents()) {
      dataBuffer.put((byte) '\n');
    }
    indexBuffer.put(line);
    if (count == 0) {
      firstUs = info.timeUs();
    }
    count++;
    sizeBytes += info.size();
    lastUs = info.timeUs();
    lastDecodeUs = info.decodeTimeUs();
    endUs = Math.max(endUs, info.timeUs() + Math.max(0, info.durationUs()));
  }

  private String line(SampleInfo info) {
    StringBuilder line = new StringBuilder(192);
    line.append("{\"offset\":").append(sizeBytes).append(",\"size\":").append(info.size());
    line.append(",\"timestamp\":").append(info.timeUs());
    if (info.decodeTimeUs() != info.timeUs()) {
      line.append(",\"decodeTimestamp\":").append(info.decodeTimeUs());
    }
    if (info.durationUs() > 0) {
      line.append(",\"duration\":").append(info.durationUs());
    }
    return line.append(info.keyframe() ? keyTail : deltaTail).toString();
  }

  /** Hands all bytes to the operating system, samples before lines. */
  void drain() throws IOException {
    drain(data, dataBuffer);
    drain(index, indexBuffer);
  }

  private static void drain(FileChannel file, ByteBuffer buffer) throws IOException {
    writeAll(file, buffer.flip());
    buffer.clear();
  }

  private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Waits until all drained bytes are on the disk, samples before lines. */
  void force() throws IOException {
    data.force(false);
    index.force(false);
  }

  StreamFiles files() {
    return files;
  }

  Track track() {
    return track;
  }

  /** The timestamp of time 0 in events, once there is one. */
  OptionalLong timeOriginUs() {
    return timeOriginUs;
  }

  long count() {
    return count;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  long firstUs() {
    return firstUs;
  }

  long lastUs() {
    return lastUs;
  }

  long endUs() {
    return endUs;
  }

  @Override
  public void close() throws IOException {
    try (data) {
      index.close();
    }
  }
}
