package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports the media files below a directory, copies each to every container that takes it, and
 * compares the packets. Not part of a usual run: the profile {@code foreign} runs it, and {@code
 * -Dkinora.media=DIR} says where the files are.
 */
@Tag("foreign")
final class ForeignMediaIT {
  private static final Map<String, String> CONTAINERS =
      new TreeMap<>(
          Map.of(
              "mp4", "mp4", "m4a", "m4a", "webm", "webm", "mkv", "mkv", "mka", "mka", "wave",
              "wav"));

  /** So many files in one process: a crash there is the fault of one of few. */
  private static final int BATCH = 10;

  @TempDir Path dir;

  private final List<String> table = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> mismatches = new ArrayList<>();
  private final Map<String, Integer> totals = new TreeMap<>();

  @Test
  void importAndCopy_filesOfOthers_keepEveryPacket() throws Exception {
    List<Path> files = files(Path.of(System.getProperty("kinora.media")));
    assertFalse(files.isEmpty(), "no media files there");
    KinoraProcess kinora = KinoraProcess.in(dir);
    for (int first = 0; first < files.size(); first += BATCH) {
      List<Path> batch = files.subList(first, Math.min(first + BATCH, files.size()));
      examine(kinora, batch);
      Files.writeString(KinoraProcess.source("tck/framework/target/foreign-media.txt"), report());
    }
    assertEquals(List.of(), mismatches, this::report);
  }

  /** A line a file, then why each refused, what differs, and the totals. */
  private String report() {
    List<String> lines = new ArrayList<>(table);
    lines.addAll(refusals);
    lines.addAll(mismatches);
    lines.add(totals.toString());
    return String.join("\n", lines) + "\n";
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void examine(KinoraProcess kinora, List<Path> files) throws Exception {
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String id = "m" + i;
      add(commands, "import '%s' --as %s --force --json".formatted(files.get(i), id));
      CONTAINERS.forEach(
          (container, extension) ->
              add(
                  commands,
                  "copy %s --container %s -o %s --force --json"
                      .formatted(id, container, target(id, container))));
    }
    KinoraProcess.Result result = kinora.run("exec", String.join(";", commands));
    List<JsonNode> answers = answers(result.out());
    int perFile = 1 + CONTAINERS.size();
    if (answers.size() != files.size() * perFile) {
      mismatches.add(files + ": %d answers\n%s".formatted(answers.size(), result.text()));
      return;
    }
    for (int i = 0; i < files.size(); i++) {
      compare(files.get(i), "m" + i, answers.subList(i * perFile, (i + 1) * perFile));
      remove("m" + i);
    }
  }

  /** A command whose failure is an answer like any other. */
  private static void add(List<String> commands, String command) {
    commands.add("try { " + command + " } { }");
  }

  private static List<JsonNode> answers(String out) throws IOException {
    try (MappingIterator<JsonNode> all =
        new ObjectMapper().readerFor(JsonNode.class).readValues(out)) {
      return all.readAll();
    }
  }

  private Path target(String id, String container) {
    return dir.resolve(id + "-" + container + "." + CONTAINERS.get(container));
  }

  private void compare(Path file, String id, List<JsonNode> answers) {
    StringBuilder line = new StringBuilder(file.getFileName().toString());
    JsonNode imported = answers.get(0);
    if (imported.has("error")) {
      count("not imported");
      line.append(": ").append(error(imported));
      note(file, "import", imported);
    } else {
      count("imported");
      int next = 1;
      for (String container : CONTAINERS.keySet()) {
        line.append(' ').append(container).append('=');
        line.append(copied(file, id, container, imported, answers.get(next++)));
      }
    }
    table.add(line.toString());
  }

  private String copied(
      Path file, String id, String container, JsonNode imported, JsonNode answer) {
    if (answer.has("error")) {
      count(container + " refused");
      note(file, container, answer);
      return answer.at("/error/code").asText();
    }
    String difference;
    try {
      difference =
          PacketComparison.of(file, sourceIds(imported), target(id, container), sourceIds(answer));
    } catch (IOException e) { // ffprobe writes no JSON of some broken files
      count(container + " not judged");
      return "?";
    }
    count(container + (difference.isEmpty() ? " same" : " differs"));
    if (difference.isEmpty()) {
      return "same";
    }
    mismatches.add("%s to %s: %s".formatted(file, container, difference));
    return "DIFFERS";
  }

  /** Refusing is right; what nobody foresaw is not. */
  private void note(Path file, String what, JsonNode answer) {
    String code = answer.at("/error/code").asText();
    String line = "%s to %s: %s".formatted(file, what, error(answer));
    if (code.equals("INTERNAL_ERROR")) {
      mismatches.add(line);
    } else if (!what.equals("import")) {
      refusals.add(line);
    }
  }

  private static String error(JsonNode answer) {
    return answer.at("/error/code").asText() + " " + answer.at("/error/message").asText();
  }

  private static List<Integer> sourceIds(JsonNode result) {
    List<Integer> ids = new ArrayList<>();
    result.path("tracks").forEach(track -> ids.add(track.path("sourceId").asInt()));
    return ids;
  }

  private void count(String what) {
    totals.merge(what, 1, Integer::sum);
  }

  private void remove(String id) throws IOException {
    for (String container : CONTAINERS.keySet()) {
      Files.deleteIfExists(target(id, container));
    }
    Path recording = dir.resolve(id);
    if (Files.isDirectory(recording)) {
      try (Stream<Path> all = Files.walk(recording)) {
        for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
