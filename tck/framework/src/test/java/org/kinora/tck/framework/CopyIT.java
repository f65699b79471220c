package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/** Copies and imports, judged by ffprobe. */
final class CopyIT {
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d+)");

  @TempDir Path dir;
  private @Nullable KinoraProcess installed;

  @BeforeEach
  void install() throws Exception {
    installed = KinoraProcess.install(dir);
  }

  private KinoraProcess kinora() {
    return Objects.requireNonNull(installed);
  }

  @Test
  void copy_annexBRecording_validMp4WithEveryTime() throws Exception {
    Path recording = KinoraProcess.copyExample("rec_1757651534329", dir);
    kinora().run("copy", "rec_1757651534329").expect(0);
    Path mp4 = recording.resolve("exports/out.mp4");
    JsonNode probe = Ffmpeg.probe(mp4);
    JsonNode stream = probe.path("streams").get(0);
    assertEquals("true", stream.path("is_avc").asText());
    assertEquals("4", stream.path("nal_length_size").asText());
    List<Long> wanted = timestamps(recording);
    assertEquals(wanted, timesUs(Ffmpeg.packets(probe, 0), "pts_time"));
    assertEquals(expectedKeyFrames(recording), keyFrames(Ffmpeg.packets(probe, 0)));
    Ffmpeg.decode(mp4);
    assertTrue(Files.readString(recording.resolve("exports/manifest.json")).contains("out.mp4"));
  }

  @Test
  void copy_crashedRecording_keepsWhatIsIndexed() throws Exception {
    Path recording = KinoraProcess.copyExample("rec_1757651600000", dir);
    kinora().run("copy", "rec_1757651600000").expect(0);
    JsonNode probe = Ffmpeg.probe(recording.resolve("exports/out.mp4"));
    assertEquals(timestamps(recording), timesUs(Ffmpeg.packets(probe, 0), "pts_time"));
  }

  @Test
  void importAndCopy_bFrames_keepDecodeAndPresentationOrder() throws Exception {
    Path source = dir.resolve("b-frames.mp4");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=320x180:rate=25:duration=4",
        "-c:v",
        "libx264",
        "-bf",
        "3",
        "-g",
        "25",
        source.toString());
    kinora().run("import", source.toString(), "--id", "b-frames").expect(0);
    kinora().run("copy", "b-frames", "--container", "mp4").expect(0);
    List<JsonNode> before = Ffmpeg.packets(Ffmpeg.probe(source), 0);
    Path copy = dir.resolve("b-frames/exports/out.mp4");
    List<JsonNode> after = Ffmpeg.packets(Ffmpeg.probe(copy), 0);
    assertEquals(timesUs(before, "pts_time"), timesUs(after, "pts_time"));
    assertEquals(timesUs(before, "dts_time"), timesUs(after, "dts_time"));
    assertEquals(sizes(before), sizes(after));
    Ffmpeg.decode(copy);
  }

  @Test
  void copy_targetThere_isRefusedAndUntouched() throws Exception {
    KinoraProcess.copyExample("rec_1757651700000", dir);
    Path target = Files.writeString(dir.resolve("mine.webm"), "precious");
    KinoraProcess.Result output =
        kinora().run("copy", "rec_1757651700000", "--to", target.toString()).expect(1);
    assertTrue(output.err().contains("TARGET_EXISTS"), output.err());
    assertEquals("precious", Files.readString(target));
  }

  private static List<Long> timestamps(Path recording) throws Exception {
    List<Long> all =
        Files.readAllLines(recording.resolve("index.jsonl")).stream()
            .map(TIMESTAMP::matcher)
            .filter(java.util.regex.Matcher::find)
            .map(matcher -> Long.parseLong(matcher.group(1)))
            .toList();
    return all.stream().map(time -> time - all.get(0)).toList();
  }

  private static List<Boolean> expectedKeyFrames(Path recording) throws Exception {
    return Files.readAllLines(recording.resolve("index.jsonl")).stream()
        .filter(line -> line.endsWith("}"))
        .map(line -> line.contains("\"type\":\"key\""))
        .toList();
  }

  private static List<Boolean> keyFrames(List<JsonNode> packets) {
    return packets.stream().map(packet -> packet.path("flags").asText().startsWith("K")).toList();
  }

  private static List<Long> timesUs(List<JsonNode> packets, String field) {
    return packets.stream()
        .map(packet -> Math.round(packet.path(field).asDouble() * 1_000_000))
        .toList();
  }

  private static List<Integer> sizes(List<JsonNode> packets) {
    return packets.stream().map(packet -> packet.path("size").asInt()).toList();
  }
}
