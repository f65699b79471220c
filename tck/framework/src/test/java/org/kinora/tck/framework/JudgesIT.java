package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Copies, judged by programs that a system must install: MediaInfo, mkvmerge, MediaConch. The
 * profile {@code judges} runs it.
 */
@Tag("judges")
final class JudgesIT {
  @TempDir Path dir;

  private KinoraProcess kinora;

  @BeforeEach
  void install() throws IOException {
    kinora = KinoraProcess.install(dir);
  }

  private Path copy(String id, String container) throws Exception {
    KinoraProcess.copyExample(id, dir);
    Path file = dir.resolve(id + "." + container);
    kinora.run("copy", id, "--container", container, "--to", file.toString()).expect(0);
    return file;
  }

  private static String judge(String... command) throws Exception {
    KinoraProcess.Result result = KinoraProcess.finish(new ProcessBuilder(command));
    assertEquals(0, result.exitCode(), result::text);
    return result.out().strip();
  }

  private static void assertFrames(String expected, Path file) throws Exception {
    String seen = judge("mediainfo", "--Inform=Video;%FrameCount% %FrameRate_Mode%", "" + file);
    assertEquals(expected, seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rec_1757651534329", "rec_1757651600000"})
  void copy_h264ToMp4_mediainfoCountsEveryPicture(String id) throws Exception {
    Path file = copy(id, "mp4");
    Path index = KinoraProcess.source("examples/recordings").resolve(id).resolve("index.jsonl");
    try (Stream<String> lines = Files.lines(index)) {
      assertFrames(lines.count() + " VFR", file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rec_1757651534329", "rec_1757651700000"})
  void copy_toMatroska_mkvmergeAndMediaConchHaveNoObjection(String id) throws Exception {
    Path file = copy(id, "mkv");
    String identified = judge("mkvmerge", "-J", file.toString());
    assertTrue(identified.contains("\"errors\": []"), identified);
    assertTrue(identified.contains("\"warnings\": []"), identified);
    String verdict = judge("mediaconch", "-mc", "-fs", file.toString());
    assertTrue(verdict.startsWith("pass!"), verdict);
  }

  @Test
  void copy_voiceToM4a_mediainfoReadsTheTimecode() throws Exception {
    Path session = KinoraProcess.source("examples/recordings/019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10");
    Path file = dir.resolve("voice.m4a");
    kinora
        .run(
            "copy",
            session.toString(),
            "--container",
            "m4a",
            "--set",
            "start=2026-03-01T10:00:00+01:00",
            "--set",
            "rate=29.97df",
            "--to",
            file.toString())
        .expect(0);
    String timecode = judge("mediainfo", "--Inform=Other;%TimeCode_FirstFrame%", "" + file);
    assertEquals("10:00:00;00", timecode);
    assertTrue(judge("mediainfo", "--Inform=Audio;%Format% ", "" + file).startsWith("Opus"));
  }

  @Test
  void copy_vp9ToWebm_mkvmergeAndMediaConchHaveNoObjection() throws Exception {
    Path file = copy("rec_1757651700000", "webm");
    String identified = judge("mkvmerge", "-J", file.toString());
    for (String nothing : List.of("\"errors\": []", "\"warnings\": []", "\"recognized\": true")) {
      assertTrue(identified.contains(nothing), identified);
    }
    String verdict = judge("mediaconch", "-mc", "-fs", file.toString());
    assertTrue(verdict.startsWith("pass!"), verdict);
  }

  @Test
  void copy_voiceToWebm_mkvmergeAndMediaConchHaveNoObjection() throws Exception {
    String id = "019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10";
    Path session = KinoraProcess.source("examples/recordings").resolve(id);
    Path file = dir.resolve("voice.webm");
    kinora
        .run("copy", session.toString(), "--container", "webm", "--to", file.toString())
        .expect(0);
    String identified = judge("mkvmerge", "-J", file.toString());
    assertTrue(identified.contains("\"warnings\": []"), identified);
    String verdict = judge("mediaconch", "-mc", "-fs", file.toString());
    assertTrue(verdict.startsWith("pass!"), verdict);
    assertEquals("Opus", judge("mediainfo", "--Inform=Audio;%Format%", "" + file).substring(0, 4));
  }
}
