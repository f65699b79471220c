package org.kinora.lib.movie;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Lists the samples of {@code moof} boxes (ISO/IEC 14496-12, section 8.8), by whomever they were
 * written. Keeps the decode time of each track from one box to the next.
 */
final class FragmentReader {
  private static final int BASE_DATA_OFFSET = 0x1;
  private static final int DEFAULT_BASE_IS_MOOF = 0x20000;
  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_SAMPLE_FLAGS = 0x4;
  private static final int SHIFTS = 0x800;
  private static final int NOT_A_KEY_SAMPLE = 0x10000;

  /** In the order of their fields: duration, size, flags; and their bits in {@code trun}. */
  private static final int[] COLUMNS = {0x100, 0x200, 0x400};

  /** In {@code tfhd}: sample entry, and the defaults of the columns. */
  private static final int[] DEFAULTS = {0x2, 0x8, 0x10, 0x20};

  private final Map<Integer, TrackState> tracks;
  private final SampleCheck check;

  /**
   * A reader at the beginning.
   *
   * @param tracks by their identifier
   */
  FragmentReader(Map<Integer, TrackState> tracks, SampleCheck check) {
    this.tracks = tracks;
    this.check = check;
  }

  /**
   * Hands over the samples that are whole.
   *
   * @param moof the payload of the box, which begins at {@code at}
   * @return whether all of them were, and made sense
   */
  boolean read(ByteBuffer moof, long at) throws IOException {
    boolean whole = true;
    long dataEnd = at;
    boolean first = true;
    BoxCursor boxes = new BoxCursor(moof);
    while (boxes.next()) {
      if (boxes.is("traf")) {
        Run run = new Run(at, first ? at : dataEnd);
        try {
          whole &= run.read(boxes.payload());
        } catch (IndexOutOfBoundsException e) {
          return false; // a field lies beyond its box
        }
        dataEnd = run.offset;
        first = false;
      }
    }
    return whole;
  }

  /** One {@code traf} box. */
  private final class Run {
    private final long moofAt;
    private long base;
    private long offset;
    private int[] values = {};

    Run(long moofAt, long dataEnd) {
      this.moofAt = moofAt;
      this.base = dataEnd;
      this.offset = dataEnd;
    }

    boolean read(ByteBuffer traf) throws IOException {
      ByteBuffer header = BoxCursor.find(traf, "tfhd").orElse(ByteBuffer.allocate(0));
      TrackState state = tracks.get(header.getInt(4));
      if (state == null) {
        return true; // of a track that is not recovered
      }
      readHeader(header, state);
      BoxCursor.find(traf, "tfdt")
          .ifPresent(
              time ->
                  state.nextDecode =
                      time.get(0) == 1 ? time.getLong(4) : Integer.toUnsignedLong(time.getInt(4)));
      BoxCursor boxes = new BoxCursor(traf);
      boolean whole = true;
      while (boxes.next()) {
        if (boxes.is("trun")) {
          whole &= readRun(boxes.payload(), state);
        }
      }
      return whole;
    }

    private void readHeader(ByteBuffer header, TrackState state) {
      int flags = header.getInt(0);
      values = state.track.defaults();
      header.position(8);
      if ((flags & BASE_DATA_OFFSET) != 0) {
        base = header.getLong(8);
        header.position(16);
      } else if ((flags & DEFAULT_BASE_IS_MOOF) != 0) {
        base = moofAt;
      }
      offset = base;
      for (int i = 0; i < DEFAULTS.length; i++) {
        if ((flags & DEFAULTS[i]) != 0) {
          values[i] = header.getInt(header.position());
          header.position(header.position() + Integer.BYTES);
        }
      }
    }

    private boolean readRun(ByteBuffer run, TrackState state) throws IOException {
      int flags = run.getInt(0);
      long count = Integer.toUnsignedLong(run.getInt(4));
      run.position(8);
      if ((flags & DATA_OFFSET) != 0) {
        offset = base + nextInt(run);
      }
      boolean hasFirstFlags = (flags & FIRST_SAMPLE_FLAGS) != 0;
      int firstFlags = hasFirstFlags ? nextInt(run) : 0;
      int[] columns = {values[1], values[2], values[3]};
      for (long i = 0; i < count; i++) {
        for (int column = 0; column < COLUMNS.length; column++) {
          if ((flags & COLUMNS[column]) != 0) {
            columns[column] = nextInt(run);
          }
        }
        int shift = (flags & SHIFTS) != 0 ? nextInt(run) : 0;
        int sampleFlags = i == 0 && hasFirstFlags ? firstFlags : columns[2];
        long duration = Integer.toUnsignedLong(columns[0]);
        boolean key = (sampleFlags & NOT_A_KEY_SAMPLE) == 0;
        if (!check.take(state, values[0] - 1, key, duration, shift, offset, columns[1])) {
          return false;
        }
        offset += columns[1];
      }
      return true;
    }

    private int nextInt(ByteBuffer in) {
      int value = in.getInt(in.position());
      in.position(in.position() + Integer.BYTES);
      return value;
    }
  }
}
