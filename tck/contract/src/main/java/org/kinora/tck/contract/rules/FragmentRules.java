package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What holds for the fragments of an MP4 file (ISO/IEC 14496-12, section 8.8). */
final class FragmentRules {
  private static final Rule EXTENDS =
      Rule.must(
          "fragment.track-extends",
          "The movie box has a trex for each track that fragments have.",
          "ISO/IEC 14496-12 8.8.3.");
  private static final Rule SEQUENCE =
      Rule.must("fragment.sequence", "Fragments are numbered, rising.", "ISO/IEC 14496-12 8.8.5.");
  private static final Rule BASE =
      Rule.must(
          "fragment.base",
          "Offsets count from the fragment: default-base-is-moof is set, no base is given.",
          "ISO/IEC 14496-12 8.8.7; ISO/IEC 23000-19 7.5.16.");
  private static final Rule TIMES =
      Rule.must(
          "fragment.decode-time",
          "Each track fragment has a tfdt, not before the end of the one before it.",
          "ISO/IEC 14496-12 8.8.12.");
  private static final Rule IN_MDAT =
      Rule.must(
          "fragment.samples-in-mdat",
          "Every sample of a fragment lies in the media data box behind it.",
          "ISO/IEC 14496-12 8.8.8, 8.1.1.");

  static final List<Rule> ALL = List.of(EXTENDS, SEQUENCE, BASE, TIMES, IN_MDAT);

  private static final int BASE_DATA_OFFSET = 0x1;
  private static final int DESCRIPTION_INDEX = 0x2;
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DEFAULT_SIZE = 0x10;
  private static final int BASE_IS_MOOF = 0x20000;
  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_FLAGS = 0x4;
  private static final int DURATION = 0x100;
  private static final int SIZE = 0x200;
  private static final int SAMPLE_FLAGS = 0x400;
  private static final int COMPOSITION_OFFSET = 0x800;

  private final Node file;
  private final Breaches breaches;

  /** By track ID: the duration and the size of a sample that says none. */
  private final Map<Integer, int[]> defaults = new HashMap<>();

  /** By track ID: where its last fragment ended. */
  private final Map<Integer, Long> ends = new HashMap<>();

  private FragmentRules(Node file, Breaches breaches) {
    this.file = file;
    this.breaches = breaches;
  }

  static void check(Node file, Movie movie, Breaches breaches) throws IOException {
    FragmentRules rules = new FragmentRules(file, breaches);
    for (Node trex : movie.box().all("mvex/trex")) {
      ByteBuffer box = trex.payload();
      rules.defaults.put(box.getInt(4), new int[] {box.getInt(12), box.getInt(16)});
    }
    long number = 0;
    for (Node moof : file.all("moof")) {
      long next =
          moof.first("mfhd").orElseThrow(IndexOutOfBoundsException::new).payload().getInt(4);
      breaches.require(next > number, SEQUENCE, moof, next + " behind " + number);
      number = next;
      for (Node traf : moof.all("traf")) {
        rules.checkTrack(moof, traf);
      }
    }
  }

  private void checkTrack(Node moof, Node traf) throws IOException {
    ByteBuffer header = traf.first("tfhd").orElseThrow(IndexOutOfBoundsException::new).payload();
    int flags = header.getInt();
    int track = header.getInt();
    boolean fromMoof = (flags & BASE_IS_MOOF) != 0 && (flags & BASE_DATA_OFFSET) == 0;
    breaches.require(fromMoof, BASE, traf, "flags 0x" + Integer.toHexString(flags));
    int[] usual = defaults.get(track);
    breaches.require(usual != null, EXTENDS, traf, "no trex for track " + track);
    if (usual == null || !fromMoof) {
      return;
    }
    if ((flags & DESCRIPTION_INDEX) != 0) {
      header.getInt();
    }
    int duration = (flags & DEFAULT_DURATION) != 0 ? header.getInt() : usual[0];
    int size = (flags & DEFAULT_SIZE) != 0 ? header.getInt() : usual[1];
    long ticks = 0;
    long at = moof.part().offset();
    for (Node trun : traf.all("trun")) {
      Run run = run(trun, at, moof.part().offset(), duration, size);
      requireInMdat(moof, trun, run);
      ticks += run.ticks;
      at = run.end;
    }
    checkTime(traf, track, ticks);
  }

  private void checkTime(Node traf, int track, long ticks) throws IOException {
    List<Node> times = traf.all("tfdt");
    if (times.size() != 1) {
      breaches.require(false, TIMES, traf, times.size() + " tfdt");
      return;
    }
    ByteBuffer box = times.get(0).payload();
    long begin = box.get(0) == 1 ? box.getLong(4) : box.getInt(4) & 0xFFFF_FFFFL;
    long before = ends.getOrDefault(track, 0L);
    breaches.require(begin >= before, TIMES, traf, begin + ", the one before it ends " + before);
    ends.put(track, begin + ticks);
  }

  /** The samples of one track run, which lie one behind the other. */
  private record Run(long begin, long end, long ticks) {}

  private static Run run(Node trun, long behind, long base, int usualTicks, int usualSize)
      throws IOException {
    ByteBuffer box = trun.payload();
    int flags = box.getInt();
    int count = box.getInt();
    long begin = (flags & DATA_OFFSET) != 0 ? base + box.getInt() : behind;
    if ((flags & FIRST_FLAGS) != 0) {
      box.getInt();
    }
    long end = begin;
    long ticks = 0;
    for (int i = 0; i < count; i++) {
      ticks += ((flags & DURATION) != 0 ? box.getInt() : usualTicks) & 0xFFFF_FFFFL;
      end += ((flags & SIZE) != 0 ? box.getInt() : usualSize) & 0xFFFF_FFFFL;
      for (int field : new int[] {SAMPLE_FLAGS, COMPOSITION_OFFSET}) {
        if ((flags & field) != 0) {
          box.getInt();
        }
      }
    }
    return new Run(begin, end, ticks);
  }

  private void requireInMdat(Node moof, Node trun, Run run) {
    boolean within = false;
    for (Node mdat : file.all("mdat")) {
      within |=
          mdat.part().offset() >= moof.end()
              && run.begin >= mdat.part().offset() + 8
              && run.end <= mdat.end();
    }
    breaches.require(within, IN_MDAT, trun, "bytes " + run.begin + " to " + run.end);
  }
}
