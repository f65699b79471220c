package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chromium plays our files to their last picture. The profile {@code judges} runs it. */
@Tag("judges")
final class BrowserIT {
  private static final String PLAYABLE = ".*(\\.webm|\\.mp4|opus\\.m4a)";
  private static final double TOLERANCE_S = 0.05;

  @TempDir Path dir;

  @Test
  void chromium_everyPlayableFile_isPlayedToItsLastPicture() throws Exception {
    Map<String, Path> files = JudgedFiles.write(dir);
    List<String> names = files.keySet().stream().filter(name -> name.matches(PLAYABLE)).toList();
    assertTrue(names.size() > 10, names::toString);
    JsonNode played = play(names);
    assertEquals(names.size(), played.size());
    for (JsonNode seen : played) {
      assertPlayed(seen);
    }
  }

  private static void assertPlayed(JsonNode seen) {
    String name = seen.path("name").asText();
    assertEquals("", seen.path("error").asText(), name);
    assertTrue(seen.path("ended").asBoolean(), seen::toString);
    double endS = seen.path("endedAtS").asDouble();
    assertEquals(seen.path("durationS").asDouble(), endS, TOLERANCE_S, seen::toString);
    assertTrue(seen.path("audioBytes").asLong() > 0, seen::toString);
    int frames = seen.path("frames").asInt();
    if (name.startsWith("opus")) {
      assertEquals(0, frames, seen::toString);
    } else if (!name.startsWith("recovered")) {
      assertEquals(JudgedFiles.SECONDS * JudgedFiles.RATE, frames, seen::toString);
      assertEquals(JudgedFiles.SECONDS, endS, TOLERANCE_S, seen::toString);
    } else {
      assertTrue(frames >= JudgedFiles.RATE / 2, seen::toString);
    }
  }

  private JsonNode play(List<String> names) throws Exception {
    ObjectMapper json = new ObjectMapper();
    BrowserPage page =
        new BrowserPage(
            "play.html",
            name -> {
              if (name.equals("files")) {
                return Optional.of(json.writeValueAsBytes(names));
              }
              return names.contains(name)
                  ? Optional.of(Files.readAllBytes(dir.resolve(name)))
                  : Optional.empty();
            });
    return json.readTree(page.show(dir));
  }
}
