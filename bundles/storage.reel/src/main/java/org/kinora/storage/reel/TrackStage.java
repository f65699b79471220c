package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;

/** The samples of one track that wait to become a block. */
final class TrackStage {
  /** Kept from block to block; what a single large sample needed beyond it is given back. */
  private static final int KEPT_BYTES = 1 << 20;

  private static final int FIRST_BYTES = 64 << 10;

  private final Track track;
  private final ByteBuffer head =
      direct(BlockHeader.BYTES + BlockTable.MOST_SAMPLES * BlockTable.ENTRY_BYTES);
  private ByteBuffer payload = direct(FIRST_BYTES);
  private int waiting;
  private boolean unsynced;
  private long firstDecodeUs;
  private long firstUnsyncedUs;
  private long lastDecodeUs = -BlockTable.MOST_US;
  private long firstSample;

  TrackStage(Track track) {
    this.track = track;
    clear();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  Track track() {
    return track;
  }

  boolean isEmpty() {
    return waiting == 0;
  }

  boolean isFull() {
    return waiting == BlockTable.MOST_SAMPLES;
  }

  /** Bytes of the samples that wait. */
  int payloadBytes() {
    return payload.position();
  }

  /** From the first waiting sample to this decode time; 0 if none waits. */
  long spanUs(long decodeTimeUs) {
    return isEmpty() ? 0 : decodeTimeUs - firstDecodeUs;
  }

  /** From the first sample that is not durable to this decode time; 0 if all are. */
  long unsyncedUs(long decodeTimeUs) {
    return unsynced ? decodeTimeUs - firstUnsyncedUs : 0;
  }

  /** All samples that were ever added. */
  long count() {
    return firstSample + waiting;
  }

  /**
   * Refuses what the format cannot hold.
   *
   * @throws MediaException MUX_ERROR; nothing has changed
   */
  void check(SampleInfo info, ByteBuffer data) throws MediaException {
    if (info.decodeTimeUs() < lastDecodeUs) {
      throw refuse(
          "decode time %s us lies before %d us".formatted(us(info.decodeTimeUs()), lastDecodeUs));
    }
    if (info.size() != data.remaining()) {
      throw refuse("%d bytes are stated, %d given".formatted(info.size(), data.remaining()));
    }
    if (info.size() > BlockTable.MOST_SAMPLE_BYTES) {
      throw refuse(
          "%d bytes; at most %d are held".formatted(info.size(), BlockTable.MOST_SAMPLE_BYTES));
    }
    if (info.timeUs() < -BlockTable.MOST_US
        || info.timeUs() > BlockTable.MOST_US
        || info.decodeTimeUs() > BlockTable.MOST_US
        || info.durationUs() < 0
        || info.durationUs() > BlockTable.MOST_US) {
      throw refuse(
          "time %s us, decode time %d us, duration %s us; expected within 2^60 us, durations from 0"
              .formatted(us(info.timeUs()), info.decodeTimeUs(), us(info.durationUs())));
    }
    if (count() == Integer.MAX_VALUE) {
      throw refuse("a track holds no more samples than that");
    }
  }

  private static String us(long timeUs) {
    return timeUs == MediaTime.UNKNOWN ? "unknown" : Long.toString(timeUs);
  }

  private MediaException refuse(String problem) {
    return new MediaException(
        MediaError.MUX_ERROR, "track %d, sample %d: %s".formatted(track.id(), count(), problem));
  }

  /** Adds a sample that was checked; the stage must not be full. */
  void add(SampleInfo info, ByteBuffer data) {
    if (isEmpty()) {
      firstDecodeUs = info.decodeTimeUs();
    }
    if (!unsynced) {
      unsynced = true;
      firstUnsyncedUs = info.decodeTimeUs();
    }
    lastDecodeUs = info.decodeTimeUs();
    if (payload.remaining() < info.size()) {
      grow(info.size());
    }
    BlockTable.put(head, info, Checksum.of(data));
    payload.put(data);
    waiting++;
  }

  private void grow(int more) {
    long wanted = Math.max(payload.position() + (long) more, 2L * payload.capacity());
    payload = direct((int) Math.min(wanted, Integer.MAX_VALUE - 8)).put(payload.flip());
  }

  /** The table of the samples that wait; valid until {@link #clear()}. */
  BlockTable table() {
    return BlockTable.of(head.slice(BlockHeader.BYTES, waiting * BlockTable.ENTRY_BYTES))
        .orElseThrow(() -> new IllegalStateException("an unchecked sample was added"));
  }

  /** Adds header, head and payload of the block to what is to be written; returns its size. */
  long drainTo(List<ByteBuffer> parts, long salt, long checkpoint) {
    ByteBuffer whole = head.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
    ByteBuffer entries = whole.slice(BlockHeader.BYTES, whole.limit() - BlockHeader.BYTES);
    BlockHeader header =
        new BlockHeader(
            BlockHeader.SAMPLES,
            track.id(),
            entries.remaining(),
            payload.position(),
            firstSample,
            checkpoint,
            Checksum.of(entries));
    header.encode(salt, whole);
    parts.add(whole);
    parts.add(payload.duplicate().flip());
    return header.blockBytes();
  }

  /** All samples were written, and what was written is durable. */
  void markSynced() {
    unsynced = false;
  }

  /** Forgets the samples that waited; they were written. */
  void clear() {
    firstSample += waiting;
    waiting = 0;
    head.clear().position(BlockHeader.BYTES);
    if (payload.capacity() > KEPT_BYTES) {
      payload = direct(KEPT_BYTES);
    }
    payload.clear();
  }
}
