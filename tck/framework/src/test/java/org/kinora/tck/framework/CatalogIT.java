package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of recordings, from the shell. */
class CatalogIT {
  private static final String FIRST = "rec_1757651534329";
  private static final String LAST = "rec_1757651700000";

  @TempDir Path dir;

  private JsonNode run(String... arguments) throws Exception {
    String[] all = List.of(arguments).toArray(new String[arguments.length + 1]);
    all[arguments.length] = "--json";
    return new ObjectMapper().readTree(KinoraProcess.in(dir).run(all).expect(0).out());
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.findValuesAsText(field);
  }

  @Test
  void importFindRetainRescan_oneArchive_isKeptUpToDate() throws Exception {
    KinoraProcess.copyExample(FIRST, dir);
    KinoraProcess.copyExample(LAST, dir.resolve("camera"));
    run("import", dir.resolve("camera").resolve(LAST).toString(), "--id", "copy");

    JsonNode listed = run("list").path("recordings");
    assertEquals(
        new TreeSet<>(List.of("copy", FIRST)),
        new TreeSet<>(
            texts(listed, "path").stream()
                .map(path -> Path.of(path).getFileName().toString())
                .toList()));
    assertEquals(3, run("list", "--all").path("recordings").size());

    JsonNode found = run("find", "--from", "2025-09-12T04:34:00Z", "--to", "2025-09-12T04:36:00Z");
    assertEquals(List.of(".", "camera"), texts(found.path("streams"), "stream"));
    JsonNode camera = found.at("/streams/1");
    assertEquals("2025-09-12T04:35:00Z", camera.at("/covered/0/from").asText());
    assertEquals(2, camera.path("gaps").size());

    JsonNode would = run("retain", "--max-size", "1MB");
    assertTrue(would.path("dryRun").asBoolean());
    assertTrue(Files.exists(dir.resolve(FIRST)));
    JsonNode done = run("retain", "--max-size", "1MB", "--yes");
    assertEquals(would.path("removed"), done.path("removed"));
    assertEquals(dir.resolve(FIRST).toString(), done.at("/removed/0/recording").asText());
    assertFalse(Files.exists(dir.resolve(FIRST)));

    JsonNode before = run("list", "--all");
    Files.delete(dir.resolve(".kinora/catalog.mv.db"));
    assertEquals(before.path("recordings").size(), run("rescan").path("added").size());
    assertEquals(before, run("list", "--all"));
  }
}
