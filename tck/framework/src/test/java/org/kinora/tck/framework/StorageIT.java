package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.tck.framework.KinoraProcess.Result;
import org.kinora.tck.support.Ffmpeg;

/**
 * Any recording becomes one of any format that holds its tracks, judged by what ffprobe finds in a
 * copy of it; what is broken is repaired; no source is changed.
 */
final class StorageIT {
  private static final String H264 = "rec_1757651534329";
  private static final String CRASHED = "rec_1757651600000";
  private static final String VP9 = "rec_1757651700000";
  private static final String VOICE = "019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10";
  private static final Pattern LINE =
      Pattern.compile("\"offset\":(\\d+),\"size\":(\\d+),\"timestamp\":(\\d+).*}");

  /** RF1 counts 4096 ticks a second and rounds down; half a microsecond for ffprobe's decimals. */
  private static final long RF1_TICK_US = 245;

  @TempDir Path dir;

  private Result run(String... arguments) throws Exception {
    return KinoraProcess.in(dir).run(arguments);
  }

  @ParameterizedTest
  @CsvSource({H264 + ", jsonl reel rf1", CRASHED + ", jsonl reel rf1", VP9 + ", jsonl reel"})
  void import_pictures_keepEveryTime(String id, String formats) throws Exception {
    Path source = KinoraProcess.copyExample(id, dir);
    Map<String, Long> before = checksums(source);
    importVerifyAndCopy(id, formats);
    assertEquals(before, checksums(source), "the source is as it was");
    List<Line> lines = lines(source);
    for (String format : formats.split(" ", -1)) {
      Path copy = dir.resolve(format + ".mp4");
      List<JsonNode> packets = Ffmpeg.packets(Ffmpeg.probe(copy), 0);
      assertEquals(lines.size(), packets.size());
      long mostUs = format.equals("rf1") ? RF1_TICK_US : 1;
      for (int i = 0; i < lines.size(); i++) {
        long wantedUs = lines.get(i).timeUs() - lines.get(0).timeUs();
        long timeUs = Math.round(packets.get(i).path("pts_time").asDouble() * 1e6);
        assertTrue(
            Math.abs(timeUs - wantedUs) <= mostUs,
            "%s, sample %d at %d us, not %d us".formatted(format, i, timeUs, wantedUs));
      }
      Ffmpeg.decode(copy);
    }
  }

  @Test
  void import_voices_keepEveryPacket() throws Exception {
    copyVoice();
    importVerifyAndCopy(VOICE, "opuswal reel");
    for (String format : List.of("opuswal", "reel")) {
      JsonNode probe = Ffmpeg.probe(dir.resolve(format + ".mp4"));
      List<Integer> packets = new ArrayList<>();
      for (int stream = 0; stream < probe.path("streams").size(); stream++) {
        packets.add(Ffmpeg.packets(probe, stream).size());
      }
      assertEquals(List.of(100, 50, 50), packets, format);
    }
  }

  /** All in one process; a command that fails ends it. */
  private void importVerifyAndCopy(String id, String formats) throws Exception {
    List<String> commands = new ArrayList<>();
    for (String format : formats.split(" ", -1)) {
      commands.add("import %s --as %s --format %s".formatted(id, format, format));
      commands.add("verify " + format);
      commands.add("copy %s -o %s".formatted(format, dir.resolve(format + ".mp4")));
    }
    run("exec", String.join(";", commands)).expect(0);
  }

  @ParameterizedTest
  @CsvSource({H264 + ", opuswal", VP9 + ", rf1", VOICE + ", rf1", VOICE + ", jsonl"})
  void import_formatThatCannotHoldIt_isRefusedBeforeAnythingIsWritten(String id, String format)
      throws Exception {
    if (id.equals(VOICE)) {
      copyVoice();
    } else {
      KinoraProcess.copyExample(id, dir);
    }
    List<String> before = names();
    Result refused = run("import", id, "--as", "new", "--format", format).expect(1);
    assertTrue(refused.err().startsWith("error TRACK_NOT_SUPPORTED: "), refused.text());
    assertEquals(before, names());
  }

  @Test
  void upgrade_oldRecording_isCopiedOnceAndStays() throws Exception {
    Path old = KinoraProcess.copyExample(H264, dir);
    Map<String, Long> before = checksums(old);
    run("upgrade", H264).expect(0);
    assertEquals(before, checksums(old));
    JsonNode info = json(run("info", H264 + "-reel", "--json").expect(0));
    assertEquals("reel", info.path("format").asText());
    assertEquals(lines(old).size(), info.at("/tracks/0/samples").asInt());
    Result again = run("upgrade", H264 + "-reel").expect(2);
    assertTrue(again.err().contains("is reel version 1 already"), again.text());
  }

  @Test
  void repair_dataCutOff_keepsWhatIsThereAndNamesTheRest() throws Exception {
    Path broken = KinoraProcess.copyExample(H264, dir);
    long left = Files.size(broken.resolve("data.bin")) * 3 / 5;
    cut(broken.resolve("data.bin"), left);
    Map<String, Long> before = checksums(broken);
    int whole =
        Math.toIntExact(lines(broken).stream().filter(line -> line.endBytes() <= left).count());
    int lost = lines(broken).size() - whole;
    JsonNode result = json(run("repair", H264, "--json").expect(3));
    assertEquals(whole, result.at("/tracks/0/samples").asInt());
    assertEquals(lost, result.path("losses").asInt());
    assertEquals(before, checksums(broken), "the broken recording is as it was");
    Path copy = dir.resolve("copy.mp4");
    run("exec", "verify %s-repaired; copy %s-repaired -o %s".formatted(H264, H264, copy)).expect(0);
    assertEquals(whole, Ffmpeg.packets(Ffmpeg.probe(copy), 0).size());
    Ffmpeg.decode(copy);
  }

  @Test
  void repair_tornReel_isSoundAgain() throws Exception {
    KinoraProcess.copyExample(H264, dir);
    run("import", H264, "--as", "torn").expect(0);
    Path log = dir.resolve("torn/data.reel");
    cut(log, Files.size(log) / 2);
    run("verify", "torn").expect(3);
    int kept = json(run("repair", "torn", "--json").expect(3)).at("/tracks/0/samples").asInt();
    Path copy = dir.resolve("copy.mp4");
    run("exec", "verify torn-repaired; copy torn-repaired -o " + copy).expect(0);
    assertEquals(kept, Ffmpeg.packets(Ffmpeg.probe(copy), 0).size());
    Ffmpeg.decode(copy);
  }

  /** A line of an index. */
  private record Line(long endBytes, long timeUs) {}

  /** The whole lines of a recording's index; a crash may have torn the last one. */
  private static List<Line> lines(Path recording) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String text : Files.readAllLines(recording.resolve("index.jsonl"))) {
      Matcher line = LINE.matcher(text);
      if (line.find()) {
        long endBytes = Long.parseLong(line.group(1)) + Long.parseLong(line.group(2));
        lines.add(new Line(endBytes, Long.parseLong(line.group(3))));
      }
    }
    return lines;
  }

  private void copyVoice() throws IOException {
    Path logs = KinoraProcess.source("examples/recordings").resolve(VOICE).resolve("wal");
    Path target = Files.createDirectories(KinoraProcess.copyExample(VOICE, dir).resolve("wal"));
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static void cut(Path file, long sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    }
  }

  private static Map<String, Long> checksums(Path directory) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        CRC32C crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        sums.put(file.getFileName().toString(), crc.getValue());
      }
    }
    return sums;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static JsonNode json(Result result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }
}
