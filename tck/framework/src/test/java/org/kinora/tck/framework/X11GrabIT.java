package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/** Records a screen: needs Xvfb, and the libraries that FFmpeg's device library is linked with. */
@Tag("judges")
final class X11GrabIT {
  @TempDir Path dir;

  @Test
  void record_screen_isARecordingThatFfprobeLikes() throws Exception {
    KinoraProcess kinora = KinoraProcess.in(dir);
    Process screen =
        new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "320x240x24")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(screen.getInputStream(), StandardCharsets.UTF_8))) {
      String source = "x11grab::" + out.readLine();
      kinora
          .run(
              "record",
              source,
              "--source-option",
              "framerate=10",
              "--id",
              "screen",
              "--length",
              "2s")
          .expect(0);
    } finally {
      screen.destroy();
    }
    kinora.run("verify", "screen").expect(0);
    kinora.run("copy", "screen", "--container", "mp4").expect(0);
    Path mp4 = dir.resolve("screen/exports/out.mp4");
    JsonNode stream = Ffmpeg.probe(mp4).path("streams").get(0);
    assertEquals("320x240", stream.path("width").asInt() + "x" + stream.path("height").asInt());
    List<JsonNode> pictures = Ffmpeg.packets(Ffmpeg.probe(mp4), 0);
    assertTrue(pictures.size() >= 15, "pictures " + pictures.size());
    Ffmpeg.decode(mp4);
  }
}
