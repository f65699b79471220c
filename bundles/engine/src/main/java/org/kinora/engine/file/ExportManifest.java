package org.kinora.engine.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.export.ExportResult;

/**
 * {@code exports/manifest.json}: {@code {"version":1,"exports":[…]}}, an entry for each file: its
 * name, the state, what was asked for, and of a file that is whole what came out. Of one file there
 * are at most two, one that is done and one of the job that is to replace it. A manifest that
 * cannot be read is kept beside as {@code manifest.json.unreadable}.
 */
final class ExportManifest {
  private static final int VERSION = 1;
  private static final String FILE = "file";
  private static final String STATE = "state";

  private final Path file;
  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What becomes of an export. */
  private enum State {
    /** A job works on it, or the program was killed while one did. */
    RUNNING,
    /** It failed, or the program ended; somebody can go on with it. */
    INTERRUPTED,
    /** The file is whole. */
    DONE;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Makes another list of entries of the one that is there. */
  @FunctionalInterface
  private interface Change {
    void apply(List<ObjectNode> entries);
  }

  ExportManifest(Path exportsDirectory) {
    file = exportsDirectory.resolve("manifest.json");
  }

  /**
   * Notes an export that begins.
   *
   * @param name of the file within {@code exports/}
   * @param settings what was asked for
   */
  void begin(String name, String job, Map<String, String> settings) throws IOException {
    ObjectNode entry = json.createObjectNode().put(FILE, name).put(STATE, State.RUNNING.word());
    entry.put("job", job).put("startedAt", now());
    settings.forEach(entry.putObject("settings")::put);
    change(
        entries -> {
          removeUnfinished(entries, name);
          entries.add(entry);
        });
  }

  /** Notes that a file is whole, in place of all that was noted of it. */
  void complete(ExportResult result) throws IOException {
    String name = result.path().getFileName().toString();
    change(
        entries -> {
          ObjectNode entry =
              removeUnfinished(entries, name)
                  .orElseGet(() -> json.createObjectNode().put(FILE, name));
          entries.removeIf(old -> is(old, FILE, name));
          entry.put(STATE, State.DONE.word()).put("container", result.container());
          entry.set("tracks", json.valueToTree(result.tracks()));
          entry.put("sizeBytes", result.sizeBytes()).put("durationMs", result.durationUs() / 1000);
          entry.set("warnings", json.valueToTree(result.warnings()));
          entries.add(entry.put("finishedAt", now()));
        });
  }

  /** Notes that an export ended otherwise; what nobody can go on with is not noted any more. */
  void end(String name, boolean isLeft) throws IOException {
    change(
        entries ->
            removeUnfinished(entries, name)
                .filter(entry -> isLeft)
                .ifPresent(entry -> entries.add(entry.put(STATE, State.INTERRUPTED.word()))));
  }

  private static Optional<ObjectNode> removeUnfinished(List<ObjectNode> entries, String name) {
    Optional<ObjectNode> found =
        entries.stream()
            .filter(entry -> is(entry, FILE, name) && entry.has(STATE))
            .filter(entry -> !is(entry, STATE, State.DONE.word()))
            .findFirst();
    found.ifPresent(entries::remove);
    return found;
  }

  private static boolean is(ObjectNode entry, String field, String value) {
    return entry.path(field).asText().equals(value);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Replaces the manifest in one step; one without entries goes. */
  private void change(Change change) throws IOException {
    try (TargetFile next = TargetFile.create(file, true)) {
      List<ObjectNode> entries = read();
      change.apply(entries);
      if (entries.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      ArrayNode all = json.createArrayNode().addAll(entries);
      ObjectNode manifest = json.createObjectNode().put("version", VERSION);
      ByteBuffer bytes = ByteBuffer.wrap(json.writeValueAsBytes(manifest.set("exports", all)));
      while (bytes.hasRemaining()) {
        next.channel().write(bytes);
      }
      next.commit();
    }
  }

  private List<ObjectNode> read() throws IOException {
    List<ObjectNode> entries = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        for (JsonNode entry : json.readTree(Files.readAllBytes(file)).path("exports")) {
          if (entry instanceof ObjectNode known) {
            entries.add(known);
          }
        }
      } catch (JacksonException e) {
        Files.move(
            file,
            file.resolveSibling("manifest.json.unreadable"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return entries;
  }
}
