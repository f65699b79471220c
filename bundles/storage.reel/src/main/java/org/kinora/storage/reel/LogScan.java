package org.kinora.storage.reel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.RecordingInfo;

/**
 * Reads the log block by block and finds what every track has. Blocks before a checkpoint are known
 * to have been durable, so only their heads are read; of those behind the last one the samples are
 * checked as well.
 */
final class LogScan {
  private static final int PIECE_BYTES = 64 << 10;

  private final ReelLog log;
  private final RecordingInfo info;
  private final Faults faults;
  private final Map<Integer, TrackEntries> tracks = new HashMap<>();

  /** Blocks of samples behind the greatest checkpoint that was seen so far. */
  private final Deque<Found> unproved = new ArrayDeque<>();

  private ByteBuffer piece = ByteBuffer.allocate(0);

  private long checkpoint = FileHeader.BYTES;
  private Optional<EndBlock> end = Optional.empty();

  private record Found(long offset, BlockHeader header) {}

  private LogScan(ReelLog log, RecordingInfo info, Collection<TrackEntries> wanted, Faults faults) {
    this.log = log;
    this.info = info;
    this.faults = faults;
    wanted.forEach(track -> tracks.put(track.track(), track));
  }

  /**
   * Adds the blocks from an offset on to the entries of their tracks.
   *
   * @param wanted tracks; the blocks of others are passed over
   * @return what the end block says, if there is one
   */
  static Optional<EndBlock> run(
      ReelLog log, RecordingInfo info, long from, Collection<TrackEntries> wanted, Faults faults)
      throws IOException {
    LogScan scan = new LogScan(log, info, wanted, faults);
    scan.blocks(from);
    while (!scan.unproved.isEmpty()) {
      scan.settle(scan.unproved.remove(), true);
    }
    return scan.end;
  }

  private void blocks(long from) throws IOException {
    long sizeBytes = log.file().sizeBytes();
    long at = from;
    while (at < sizeBytes) {
      Optional<BlockHeader> header = log.header(at);
      if (header.isPresent()) {
        take(at, header.get());
        at += header.get().blockBytes();
      } else {
        at = next(at).orElse(sizeBytes);
      }
      if (end.isPresent()) {
        break;
      }
    }
    long behind = sizeBytes - at;
    if (end.isPresent() && behind > 0) {
      faults.add(Severity.WARNING, place(at), () -> behind + " bytes follow the end block");
    } else if (behind < 0) {
      faults.add(
          Severity.WARNING,
          place(sizeBytes),
          () -> "the last block lacks %d bytes".formatted(-behind));
    }
  }

  /** The next valid header behind a place where there is none. */
  private OptionalLong next(long at) throws IOException {
    OptionalLong next = log.findHeader(at + 1);
    if (next.isPresent()) {
      faults.add(
          Severity.LOSS,
          place(at),
          () -> next.getAsLong() - at + " bytes are no block that is whole");
    } else {
      faults.add(
          Severity.WARNING,
          place(at),
          () ->
              "the last %d bytes are no block; the recording ended while they were written, or they are damaged"
                  .formatted(log.file().sizeBytes() - at));
    }
    return next;
  }

  private void take(long at, BlockHeader header) throws IOException {
    if (header.checkpoint() <= at) {
      checkpoint = Math.max(checkpoint, header.checkpoint());
    }
    if (header.kind() == BlockHeader.SAMPLES) {
      unproved.add(new Found(at, header));
    } else {
      Optional<ByteBuffer> head = log.head(at, header);
      if (head.isEmpty()) {
        faults.add(
            Severity.WARNING, place(at), () -> "the block's head is damaged; nothing needs it");
      } else if (header.kind() == BlockHeader.END) {
        end = EndBlock.decode(head.get(), header.checkpoint(), info.tracks());
      }
    }
    while (!unproved.isEmpty() && unproved.element().offset() < checkpoint) {
      settle(unproved.remove(), false);
    }
  }

  private void settle(Found found, boolean checkSamples) throws IOException {
    long at = found.offset();
    BlockHeader header = found.header();
    TrackEntries entries = tracks.get(header.track());
    if (entries == null || at < entries.from()) {
      return;
    }
    Optional<BlockTable> table = log.table(at, header);
    if (table.isEmpty()) {
      faults.add(Severity.LOSS, place(at), () -> "the head of the block is damaged");
      return;
    }
    int count = table.get().count();
    int whole = checkSamples ? wholeSamples(ReelLog.payloadOffset(at, header), table.get()) : count;
    if (whole < count) {
      faults.add(
          Severity.LOSS,
          place(at),
          () ->
              "track %d: samples %d to %d behind the last checkpoint are torn or damaged"
                  .formatted(
                      header.track(),
                      header.firstSample() + whole,
                      header.firstSample() + count - 1));
    }
    if (whole > 0) {
      entries.add(at, header.firstSample(), table.get().first(whole));
    }
  }

  /** How many samples of a block are whole before the first that is not. */
  private int wholeSamples(long payloadOffset, BlockTable table) throws IOException {
    if (piece.capacity() == 0) {
      piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    }
    for (int j = 0; j < table.count(); j++) {
      if (!log.isWhole(payloadOffset, table, j, piece)) {
        return j;
      }
    }
    return table.count();
  }

  private static String place(long offset) {
    return ReelFiles.LOG + ", offset " + offset;
  }
}
