package org.kinora.tck.contract.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holds for the head of a Matroska or WebM file (RFC 8794, RFC 9559, WebM guidelines). */
final class MatroskaRules {
  private static final Rule DOC_TYPE =
      Rule.must("matroska.doc-type", "The document is 'matroska' or 'webm'.", "RFC 8794 11.2.6.");
  private static final Rule VERSION =
      Rule.must(
          "matroska.version",
          "The version is not below that of any element in use, nor that to read it above it.",
          "RFC 8794 11.2.7, 11.2.8; RFC 9559 5.1.");
  private static final Rule CODECS =
      Rule.must(
          "webm.codecs",
          "WebM holds VP8, VP9, AV1, Vorbis and Opus.",
          "WebM container guidelines, codecs.");
  private static final Rule TRACK_NUMBERS =
      Rule.must(
          "matroska.track-numbers",
          "Tracks have numbers and unique IDs that are not 0.",
          "RFC 9559 5.1.4.1.1, 5.1.4.1.2.");
  private static final Rule OPUS_DELAY =
      Rule.must(
          "matroska.opus-delay",
          "CodecDelay is the pre-skip of OpusHead.",
          "RFC 9559 5.1.4.1.25; Opus in Matroska.");
  private static final Rule OPUS_PRE_ROLL =
      Rule.must("matroska.opus-pre-roll", "SeekPreRoll of Opus is 80 ms.", "Opus in Matroska.");
  private static final Rule SEEK_HEAD =
      Rule.must(
          "matroska.seek-head",
          "Every entry of the seek head points to an element of its ID.",
          "RFC 9559 5.1.1.1.");
  private static final Rule DURATION =
      Rule.must(
          "matroska.duration",
          "The duration reaches to the time of the last block, without its track's CodecDelay.",
          "RFC 9559 5.1.2.10, 5.1.4.1.25.");

  static final List<Rule> ALL =
      List.of(
          DOC_TYPE, VERSION, CODECS, TRACK_NUMBERS, OPUS_DELAY, OPUS_PRE_ROLL, SEEK_HEAD, DURATION);

  private static final Map<String, Integer> SINCE =
      Map.ofEntries(
          Map.entry("SimpleBlock", 2),
          Map.entry("CodecDelay", 4),
          Map.entry("SeekPreRoll", 4),
          Map.entry("DiscardPadding", 4),
          Map.entry("CueRelativePosition", 4),
          Map.entry("Colour", 4));

  private static final Set<String> WEBM_CODECS =
      Set.of("V_VP8", "V_VP9", "V_AV1", "A_VORBIS", "A_OPUS");
  private static final long NS_PER_SECOND = 1_000_000_000;
  private static final long OPUS_RATE_HZ = 48_000;
  private static final long PRE_ROLL_NS = 80_000_000;

  private MatroskaRules() {}

  static void check(Node file, Breaches breaches) throws IOException {
    file.everything()
        .filter(node -> node.part().detail().startsWith("cut: ") || node.name().isEmpty())
        .forEach(node -> breaches.require(false, FileRules.READABLE, node, node.toString()));
    Optional<Node> segment = file.first("Segment");
    if (segment.isEmpty()) {
      breaches.require(false, FileRules.READABLE, file, "no segment");
      return;
    }
    String docType = text(file.first("EBML/DocType"));
    breaches.require(docType.equals("webm") || docType.equals("matroska"), DOC_TYPE, file, docType);
    checkVersion(file, breaches);
    Map<Long, Node> tracks = new HashMap<>();
    for (Node track : segment.get().all("Tracks/TrackEntry")) {
      checkTrack(track, docType, tracks, breaches);
    }
    checkSeekHead(segment.get(), breaches);
    double endTicks = BlockRules.check(segment.get(), tracks, breaches);
    for (Node duration : segment.get().all("Info/Duration")) {
      ByteBuffer number = duration.payload();
      double ticks = number.remaining() == 4 ? number.getFloat() : number.getDouble();
      breaches.require(
          ticks >= endTicks,
          DURATION,
          duration,
          ticks + " ticks, the last block is at " + endTicks);
    }
  }

  private static void checkVersion(Node file, Breaches breaches) throws IOException {
    long version = file.number("EBML/DocTypeVersion", 1);
    long toRead = file.number("EBML/DocTypeReadVersion", 1);
    List<String> newer =
        file.everything()
            .map(Node::name)
            .filter(name -> SINCE.getOrDefault(name, 1) > version)
            .distinct()
            .toList();
    breaches.require(
        newer.isEmpty() && toRead <= version,
        VERSION,
        file,
        "version " + version + ", " + toRead + " to read it, newer elements " + newer);
  }

  private static void checkTrack(
      Node track, String docType, Map<Long, Node> tracks, Breaches breaches) throws IOException {
    long number = track.number("TrackNumber", 0);
    long uid = track.number("TrackUID", 0);
    boolean unique = uid != 0;
    for (Node other : tracks.values()) {
      unique &= other.number("TrackUID", 0) != uid;
    }
    boolean firstOfNumber = tracks.putIfAbsent(number, track) == null;
    breaches.require(
        number != 0 && unique && firstOfNumber,
        TRACK_NUMBERS,
        track,
        "number " + number + ", ID " + uid);
    String codec = text(track.first("CodecID"));
    breaches.require(!docType.equals("webm") || WEBM_CODECS.contains(codec), CODECS, track, codec);
    if (codec.equals("A_OPUS")) {
      checkOpus(track, breaches);
    }
  }

  /** The pre-skip stands at byte 10 of OpusHead, little-endian (RFC 7845, section 5.1). */
  private static void checkOpus(Node track, Breaches breaches) throws IOException {
    ByteBuffer head =
        track.first("CodecPrivate").orElseThrow(IndexOutOfBoundsException::new).payload();
    int preSkip = Short.toUnsignedInt(Short.reverseBytes(head.getShort(10)));
    long expected = Math.round((double) preSkip * NS_PER_SECOND / OPUS_RATE_HZ);
    long delay = track.number("CodecDelay", 0);
    breaches.require(
        Math.abs(delay - expected) <= 1_000, // what microseconds cannot say
        OPUS_DELAY,
        track,
        delay + " ns, pre-skip " + preSkip);
    long preRoll = track.number("SeekPreRoll", 0);
    breaches.require(preRoll == PRE_ROLL_NS, OPUS_PRE_ROLL, track, preRoll + " ns");
  }

  private static void checkSeekHead(Node segment, Breaches breaches) throws IOException {
    long origin = segment.part().offset() + segment.headerBytes();
    for (Node seek : segment.all("SeekHead/Seek")) {
      long id = seek.number("SeekID", 0);
      long at = origin + seek.number("SeekPosition", -1);
      long found = 0;
      for (Node element : segment.children()) {
        if (element.part().offset() == at) {
          int idBytes = Node.width(element.bytes(at, 1).get());
          for (ByteBuffer bytes = element.bytes(at, idBytes); bytes.hasRemaining(); ) {
            found = found << 8 | (bytes.get() & 0xFF);
          }
        }
      }
      breaches.require(
          found == id, SEEK_HEAD, seek, "%x at %d, expected %x".formatted(found, at, id));
    }
  }

  private static String text(Optional<Node> element) throws IOException {
    return element.isEmpty() ? "" : UTF_8.decode(element.get().payload()).toString();
  }
}
