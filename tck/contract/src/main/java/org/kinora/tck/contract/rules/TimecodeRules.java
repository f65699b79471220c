package org.kinora.tck.contract.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** What holds for timecode in MP4 (QuickTime File Format, timecode media). */
final class TimecodeRules {
  private static final String SPEC = "QuickTime File Format, timecode media";

  private static final Rule REFERRED =
      Rule.must(
          "timecode.referred",
          "A track of sound or pictures refers to it by 'tmcd'.",
          SPEC + ": track references.");
  private static final Rule ENTRY =
      Rule.must(
          "timecode.entry",
          "The entry's reserved fields are 0, and its frames a second are those of its frame.",
          SPEC + ": sample description.");
  private static final Rule FLAGS =
      Rule.must(
          "timecode.flags",
          "It wraps after 24 hours, is not negative, no counter, and drops at 30 or 60 only.",
          SPEC + ": flags.");
  private static final Rule ONE_SAMPLE =
      Rule.must(
          "timecode.one-sample",
          "It has one sample of four bytes: the first frame's number.",
          SPEC + ": sample data.");
  private static final Rule WITHIN_A_DAY =
      Rule.must(
          "timecode.within-a-day",
          "The first frame's number is below 24 hours.",
          SPEC + ": flags.");

  static final List<Rule> ALL = List.of(REFERRED, ENTRY, FLAGS, ONE_SAMPLE, WITHIN_A_DAY);

  private static final int DROPS = 1;
  private static final int WRAPS = 2;
  private static final int NEGATIVE = 4;
  private static final int COUNTER = 8;

  private TimecodeRules() {}

  static void check(Movie movie, Breaches breaches) throws IOException {
    for (MovieTrack track : movie.tracks()) {
      for (Node entry : track.entries()) {
        if (entry.name().equals("tmcd")) {
          check(movie, track, entry, breaches);
        }
      }
    }
  }

  private static void check(Movie movie, MovieTrack track, Node entry, Breaches breaches)
      throws IOException {
    ByteBuffer fields = entry.payload();
    int flags = fields.getInt(12);
    int timescale = fields.getInt(16);
    int frame = fields.getInt(20);
    int perSecond = fields.get(24) & 0xFF;
    boolean fits = frame > 0 && perSecond == (timescale + frame - 1) / frame;
    breaches.require(
        fits && fields.getInt(8) == 0 && fields.getShort(6) == 1,
        ENTRY,
        entry,
        timescale + " / " + frame + ", " + perSecond + " a second");
    boolean drops = (flags & DROPS) == 0 || (perSecond % 30 == 0 && timescale % frame != 0);
    breaches.require(
        drops && (flags & WRAPS) != 0 && (flags & (NEGATIVE | COUNTER)) == 0,
        FLAGS,
        entry,
        "flags " + flags + " at " + perSecond + " a second");
    breaches.require(isReferred(movie, track.id()), REFERRED, track.box(), "none does");
    checkSample(track, 24L * 60 * 60 * perSecond, breaches);
  }

  private static boolean isReferred(Movie movie, long id) throws IOException {
    for (MovieTrack track : movie.tracks()) {
      for (Node tref : track.box().all("tref")) {
        ByteBuffer references = tref.payload();
        while (references.remaining() >= 12) {
          int end = references.position() + references.getInt();
          byte[] type = new byte[4];
          references.get(type);
          while (references.position() < end) {
            if (references.getInt() == id && new String(type, US_ASCII).equals("tmcd")) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static void checkSample(MovieTrack track, long framesInDay, Breaches breaches)
      throws IOException {
    SampleTable samples = track.samples();
    boolean one = samples.count() == 1 && samples.sizes()[0] == 4 && samples.chunks().length == 1;
    breaches.require(one, ONE_SAMPLE, samples.box(), samples.count() + " samples");
    if (one) {
      long number = track.box().bytes(samples.chunks()[0], 4).getInt();
      breaches.require(
          number >= 0 && number < framesInDay, WITHIN_A_DAY, samples.chunks()[0], "" + number);
    }
  }
}
