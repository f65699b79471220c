package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What holds for the tables of a track's samples (ISO/IEC 14496-12, sections 8.6 and 8.7). */
final class SampleTableRules {
  private static final Rule COUNTS =
      Rule.must(
          "mp4.sample-counts",
          "The tables of sizes, times, composition offsets and chunks have as many samples.",
          "ISO/IEC 14496-12 8.6.1, 8.7.3, 8.7.4.");
  private static final Rule OFFSETS =
      Rule.must(
          "mp4.negative-offsets",
          "Composition offsets below 0 have version 1.",
          "ISO/IEC 14496-12 8.6.1.3.");
  private static final Rule SYNC =
      Rule.must(
          "mp4.sync-samples",
          "Sync samples are numbered from 1, rising, up to the number of samples.",
          "ISO/IEC 14496-12 8.6.2.");
  private static final Rule CHUNK_RUNS =
      Rule.must(
          "mp4.chunk-runs",
          "Runs of chunks begin at chunk 1, rise, name chunks and sample entries that there are.",
          "ISO/IEC 14496-12 8.7.4.");
  private static final Rule IN_MDAT =
      Rule.must(
          "mp4.samples-in-mdat",
          "Every sample lies in one media data box.",
          "ISO/IEC 14496-12 8.1.1, 8.7.5.");
  private static final Rule APART =
      Rule.must("mp4.chunks-apart", "A track's chunks do not overlap.", "ISO/IEC 14496-12 8.7.5.");

  static final List<Rule> ALL = List.of(COUNTS, OFFSETS, SYNC, CHUNK_RUNS, IN_MDAT, APART);

  private SampleTableRules() {}

  static void check(Node file, MovieTrack track, Breaches breaches) throws IOException {
    SampleTable samples = track.samples();
    breaches.require(
        samples.timedCount() == samples.count(),
        COUNTS,
        samples.box(),
        samples.count() + " sizes, " + samples.timedCount() + " times");
    checkComposition(samples, breaches);
    checkSync(samples, breaches);
    if (checkRuns(track, breaches)) {
      checkPlaces(file, samples, breaches);
    }
  }

  private static void checkComposition(SampleTable samples, Breaches breaches) throws IOException {
    Optional<Node> ctts = samples.box().first("ctts");
    if (ctts.isEmpty()) {
      return;
    }
    ByteBuffer table = ctts.get().payload();
    int version = table.get(0);
    table.position(8);
    long count = 0;
    boolean negative = false;
    while (table.hasRemaining()) {
      count += table.getInt() & 0xFFFF_FFFFL;
      negative |= table.getInt() < 0;
    }
    breaches.require(
        count == samples.count(),
        COUNTS,
        ctts.get(),
        count + " offsets of " + samples.count() + " samples");
    breaches.require(!negative || version == 1, OFFSETS, ctts.get(), "version " + version);
  }

  private static void checkSync(SampleTable samples, Breaches breaches) throws IOException {
    int last = 0;
    boolean rising = true;
    for (int number : SampleTable.ints(samples.box(), "stss", 1)) {
      rising &= number > last && number <= samples.count();
      last = number;
    }
    breaches.require(
        rising, SYNC, samples.box(), "number " + last + " of " + samples.count() + " samples");
  }

  /** Whether the runs can be followed. */
  private static boolean checkRuns(MovieTrack track, Breaches breaches) {
    SampleTable samples = track.samples();
    long expected = 1;
    long count = 0;
    boolean right = true;
    for (int run = 0; run < samples.chunkRuns().length / 3; run++) {
      int first = samples.chunkRuns()[3 * run];
      int entry = samples.chunkRuns()[3 * run + 2];
      right &= run == 0 ? first == 1 : first >= expected;
      right &= first <= samples.chunks().length && samples.runEnd(run) > first;
      right &= entry >= 1 && entry <= track.entries().size();
      expected = first + 1L;
      count += (samples.runEnd(run) - first) * samples.chunkRuns()[3 * run + 1];
    }
    right &= samples.chunkRuns().length > 0 || samples.chunks().length == 0;
    breaches.require(right, CHUNK_RUNS, samples.box(), "other ones");
    breaches.require(
        !right || count == samples.count(),
        COUNTS,
        samples.box(),
        samples.count() + " sizes, " + count + " samples in chunks");
    return right;
  }

  private static void checkPlaces(Node file, SampleTable samples, Breaches breaches)
      throws IOException {
    List<Node> media = file.all("mdat");
    long[] chunkEnds = new long[samples.chunks().length];
    samples.forEach(
        (chunk, offset, sizeBytes) -> {
          long end = offset + sizeBytes;
          boolean within = false;
          for (Node mdat : media) {
            within |= offset >= mdat.part().offset() + 8 && end <= mdat.end();
          }
          breaches.require(within, IN_MDAT, samples.box(), "a sample at " + offset + " to " + end);
          chunkEnds[chunk - 1] = end;
        });
    List<Integer> inOrder =
        IntStream.range(0, chunkEnds.length)
            .boxed()
            .sorted(Comparator.comparingLong(chunk -> samples.chunks()[chunk]))
            .toList();
    long before = 0;
    for (int chunk : inOrder) {
      breaches.require(
          samples.chunks()[chunk] >= before,
          APART,
          samples.box(),
          "chunk " + (chunk + 1) + " begins at " + samples.chunks()[chunk] + " before " + before);
      before = Math.max(before, chunkEnds[chunk]);
    }
  }
}
