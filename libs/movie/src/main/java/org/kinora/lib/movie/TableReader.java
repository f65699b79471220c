package org.kinora.lib.movie;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Lists the samples of the tables in a {@code moov} box (ISO/IEC 14496-12, section 8.5 to 8.7), of
 * all tracks in the order of the file.
 */
final class TableReader {
  private TableReader() {}

  /**
   * Hands over the samples of each track up to the first that is not there.
   *
   * @return whether all of them were, and made sense
   */
  static boolean read(Collection<TrackState> tracks, SampleCheck check) throws IOException {
    boolean whole = true;
    PriorityQueue<Cursor> cursors =
        new PriorityQueue<>(Comparator.comparingLong(cursor -> cursor.offset));
    for (TrackState track : tracks) {
      if (track.track.tableSamples() > 0) {
        whole &= advance(new Cursor(track), cursors);
      }
    }
    for (Cursor next = cursors.poll(); next != null; next = cursors.poll()) {
      whole &= next.hand(check) && advance(next, cursors);
    }
    return whole;
  }

  /** Goes to a track's next sample; returns whether it could be understood, or was the last. */
  private static boolean advance(Cursor cursor, Collection<Cursor> cursors) {
    try {
      if (cursor.next()) {
        cursors.add(cursor);
      }
      return true;
    } catch (IndexOutOfBoundsException e) {
      cursor.state.cut = true; // a field lies beyond its box
      return false;
    }
  }

  /** The table of one track, at a sample. */
  private static final class Cursor {
    private static final int ENTRIES = 8;
    private static final int SIZES = 12;
    private static final int CHUNK_RUN_BYTES = 12;

    private final TrackState state;
    private final ByteBuffer sizes;
    private final ByteBuffer chunkRuns;
    private final ByteBuffer chunks;
    private final boolean wideChunks;
    private final Runs durations;
    private final Optional<Runs> shifts;
    private final Optional<ByteBuffer> keys;
    private long number;
    private int chunk = -1;
    private int chunkRun;
    private long leftInChunk;
    private int keyNumber;
    private long offset;
    private int size;
    private long duration;
    private int shift;
    private boolean key;

    Cursor(TrackState state) {
      this.state = state;
      FoundTrack track = state.track;
      ByteBuffer none = ByteBuffer.allocate(0);
      sizes = track.table("stsz").orElse(none);
      chunkRuns = track.table("stsc").orElse(none);
      wideChunks = track.table("co64").isPresent();
      chunks = track.table(wideChunks ? "co64" : "stco").orElse(none);
      durations = new Runs(track.table("stts").orElse(none));
      shifts = track.table("ctts").map(Runs::new);
      keys = track.table("stss");
    }

    /** Goes to the next sample; returns whether there is one. */
    boolean next() {
      if (number == state.track.tableSamples()) {
        return false;
      }
      offset += size;
      while (leftInChunk == 0) {
        nextChunk();
      }
      leftInChunk--;
      int same = sizes.getInt(4);
      size = same != 0 ? same : sizes.getInt(Math.toIntExact(SIZES + number * Integer.BYTES));
      duration = Integer.toUnsignedLong(durations.next());
      shift = shifts.filter(Runs::hasNext).map(Runs::next).orElse(0);
      number++;
      key = keys.map(this::isKey).orElse(true);
      return true;
    }

    private void nextChunk() {
      chunk++;
      int after = ENTRIES + (chunkRun + 1) * CHUNK_RUN_BYTES;
      if (chunkRun + 1 < chunkRuns.getInt(4) && chunk + 1 >= chunkRuns.getInt(after)) {
        chunkRun++;
      }
      leftInChunk = Integer.toUnsignedLong(chunkRun(1));
      offset =
          wideChunks
              ? chunks.getLong(ENTRIES + chunk * Long.BYTES)
              : Integer.toUnsignedLong(chunks.getInt(ENTRIES + chunk * Integer.BYTES));
    }

    /** A field of the run of chunks: first chunk, samples in each, sample entry from 1. */
    private int chunkRun(int field) {
      return chunkRuns.getInt(ENTRIES + chunkRun * CHUNK_RUN_BYTES + field * Integer.BYTES);
    }

    /** Whether the sample is in the list of key samples, which rises. */
    private boolean isKey(ByteBuffer list) {
      while (keyNumber < list.getInt(4) && listed(list) < number) {
        keyNumber++;
      }
      return keyNumber < list.getInt(4) && listed(list) == number;
    }

    private long listed(ByteBuffer list) {
      return Integer.toUnsignedLong(list.getInt(ENTRIES + keyNumber * Integer.BYTES));
    }

    boolean hand(SampleCheck check) throws IOException {
      return check.take(state, chunkRun(2) - 1, key, duration, shift, offset, size);
    }
  }

  /** A table of runs: how many samples, and a value. */
  private static final class Runs {
    private final ByteBuffer table;
    private int at;
    private long left;

    Runs(ByteBuffer table) {
      this.table = table;
    }

    boolean hasNext() {
      return left > 0 || at + 2 * Long.BYTES <= table.limit();
    }

    int next() {
      while (left == 0) {
        at += Long.BYTES; // the first one lies behind version, flags and count
        left = Integer.toUnsignedLong(table.getInt(at));
      }
      left--;
      return table.getInt(at + Integer.BYTES);
    }
  }
}
