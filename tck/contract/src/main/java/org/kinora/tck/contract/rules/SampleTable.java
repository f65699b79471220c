package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The tables of a track's samples (ISO/IEC 14496-12, sections 8.6 and 8.7), as they are stored.
 *
 * @param box the sample table box
 * @param sizes bytes of each sample
 * @param timeRuns pairs of a number of samples and their duration
 * @param chunkRuns triples of a first chunk, samples in each, and their sample entry
 * @param chunks where each begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SampleTable(Node box, int[] sizes, int[] timeRuns, int[] chunkRuns, long[] chunks) {
  /** Takes each sample in order. */
  @FunctionalInterface
  interface Visitor {
    void visit(int chunk, long offset, int sizeBytes) throws IOException;
  }

  static SampleTable read(Node stbl) throws IOException {
    return new SampleTable(
        stbl,
        sizes(stbl),
        ints(stbl, "stts", 2),
        ints(stbl, "stsc", 3),
        stbl.first("co64").isPresent()
            ? wide(stbl)
            : Arrays.stream(ints(stbl, "stco", 1)).mapToLong(i -> i & 0xFFFF_FFFFL).toArray());
  }

  int count() {
    return sizes.length;
  }

  /** How many samples the time table has. */
  long timedCount() {
    long count = 0;
    for (int i = 0; i < timeRuns.length; i += 2) {
      count += timeRuns[i] & 0xFFFF_FFFFL;
    }
    return count;
  }

  long totalTicks() {
    long ticks = 0;
    for (int i = 0; i < timeRuns.length; i += 2) {
      ticks += (timeRuns[i] & 0xFFFF_FFFFL) * (timeRuns[i + 1] & 0xFFFF_FFFFL);
    }
    return ticks;
  }

  /** The chunk behind those of a run, counted from 1 as everything in these tables. */
  long runEnd(int run) {
    int next = 3 * (run + 1);
    return next < chunkRuns.length ? chunkRuns[next] : chunks.length + 1L;
  }

  /** Walks as far as the tables go together. */
  void forEach(Visitor visitor) throws IOException {
    int sample = 0;
    for (int run = 0; run < chunkRuns.length / 3; run++) {
      for (int chunk = chunkRuns[3 * run]; chunk < runEnd(run); chunk++) {
        long offset = chunks[chunk - 1];
        for (int i = 0; i < chunkRuns[3 * run + 1] && sample < sizes.length; i++) {
          visitor.visit(chunk, offset, sizes[sample]);
          offset += sizes[sample++];
        }
      }
    }
  }

  private static int[] sizes(Node stbl) throws IOException {
    Optional<Node> stsz = stbl.first("stsz");
    if (stsz.isEmpty()) {
      return new int[0];
    }
    ByteBuffer table = stsz.get().payload().position(4);
    int same = table.getInt();
    int[] sizes = new int[table.getInt()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = same == 0 ? table.getInt() : same;
    }
    return sizes;
  }

  /** A table of rows of 32-bit numbers behind their count. */
  static int[] ints(Node stbl, String name, int columns) throws IOException {
    List<Node> boxes = stbl.all(name);
    if (boxes.isEmpty()) {
      return new int[0];
    }
    ByteBuffer table = boxes.get(0).payload().position(4);
    int[] numbers = new int[Math.multiplyExact(table.getInt(), columns)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = table.getInt();
    }
    return numbers;
  }

  private static long[] wide(Node stbl) throws IOException {
    ByteBuffer table =
        stbl.first("co64").orElseThrow(IndexOutOfBoundsException::new).payload().position(4);
    long[] numbers = new long[table.getInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = table.getLong();
    }
    return numbers;
  }
}
