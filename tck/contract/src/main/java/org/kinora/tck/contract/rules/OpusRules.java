package org.kinora.tck.contract.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds for Opus in MP4: Encapsulation of Opus in ISO Base Media File Format, 1.0.0. */
final class OpusRules {
  private static final String SPEC = "Opus in ISOBMFF 1.0.0 ";

  private static final Rule BRAND =
      Rule.must(
          "opus.brand",
          "A compatible brand, 'Opus' or one of 'iso2' to 'iso9', asks readers for roll groups.",
          SPEC + "4.1.");
  private static final Rule ENTRY =
      Rule.must(
          "opus.entry",
          "The entry has 16 bits, 48,000 Hz and the channels of dOps.",
          SPEC + "4.3.1.");
  private static final Rule SPECIFIC =
      Rule.must("opus.specific-box", "The entry has one dOps, of version 0.", SPEC + "4.3.2.");
  private static final Rule NO_SYNC_TABLE =
      Rule.must(
          "opus.no-sync-table",
          "There is no sync sample table: every packet can be decoded.",
          SPEC + "4.3.6.1.");
  private static final Rule ROLL =
      Rule.must(
          "opus.roll",
          "Samples belong to a 'roll' group of negative distance, in each fragment too.",
          SPEC + "4.3.6.2.");
  private static final Rule EDIT =
      Rule.must(
          "opus.edit-list",
          "An edit list skips the pre-skip: media time is that of dOps, or more.",
          SPEC + "4.4.");
  private static final Rule TIMESCALE =
      Rule.should(
          "opus.timescale",
          "The timescale of the media is 48,000, so that the pre-skip is exact.",
          SPEC + "4.4.");
  private static final Rule DURATIONS =
      Rule.should(
          "opus.durations",
          "Each sample lasts as long as its packet; the last one as long as is heard of it.",
          SPEC + "4.3.4, 4.4.");

  static final List<Rule> ALL =
      List.of(BRAND, ENTRY, SPECIFIC, NO_SYNC_TABLE, ROLL, EDIT, TIMESCALE, DURATIONS);

  private static final Set<String> BRANDS =
      Set.of("Opus", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9");
  private static final int RATE_HZ = 48_000;

  private OpusRules() {}

  static void check(Node file, Movie movie, Breaches breaches) throws IOException {
    for (MovieTrack track : movie.tracks()) {
      for (Node entry : track.entries()) {
        if (entry.name().equals("Opus")) {
          checkEntry(track, entry, breaches);
          checkTrack(file, track, breaches);
          checkBrand(file, breaches);
        }
      }
    }
  }

  private static void checkBrand(Node file, Breaches breaches) {
    String brands = file.first("ftyp").map(box -> box.part().detail()).orElse("");
    breaches.require(
        BRANDS.stream().anyMatch(brand -> (brands + " ").contains(brand + " ")),
        BRAND,
        file,
        brands);
  }

  private static void checkEntry(MovieTrack track, Node entry, Breaches breaches)
      throws IOException {
    List<Node> specific = entry.all("dOps");
    breaches.require(
        specific.size() == 1 && specific.get(0).payload().get(0) == 0,
        SPECIFIC,
        entry,
        specific.size() + " boxes dOps, or another version");
    if (specific.isEmpty()) {
      return;
    }
    ByteBuffer opus = specific.get(0).payload();
    ByteBuffer sound = entry.payload();
    breaches.require(
        sound.getShort(16) == opus.get(1)
            && sound.getShort(18) == 16
            && sound.getInt(24) == RATE_HZ << 16,
        ENTRY,
        entry,
        "%d channels of %d, %d bits, rate 0x%x"
            .formatted(sound.getShort(16), opus.get(1), sound.getShort(18), sound.getInt(24)));
    breaches.require(track.timescale() == RATE_HZ, TIMESCALE, track.box(), "" + track.timescale());
    long preSkip = Math.floorDiv((opus.getShort(2) & 0xFFFFL) * track.timescale(), RATE_HZ);
    Optional<Edit> heard = track.edits().stream().filter(edit -> edit.mediaTime() >= 0).findFirst();
    breaches.require(
        heard.isPresent() && heard.get().mediaTime() >= preSkip,
        EDIT,
        track.box(),
        heard.map(edit -> "from " + edit.mediaTime()).orElse("none") + ", pre-skip " + preSkip);
  }

  private static void checkTrack(Node file, MovieTrack track, Breaches breaches)
      throws IOException {
    SampleTable samples = track.samples();
    breaches.require(
        samples.box().first("stss").isEmpty(), NO_SYNC_TABLE, samples.box(), "there is one");
    boolean described = hasRoll(samples.box());
    if (samples.count() > 0) {
      breaches.require(
          described && isGrouped(samples.box()), ROLL, samples.box(), "none, or no samples in it");
    }
    for (Node traf : file.all("moof/traf")) {
      if (traf.first("tfhd").isPresent()
          && traf.first("tfhd").get().payload().getInt(4) == track.id()) {
        breaches.require(
            (described || hasRoll(traf)) && isGrouped(traf), ROLL, traf, "no 'roll' in a fragment");
      }
    }
    checkDurations(file, track, breaches);
  }

  /** A description of version 1 has the length of its entries first (section 8.9.3). */
  private static boolean hasRoll(Node box) throws IOException {
    for (Node sgpd : box.all("sgpd")) {
      ByteBuffer group = sgpd.payload();
      if (MovieTrack.text(group, 4).equals("roll")) {
        int distance = group.getShort(group.get(0) == 0 ? 12 : 16);
        return distance < 0;
      }
    }
    return false;
  }

  private static boolean isGrouped(Node box) throws IOException {
    for (Node sbgp : box.all("sbgp")) {
      if (MovieTrack.text(sbgp.payload(), 4).equals("roll")) {
        return true;
      }
    }
    return false;
  }

  private static void checkDurations(Node file, MovieTrack track, Breaches breaches)
      throws IOException {
    if (track.timescale() != RATE_HZ || track.samples().timedCount() != track.samples().count()) {
      return;
    }
    int[] deltas = deltas(track.samples());
    int[] next = {0};
    track
        .samples()
        .forEach(
            (chunk, offset, sizeBytes) -> {
              int i = next[0]++;
              int coded = packetSamples(file.bytes(offset, Math.min(2, sizeBytes)));
              boolean last = i == deltas.length - 1;
              breaches.require(
                  deltas[i] == coded || (last && deltas[i] < coded),
                  DURATIONS,
                  offset,
                  "packet " + i + " lasts " + deltas[i] + ", has " + coded + " samples");
            });
  }

  private static int[] deltas(SampleTable samples) {
    int[] deltas = new int[samples.count()];
    int at = 0;
    for (int run = 0; run < samples.timeRuns().length; run += 2) {
      for (int i = 0; i < samples.timeRuns()[run]; i++) {
        deltas[at++] = samples.timeRuns()[run + 1];
      }
    }
    return deltas;
  }

  /** RFC 6716, section 3.1: the configuration, then how many frames. */
  private static int packetSamples(ByteBuffer packet) {
    int toc = packet.get() & 0xFF;
    int config = toc >> 3;
    int frame =
        config < 12
            ? new int[] {480, 960, 1_920, 2_880}[config & 3]
            : config < 16 ? 480 << (config & 1) : 120 << (config & 3);
    return switch (toc & 3) {
      case 0 -> frame;
      case 1, 2 -> 2 * frame;
      default -> packet.hasRemaining() ? (packet.get() & 0x3F) * frame : 0;
    };
  }
}
