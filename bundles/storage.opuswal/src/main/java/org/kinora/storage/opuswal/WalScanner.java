package org.kinora.storage.opuswal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaException;

/**
 * Reads one log from its beginning to its end.
 *
 * <pre>
 * file:   "NANO-LOG" · u64 0 · u64 expiration · u64 keyLen · key
 * record: "NANORC" · u16 headerLen · header · u64 contentLen · content
 * </pre>
 *
 * All numbers are little-endian. Records have no checksum; what is no record is passed over.
 */
final class WalScanner {
  static final byte[] FILE_MAGIC = "NANO-LOG".getBytes(US_ASCII);
  static final byte[] RECORD_MAGIC = "NANORC".getBytes(US_ASCII);
  static final int FILE_HEADER_BYTES = 32;
  static final int MOST_KEY_BYTES = 4096;
  static final int MOST_HEADER_BYTES = 1024;
  static final int MOST_CONTENT_BYTES = 50 << 10;

  /** How far to search for the next record. */
  static final int RESYNC_BYTES = 64 << 10;

  private static final int WINDOW_BYTES = 128 << 10;

  /** Takes the packets that a decoder can make something of. */
  @FunctionalInterface
  interface PacketSink {
    void accept(long stampMs, long offset, int size, int samples, int channels);
  }

  private final FileChannel channel;
  private final String place;
  private final long sizeBytes;
  private final Faults faults;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowAt;

  WalScanner(FileChannel channel, String place, Faults faults) throws IOException {
    this.channel = channel;
    this.place = place;
    this.faults = faults;
    sizeBytes = channel.size();
  }

  static boolean hasMagic(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(FILE_MAGIC.length), FILE_MAGIC);
    }
  }

  /** The speaker's name; empty if the file header is broken. */
  String key() throws IOException {
    ByteBuffer header = at(0, FILE_HEADER_BYTES + MOST_KEY_BYTES);
    if (!startsWith(header, FILE_MAGIC) || header.remaining() < FILE_HEADER_BYTES) {
      return "";
    }
    long length = header.getLong(FILE_HEADER_BYTES - Long.BYTES);
    if (length < 1 || length > header.remaining() - FILE_HEADER_BYTES) {
      return "";
    }
    byte[] key = new byte[(int) length];
    header.get(FILE_HEADER_BYTES, key);
    return new String(key, UTF_8);
  }

  /** Hands on the packets in the order of the file. */
  void scan(String key, PacketSink sink) throws IOException {
    long offset = key.isEmpty() ? 0 : FILE_HEADER_BYTES + at(24, 8).getLong(0);
    while (offset < sizeBytes) {
      long end = record(offset, sink);
      offset = end > 0 ? end : resync(offset);
    }
  }

  /** Reads the record at an offset; returns where it ends, or -1 if there is none. */
  private long record(long offset, PacketSink sink) throws IOException {
    ByteBuffer head = at(offset, RECORD_MAGIC.length + 2 + MOST_HEADER_BYTES + 8);
    int headerAt = RECORD_MAGIC.length + 2;
    if (!startsWith(head, RECORD_MAGIC) || head.remaining() < headerAt) {
      return -1;
    }
    int headerBytes = head.getShort(RECORD_MAGIC.length) & 0xFFFF;
    int contentAt = headerAt + headerBytes + 8;
    if (headerBytes > MOST_HEADER_BYTES || head.remaining() < contentAt) {
      return -1;
    }
    long size = head.getLong(contentAt - 8);
    if (size < 0 || size > MOST_CONTENT_BYTES || offset + contentAt + size > sizeBytes) {
      return -1;
    }
    long stampMs = RecordHeader.stampMs(head.slice(headerAt, headerBytes));
    if (stampMs == RecordHeader.NO_STAMP) {
      faults.add(
          Severity.NOTE,
          place + ", offset " + offset,
          () -> "the record has no usable timestamp; it takes that of the one before it");
    }
    packet(stampMs, offset + contentAt, (int) size, sink);
    return offset + contentAt + size;
  }

  private void packet(long stampMs, long offset, int size, PacketSink sink) throws IOException {
    ByteBuffer packet = at(offset, size);
    int samples;
    int channels;
    try {
      samples = Opus.samples(packet);
      channels = Opus.channels(packet);
    } catch (MediaException e) {
      faults.add(
          Severity.LOSS, place + ", offset " + offset, () -> e.getMessage() + "; it is left out");
      return;
    }
    sink.accept(stampMs, offset, size, samples, channels);
  }

  /** Finds the next record behind an offset, or the end of the file. */
  private long resync(long offset) throws IOException {
    ByteBuffer bytes = at(offset, RESYNC_BYTES);
    for (int i = 1; i + RECORD_MAGIC.length <= bytes.remaining(); i++) {
      if (startsWith(bytes.slice(i, RECORD_MAGIC.length), RECORD_MAGIC)) {
        int passed = i;
        faults.add(
            Severity.LOSS,
            place + ", offset " + offset,
            () -> passed + " bytes are no record, expected NANORC; they are passed over");
        return offset + i;
      }
    }
    faults.add(
        Severity.LOSS,
        place + ", offset " + offset,
        () ->
            "the last %d bytes hold no whole record within %d bytes; they are left out"
                .formatted(sizeBytes - offset, RESYNC_BYTES));
    return sizeBytes;
  }

  private static boolean startsWith(ByteBuffer bytes, byte[] magic) {
    return bytes.remaining() >= magic.length
        && bytes.slice(0, magic.length).equals(ByteBuffer.wrap(magic));
  }

  /** The bytes at an offset, as many of those wanted as there are; valid until the next call. */
  private ByteBuffer at(long offset, int wanted) throws IOException {
    int bytes = (int) Math.max(0, Math.min(wanted, sizeBytes - offset));
    if (offset < windowAt || offset + bytes > windowAt + window.limit()) {
      windowAt = offset;
      window.clear();
      while (window.hasRemaining() && channel.read(window, offset + window.position()) >= 0) {}
      window.flip();
    }
    int from = (int) (offset - windowAt);
    int there = Math.max(0, Math.min(bytes, window.limit() - from));
    return window.slice(Math.min(from, window.limit()), there).order(ByteOrder.LITTLE_ENDIAN);
  }
}
