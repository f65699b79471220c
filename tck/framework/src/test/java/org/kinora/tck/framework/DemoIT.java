package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/** The first command of the README. */
final class DemoIT {
  private static final Pattern OUTPUT = Pattern.compile("\\S+/exports/\\S+\\.(?:mp4|webm)");

  @TempDir Path dir;

  @Test
  void demo_endsWell_itsFourOutputsAreReadWithoutAWarning() throws Exception {
    for (String id : List.of("rec_1757651534329", "rec_1757651600000", "rec_1757651700000")) {
      KinoraProcess.copyExample(id, dir.resolve("recordings"));
    }
    KinoraProcess.Result output = KinoraProcess.install(dir).run("demo").expect(0);
    List<Path> files =
        OUTPUT
            .matcher(output.out())
            .results()
            .map(match -> Path.of(match.group()))
            .distinct()
            .toList();
    assertEquals(4, files.size(), output.out());
    for (Path file : files) {
      assertTrue(Files.size(file) > 10_000, file.toString());
      Ffmpeg.probe(file);
      Ffmpeg.decode(file);
    }
  }
}
