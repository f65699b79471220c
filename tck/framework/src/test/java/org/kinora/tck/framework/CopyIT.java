package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/** Copies and imports, judged by ffprobe. */
final class CopyIT {
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d+)");

  @TempDir Path dir;

  private KinoraProcess kinora() {
    return KinoraProcess.in(dir);
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
        kinora().run("copy", "rec_1757651700000", "--output", target.toString()).expect(1);
    assertTrue(output.err().contains("TARGET_EXISTS"), output.err());
    assertEquals("precious", Files.readString(target));
  }

  /** Six seconds of 25 pictures, B-frames, a key frame every second, and sound. */
  private Path clip() {
    Path clip = dir.resolve("clip.mp4");
    Ffmpeg.run(
        ("-f lavfi -i testsrc2=size=320x180:rate=25:duration=6 -f lavfi -i"
                + " sine=sample_rate=48000:duration=6 -c:v libx264 -bf 3 -g 25 -c:a aac "
                + clip)
            .split(" ", -1));
    return clip;
  }

  /** A checksum of each picture of a file, as a player shows them. */
  private static List<String> shown(Path file) {
    String md5 =
        new String(
            Ffmpeg.run(
                "-i",
                file.toString(),
                "-map",
                "0:v",
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "demux",
                "-copyts",
                "-f",
                "framemd5",
                "-"),
            StandardCharsets.US_ASCII);
    return md5.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  /** Seconds of sound that a player plays. */
  private static double heardSeconds(Path file) {
    String[] arguments = {"-i", file.toString(), "-map", "0:a", "-ac", "1", "-f", "s16le", "-"};
    return Ffmpeg.run(arguments).length / (2 * 48_000.0);
  }

  @Test
  void copy_exactPart_showsThePicturesOfThatTimeAndNoOthers() throws Exception {
    Path clip = clip();
    Path part = dir.resolve("part.mp4");
    kinora()
        .run("copy", "./clip.mp4", "-o", "part.mp4", "--from", "2.3", "--to", "4.1", "--exact")
        .expect(0);
    // The picture that is shown at 2.3 s is number 57, the last one before 4.1 s number 102.
    assertEquals(shown(clip).subList(57, 103), shown(part));
    JsonNode format = Ffmpeg.probe(part).path("format");
    assertEquals(0, format.path("start_time").asDouble(), 0.001);
    assertEquals(1.8, format.path("duration").asDouble(), 0.001);
    assertEquals(1.8, heardSeconds(part), 1024 / 48_000.0);
  }

  @Test
  void copy_exactPartInFragments_isRefusedAndLeavesNothing() throws Exception {
    clip();
    String command = "copy ./clip.mp4 -o part.mp4 --from 2.3 --exact --set mode=fragmented";
    KinoraProcess.Result refused = kinora().run(command.split(" ", -1)).expect(1);
    assertTrue(refused.err().contains("MUX_ERROR"), refused.err());
    assertTrue(refused.err().contains("expected mode=plain, faststart or hybrid"), refused.err());
    assertFalse(Files.exists(dir.resolve("part.mp4")));
    assertFalse(Files.exists(dir.resolve("part.mp4.part")));
  }

  @Test
  void copy_partFromKeyFrame_beginsThereInEveryContainer() throws Exception {
    List<String> before = shown(clip());
    for (String name : List.of("part.mp4", "part.mkv")) {
      kinora().run("copy", "./clip.mp4", "-o", name, "--from", "2.3", "--to", "4.1").expect(0);
      Path part = dir.resolve(name);
      List<String> after = shown(part);
      // The key frame before 2.3 s lies at 2 s; without an edit list, pictures that others needed
      // may follow at the end.
      assertEquals(before.subList(50, 103), after.subList(0, 53), name);
      assertTrue(after.size() < 53 + 4, name + " shows " + after.size());
      assertEquals(2.1, heardSeconds(part), 2 * 1024 / 48_000.0, name);
      JsonNode first = Ffmpeg.packets(Ffmpeg.probe(part), 0).get(0);
      assertEquals(0, first.path("pts_time").asDouble(), 0.001, name);
    }
  }

  @Test
  void copy_track_leavesTheOthersOut() throws Exception {
    clip();
    kinora().run("copy", "./clip.mp4", "-o", "sound.mkv", "--track", "2").expect(0);
    JsonNode streams = Ffmpeg.probe(dir.resolve("sound.mkv")).path("streams");
    assertEquals(1, streams.size());
    assertEquals("aac", streams.get(0).path("codec_name").asText());
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
