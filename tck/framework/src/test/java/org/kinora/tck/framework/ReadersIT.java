package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/**
 * A file of each container, mode and codec, and what is recovered of some, read by mp4box.js,
 * mediabunny, MediaInfo, mkvinfo, mkvmerge and MediaConch. The profile {@code judges} runs it; the
 * first two are installed by {@code npm ci} in {@code tck/judges}.
 */
@Tag("judges")
final class ReadersIT {
  private static final double TOLERANCE_S = 0.05;

  @TempDir static Path dir;

  private static Map<String, Path> files = Map.of();
  private static final Map<String, JsonNode> SEEN = new HashMap<>();

  @BeforeAll
  static void writeAndRead() throws Exception {
    files = JudgedFiles.write(dir);
    Path judges = KinoraProcess.source("tck/judges");
    assertTrue(
        Files.isDirectory(judges.resolve("node_modules")), "run: npm ci --prefix tck/judges");
    List<String> command = new ArrayList<>(List.of("node", "read.js"));
    files.values().forEach(file -> command.add(file.toString()));
    KinoraProcess.Result read =
        KinoraProcess.finish(new ProcessBuilder(command).directory(judges.toFile()));
    List<String> lines = read.expect(0).out().lines().toList();
    int line = 0;
    for (String name : files.keySet()) {
      SEEN.put(name, new ObjectMapper().readTree(lines.get(line++)));
    }
  }

  private static Stream<DynamicTest> each(String part, Judgement judgement) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().matches(part))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(), () -> judgement.of(file.getKey(), file.getValue())));
  }

  private interface Judgement {
    void of(String name, Path file) throws Exception;
  }

  private static String judge(String... command) throws Exception {
    List<String> limited = new ArrayList<>(List.of("timeout", "60"));
    limited.addAll(List.of(command));
    KinoraProcess.Result result = KinoraProcess.finish(new ProcessBuilder(limited));
    assertEquals(0, result.exitCode(), result::text);
    return result.out().strip();
  }

  /** What ffprobe counts of each track with pictures or sound, in the order of the file. */
  private static List<String> counted(Path file) {
    JsonNode probe = Ffmpeg.probe(file);
    List<String> tracks = new ArrayList<>();
    for (JsonNode stream : probe.path("streams")) {
      String type = stream.path("codec_type").asText();
      if (Set.of("video", "audio").contains(type)) {
        List<JsonNode> packets = Ffmpeg.packets(probe, stream.path("index").asInt());
        tracks.add(type + " " + packets.size());
      }
    }
    return tracks;
  }

  private static List<String> counted(JsonNode tracks) {
    return StreamSupport.stream(tracks.spliterator(), false)
        .map(track -> track.path("type").asText() + " " + track.path("packets").asInt())
        .filter(track -> !track.startsWith("metadata"))
        .toList();
  }

  private static void assertDurations(String name, JsonNode tracks) {
    for (JsonNode track : tracks) {
      double durationS = track.path("durationS").asDouble();
      boolean fits =
          name.startsWith("recovered")
              ? durationS > 0.5 && durationS < JudgedFiles.SECONDS
              : Math.abs(durationS - JudgedFiles.SECONDS) < TOLERANCE_S;
      assertTrue(fits, tracks::toPrettyString);
    }
  }

  @TestFactory
  Stream<DynamicTest> mediabunny_everyFile_hasEveryPacket() {
    return each(
        ".*",
        (name, file) -> {
          JsonNode seen = Objects.requireNonNull(SEEN.get(name)).path("mediabunny").path("tracks");
          if (!name.endsWith(".wav")) { // PCM has no packets of its own
            assertEquals(counted(file), counted(seen));
          }
          assertDurations(name, seen);
        });
  }

  @TestFactory
  Stream<DynamicTest> mp4box_everyMp4_hasEverySample() {
    return each(
        ".*\\.(mp4|m4a)",
        (name, file) -> {
          JsonNode seen = Objects.requireNonNull(SEEN.get(name)).path("mp4box");
          assertEquals(0, seen.path("errors").size(), seen::toPrettyString);
          assertEquals(counted(file), counted(seen.path("tracks")));
        });
  }

  @TestFactory
  Stream<DynamicTest> mkvtoolnix_everyMatroska_hasNoObjection() {
    return each(
        ".*\\.(webm|mkv|mka)",
        (name, file) -> {
          JsonNode identified =
              new ObjectMapper().readTree(judge("mkvmerge", "-J", file.toString()));
          assertEquals(0, identified.path("errors").size(), identified::toPrettyString);
          assertEquals(0, identified.path("warnings").size(), identified::toPrettyString);
          assertTrue(identified.at("/container/recognized").asBoolean());
          judge("mkvinfo", "--all", file.toString());
        });
  }

  @TestFactory
  Stream<DynamicTest> mediaConch_everyMatroska_passes() {
    return each(
        ".*\\.(webm|mkv|mka)",
        (name, file) -> {
          String verdict = judge("mediaconch", "-mc", "-fs", file.toString());
          assertTrue(verdict.startsWith("pass!"), verdict);
        });
  }

  @TestFactory
  Stream<DynamicTest> mediainfo_everyFile_isWhole() {
    return each(
        ".*",
        (name, file) -> {
          String seen =
              judge("mediainfo", "--Inform=General;%Format%|%IsTruncated%", file.toString());
          assertTrue(seen.matches("(MPEG-4|WebM|Matroska|Wave)\\|"), seen);
        });
  }
}
