package org.kinora.engine.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.kinora.export.ExportResult;

/**
 * {@code exports/manifest.json}: {@code {"version":1,"exports":[…]}}, one entry for each file that
 * was finished, a later export of the same file in place of the earlier. A manifest that cannot be
 * read is kept beside as {@code manifest.json.unreadable}.
 */
final class ExportManifest {
  private static final int VERSION = 1;

  private final Path file;
  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * One finished export.
   *
   * @param file its name within {@code exports/}
   * @param finishedAt in UTC
   */
  record Entry(
      String file,
      String container,
      List<ExportResult.TrackResult> tracks,
      long sizeBytes,
      long durationMs,
      List<String> warnings,
      String finishedAt) {
    static Entry of(ExportResult result) {
      return new Entry(
          result.path().getFileName().toString(),
          result.container(),
          result.tracks(),
          result.sizeBytes(),
          result.durationUs() / 1000,
          result.warnings(),
          Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  ExportManifest(Path exportsDirectory) {
    file = exportsDirectory.resolve("manifest.json");
  }

  /** Adds an entry; the manifest is replaced in one step. */
  void add(Entry entry) throws IOException {
    ArrayNode entries = json.createArrayNode();
    for (JsonNode old : read()) {
      if (!old.path("file").asText().equals(entry.file())) {
        entries.add(old);
      }
    }
    entries.add(json.<JsonNode>valueToTree(entry));
    ObjectNode manifest = json.createObjectNode().put("version", VERSION);
    manifest.set("exports", entries);
    TargetFile.write(file, json.writeValueAsBytes(manifest));
  }

  private JsonNode read() throws IOException {
    if (!Files.exists(file)) {
      return json.createArrayNode();
    }
    try {
      return json.readTree(Files.readAllBytes(file)).path("exports");
    } catch (JacksonException e) {
      Files.move(
          file,
          file.resolveSibling("manifest.json.unreadable"),
          StandardCopyOption.REPLACE_EXISTING);
      return json.createArrayNode();
    }
  }
}
