package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Copies of the example recordings, judged by MediaInfo, mkvmerge and MediaConch, which belong to
 * the system. The profile {@code judges} runs it.
 */
@Tag("judges")
final class JudgesIT {
  private static final String SCREEN = "rec_1757651534329";
  private static final String CRASHED = "rec_1757651600000";
  private static final String VP9 = "rec_1757651700000";
  private static final String VOICE = "019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10";

  @TempDir static Path dir;

  private static Path example(String id) {
    return KinoraProcess.source("examples/recordings").resolve(id);
  }

  /** All in one process. */
  @BeforeAll
  static void copy() throws Exception {
    List<String> commands = new ArrayList<>();
    for (String copy :
        List.of(
            SCREEN + " screen.mp4",
            CRASHED + " crashed.mp4",
            SCREEN + " screen.mkv",
            VP9 + " vp9.mkv",
            VP9 + " vp9.webm",
            VOICE + " voice.webm")) {
      String[] names = copy.split(" ", -1);
      commands.add("copy '%s' -o '%s'".formatted(example(names[0]), names[1]));
    }
    KinoraProcess.in(dir).run("exec", String.join(";", commands)).expect(0);
  }

  private static String judge(String... command) throws Exception {
    KinoraProcess.Result result = KinoraProcess.finish(new ProcessBuilder(command));
    assertEquals(0, result.exitCode(), result::text);
    return result.out().strip();
  }

  @ParameterizedTest
  @CsvSource({SCREEN + ", screen.mp4", CRASHED + ", crashed.mp4"})
  void copy_h264ToMp4_mediainfoCountsEveryPicture(String id, String copy) throws Exception {
    try (Stream<String> lines = Files.lines(example(id).resolve("index.jsonl"))) {
      String file = dir.resolve(copy).toString();
      String seen = judge("mediainfo", "--Inform=Video;%FrameCount% %FrameRate_Mode%", file);
      assertEquals(lines.count() + " VFR", seen);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"screen.mkv", "vp9.mkv", "vp9.webm", "voice.webm"})
  void copy_toMatroska_mkvmergeAndMediaConchHaveNoObjection(String copy) throws Exception {
    String file = dir.resolve(copy).toString();
    String identified = judge("mkvmerge", "-J", file);
    for (String nothing : List.of("\"errors\": []", "\"warnings\": []", "\"recognized\": true")) {
      assertTrue(identified.contains(nothing), identified);
    }
    String verdict = judge("mediaconch", "-mc", "-fs", file);
    assertTrue(verdict.startsWith("pass!"), verdict);
  }
}
