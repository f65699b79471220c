package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenes look as a browser's canvas draws them, by an independent reading of the scene document.
 * The profile {@code judges} runs it.
 */
@Tag("judges")
final class CanvasIT {
  private static final String RECORDING = "rec_1757651534329";
  private static final double LEAST_PSNR = 32;
  private static final double LEAST_SSIM = 0.985;

  @TempDir Path dir;

  @Test
  void preview_everyScene_isWhatTheCanvasDraws() throws Exception {
    List<Long> times = RecordedTimes.of(KinoraProcess.copyExample(RECORDING, dir));
    ObjectMapper json = new ObjectMapper();
    JsonNode cases = json.readTree(KinoraProcess.source("tck/judges/scenes.json").toFile());
    assertTrue(cases.size() > 10, () -> cases.size() + " cases");
    List<String> commands = new ArrayList<>();
    ArrayNode asked = json.createArrayNode();
    for (JsonNode one : cases) {
      String name = one.path("name").asText();
      long timeMs = one.path("timeMs").asLong();
      long shownUs = times.get(RecordedTimes.shownAt(times, 1000 * timeMs));
      Files.writeString(dir.resolve(name + ".json"), one.path("scene").toString());
      commands.add(
          "seek %s %dms -o %s".formatted(RECORDING, timeMs, dir.resolve(name + "-source.png")));
      commands.add(
          "preview %s %dms --scene %s -o %s"
              .formatted(
                  RECORDING, timeMs, dir.resolve(name + ".json"), dir.resolve(name + ".png")));
      asked.add(
          ((ObjectNode) one.deepCopy())
              .put("source", name + "-source.png")
              .put("timeMs", shownUs / 1000.0));
    }
    Files.copy(
        KinoraProcess.source("tck/judges/background.png"),
        dir.resolve(RECORDING).resolve("background.png"));
    KinoraProcess.in(dir).run("exec", String.join(";", commands)).expect(0);
    Map<String, byte[]> drawn = draw(asked);
    for (JsonNode one : cases) {
      compare(one.path("name").asText(), drawn);
    }
  }

  private Map<String, byte[]> draw(ArrayNode cases) throws Exception {
    BrowserPage page =
        new BrowserPage(
            "scene.html",
            name -> {
              if (name.equals("cases")) {
                return Optional.of(new ObjectMapper().writeValueAsBytes(cases));
              }
              Path file =
                  dir.resolve(name.startsWith("background") ? RECORDING + "/" + name : name);
              return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
            });
    String seen = new String(page.show(dir), StandardCharsets.UTF_8);
    assertEquals(String.valueOf(cases.size()), seen);
    return page.posted();
  }

  private void compare(String name, Map<String, byte[]> drawn) throws Exception {
    byte[] png = drawn.get("drawn/" + name);
    BufferedImage right = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage ours = ImageIO.read(dir.resolve(name + ".png").toFile());
    double psnr = ImageComparison.psnr(ours, right);
    double ssim = ImageComparison.ssim(ours, right);
    assertTrue(
        psnr > LEAST_PSNR && ssim > LEAST_SSIM,
        () -> "%s: PSNR %.1f dB, SSIM %.4f".formatted(name, psnr, ssim));
  }
}
