package org.kinora.tck.contract.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.tck.support.Ffmpeg;

/** Each rule is kept by a good file, and broken, alone, by one that differs in a few bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileRulesTest {
  private static final byte[] EMPTY_STSS = {
    0, 0, 0, 16, 's', 't', 's', 's', 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int FIRST_PICTURE = 1;
  private static final int FRAMES_IN_A_DAY = 24 * 60 * 60 * 25;

  private Path dir = Path.of("");

  /** A change of a file. */
  @FunctionalInterface
  interface Break {
    void apply(Mutant file) throws IOException;
  }

  record Case(String rule, String file, Break change) {
    @Override
    public String toString() {
      return rule;
    }
  }

  private static Case mp4(String rule, Break change) {
    return new Case(rule, "good.mp4", change);
  }

  private static Case fragmented(String rule, Break change) {
    return new Case(rule, "fragmented.mp4", change);
  }

  private static Case webm(String rule, Break change) {
    return new Case(rule, "good.webm", change);
  }

  private static Case live(String rule, Break change) {
    return new Case(rule, "live.webm", change);
  }

  private static Case wave(String rule, Break change) {
    return new Case(rule, "good.wav", change);
  }

  @BeforeAll
  void write(@TempDir Path files) throws IOException {
    dir = files;
    GoodFiles good = new GoodFiles(dir);
    good.mp4();
    good.fragmented();
    good.webm();
    good.live();
    good.wave();
    good.wave24();
    good.rf64();
  }

  @Test
  void check_goodFiles_breakNoRule() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertEquals(List.of(), FileRules.check(file).breaches(), file::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void check_fileThatBreaksOneRule_tellsThat(Case broken, @TempDir Path copies) throws IOException {
    Path copy = Files.copy(dir.resolve(broken.file()), copies.resolve(broken.file()));
    broken.change().apply(new Mutant(copy));
    Verdict verdict = FileRules.check(copy);
    assertEquals(
        Set.of(broken.rule()),
        verdict.breaches().stream().map(breach -> breach.rule().id()).collect(Collectors.toSet()),
        () -> verdict.breaches().toString());
  }

  /** Readers subtract CodecDelay from a block's time, which may thus lie behind the end. */
  @Test
  void check_lastBlockWithinItsDelay_breaksNoRule(@TempDir Path copies) throws IOException {
    Path copy = Files.copy(dir.resolve("good.webm"), copies.resolve("good.webm"));
    double lastMs = 0;
    for (JsonNode packet : Ffmpeg.probe(copy).path("packets")) {
      lastMs = Math.max(lastMs, packet.path("pts_time").asDouble() * 1_000);
    }
    double endMs = lastMs + 1;
    new Mutant(copy).change("Segment/Info/Duration", 0, box -> box.putDouble(endMs));
    assertEquals(List.of(), FileRules.check(copy).breaches());
  }

  @Test
  void cases_everyRule_hasOne() {
    Set<String> rules = new TreeSet<>();
    FileRules.all().forEach(rule -> assertTrue(rules.add(rule.id()), rule::toString));
    assertEquals(rules, cases().map(Case::rule).collect(Collectors.toCollection(TreeSet::new)));
  }

  static Stream<Case> cases() {
    return Stream.of(movie(), samples(), fragments(), opus(), timecode(), matroska(), waves())
        .flatMap(List::stream);
  }

  private static List<Case> movie() {
    return List.of(
        mp4("file.readable", file -> file.cut(9)),
        fragmented("mp4.type-first", file -> file.rename("ftyp", 0, "skip")),
        mp4("mp4.one-movie", file -> file.append("moov", 0)),
        mp4("mp4.tracks-in-movie", file -> file.append("moov/trak", 0)),
        mp4("mp4.track-ids", file -> file.change("moov/mvhd", 0, box -> box.putInt(96, 1))),
        mp4("mp4.movie-duration", file -> file.change("moov/mvhd", 0, box -> add(box, 16, 1_000))),
        mp4(
            "mp4.track-duration",
            file -> file.change("moov/trak/tkhd", 2, box -> add(box, 20, -9))),
        mp4(
            "mp4.media-duration",
            file -> file.change("moov/trak/mdia/mdhd", 0, b -> add(b, 16, 1))),
        mp4("mp4.media-header", file -> file.rename("moov/trak/mdia/minf/vmhd", 0, "nmhd")));
  }

  private static List<Case> samples() {
    String stbl = "moov/trak/mdia/minf/stbl/";
    return List.of(
        mp4("mp4.sample-counts", file -> file.change(stbl + "stsz", 0, box -> add(box, 8, -1))),
        mp4("mp4.negative-offsets", file -> file.change(stbl + "ctts", 0, b -> b.putInt(12, -1))),
        mp4("mp4.sync-samples", file -> file.change(stbl + "stss", 0, box -> box.putInt(8, 0))),
        mp4("mp4.chunk-runs", file -> file.change(stbl + "stsc", 0, box -> box.putInt(8, 2))),
        mp4("mp4.samples-in-mdat", file -> file.change(stbl + "stco", 0, box -> box.putInt(8, 0))),
        mp4(
            "mp4.chunks-apart",
            file -> file.change(stbl + "stco", 0, box -> box.putInt(12, box.getInt(8) + 1))));
  }

  private static List<Case> fragments() {
    return List.of(
        fragmented(
            "fragment.track-extends",
            file -> file.change("moov/mvex/trex", 0, b -> b.putInt(4, 9))),
        fragmented("fragment.sequence", file -> file.change("moof/mfhd", 1, b -> b.putInt(4, 1))),
        fragmented(
            "fragment.base", file -> file.change("moof/traf/tfhd", 0, b -> add(b, 0, -0x20000))),
        fragmented(
            "fragment.decode-time",
            file -> file.change("moof/traf/tfdt", 1, b -> b.position(4).put(new byte[8]))),
        fragmented(
            "fragment.samples-in-mdat",
            file -> file.change("moof/traf/trun", 0, box -> add(box, 8, 1 << 20))));
  }

  private static List<Case> opus() {
    String sound = "moov/trak/mdia/minf/stbl/";
    return List.of(
        mp4("opus.brand", file -> file.change("ftyp", 0, FileRulesTest::withoutIso2)),
        mp4(
            "opus.entry",
            file -> file.change(sound + "stsd/Opus", 0, box -> box.putInt(24, 44_100 << 16))),
        mp4(
            "opus.specific-box",
            file -> file.change(sound + "stsd/Opus/dOps", 0, box -> box.put(0, (byte) 1))),
        mp4("opus.no-sync-table", file -> file.insert("moov/trak/mdia/minf/stbl", 1, EMPTY_STSS)),
        mp4("opus.roll", file -> file.change(sound + "sgpd", 0, box -> box.putInt(4, 1))),
        mp4("opus.edit-list", file -> file.change("moov/trak/edts/elst", 1, b -> b.putInt(12, 0))),
        mp4(
            "opus.timescale",
            file -> file.change("moov/trak/mdia/mdhd", 1, box -> box.putInt(12, 44_100))),
        mp4(
            "opus.durations",
            file -> {
              file.change(sound + "stts", 1, box -> add(box, 12, 1));
              int[] longer = {0};
              file.change(sound + "stts", 1, box -> longer[0] = box.getInt(8));
              file.change("moov/trak/mdia/mdhd", 1, box -> add(box, 16, longer[0]));
            }));
  }

  private static List<Case> timecode() {
    String stbl = "moov/trak/mdia/minf/stbl/";
    return List.of(
        mp4("timecode.referred", file -> file.change("moov/trak/tref", 0, b -> b.putInt(4, 1))),
        mp4(
            "timecode.entry",
            file -> file.change(stbl + "stsd/tmcd", 0, box -> box.put(24, (byte) 24))),
        mp4("timecode.flags", file -> file.change(stbl + "stsd/tmcd", 0, b -> b.putInt(12, 0))),
        mp4("timecode.one-sample", file -> file.change(stbl + "stsz", 2, box -> box.putInt(4, 3))),
        mp4(
            "timecode.within-a-day",
            file -> {
              int[] at = {0};
              file.change(stbl + "stco", 2, box -> at[0] = box.getInt(8));
              file.change("mdat", 0, all -> all.putInt(at[0] - 48, FRAMES_IN_A_DAY));
            }));
  }

  private static List<Case> matroska() {
    String track = "Segment/Tracks/TrackEntry/";
    String block = "Segment/Cluster/SimpleBlock";
    return List.of(
        webm("matroska.doc-type", file -> file.change("EBML/DocType", 0, b -> b.put((byte) 'x'))),
        webm(
            "matroska.version",
            file -> file.change("EBML/DocTypeVersion", 0, box -> box.put((byte) 1))),
        webm(
            "webm.codecs",
            file -> file.change(track + "CodecID", 0, box -> box.put(2, (byte) 'X'))),
        webm(
            "matroska.track-numbers",
            file -> file.change(track + "TrackUID", 1, box -> box.put(new byte[box.remaining()]))),
        webm(
            "matroska.opus-delay",
            file -> file.change(track + "CodecDelay", 0, box -> box.put(0, (byte) 1))),
        webm(
            "matroska.opus-pre-roll",
            file -> file.change(track + "SeekPreRoll", 0, box -> box.put(0, (byte) 1))),
        webm(
            "matroska.seek-head",
            file -> file.change("Segment/SeekHead/Seek/SeekPosition", 0, box -> box.put((byte) 1))),
        webm(
            "matroska.duration",
            file -> file.change("Segment/Info/Duration", 0, b -> b.put(new byte[b.remaining()]))),
        webm(
            "matroska.cues",
            file -> file.change("Segment/Cues/CuePoint/CueTime", 0, box -> box.put((byte) 7))),
        live("matroska.block-track", file -> file.change(block, 9, box -> box.put((byte) 0x89))),
        live(
            "matroska.block-time",
            file -> file.change(block, 3, box -> box.putShort(1, Short.MIN_VALUE))),
        live(
            "matroska.clusters-rise",
            file -> file.change("Segment/Cluster/Timestamp", 2, b -> b.put(new byte[b.limit()]))),
        live(
            "matroska.first-is-key",
            file -> file.change(block, FIRST_PICTURE, box -> box.put(3, (byte) 0))),
        live("matroska.sound-is-key", file -> file.change(block, 9, box -> box.put(3, (byte) 0))),
        live(
            "matroska.cluster-length",
            file -> file.change(block, 3, box -> box.putShort(1, Short.MAX_VALUE))));
  }

  private static List<Case> waves() {
    return List.of(
        wave("wave.size", file -> file.lengthen(2)),
        wave("wave.format-first", file -> file.rename("RIFF/fmt ", 0, "fmtx")),
        wave("wave.format", file -> file.change("RIFF/fmt ", 0, box -> add(box, 8, 1))),
        wave("wave.whole-frames", file -> file.changeHead("RIFF/data", 0, box -> add(box, 4, -1))),
        wave("wave.bext", file -> file.change("RIFF/bext", 0, b -> b.putShort(346, (short) 3))),
        wave("wave.loudness", file -> file.change("RIFF/bext", 0, b -> b.putShort(346, (short) 2))),
        new Case("wave.ds64", "rf64.wav", file -> file.changeHead("RF64", 0, b -> b.putInt(4, 99))),
        new Case(
            "wave.extensible",
            "24.wav",
            file -> file.change("RIFF/fmt ", 0, b -> b.putShort((short) 1))));
  }

  private static void add(ByteBuffer box, int at, int number) {
    box.putInt(at, box.getInt(at) + number);
  }

  private static void withoutIso2(ByteBuffer brands) {
    for (int at = 8; at < brands.limit(); at += 4) {
      if (brands.get(at + 3) == '2') {
        brands.put(at + 3, (byte) 'm');
      }
    }
  }
}
