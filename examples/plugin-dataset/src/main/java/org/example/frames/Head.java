package org.example.frames;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What {@code dataset.json} says.
 *
 * @param options with which it was made
 * @param entries the recordings
 */
record Head(Map<String, String> options, List<Entry> entries) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  Head {
    options = Map.copyOf(options);
    entries = List.copyOf(entries);
  }

  /**
   * One recording.
   *
   * @param id names its directory
   * @param pictures of its video
   * @param durationUs of what was recorded
   * @param unreadable events that could not be read and are left out
   */
  record Entry(String id, int pictures, long durationUs, long unreadable) {
    String json() {
      return node().toString();
    }

    private ObjectNode node() {
      return JSON.createObjectNode()
          .put("id", id)
          .put("pictures", pictures)
          .put("durationUs", durationUs)
          .put("unreadable", unreadable);
    }

    static Entry parse(String json) throws IOException {
      return of(JSON.readTree(json));
    }

    private static Entry of(JsonNode node) {
      return new Entry(
          node.path("id").asText(),
          node.path("pictures").asInt(),
          node.path("durationUs").asLong(),
          node.path("unreadable").asLong());
    }
  }

  String json() throws IOException {
    ObjectNode head = JSON.createObjectNode();
    head.put("format", FramesFormat.NAME).put("version", FramesFormat.VERSION);
    ObjectNode chosen = head.putObject("options");
    new TreeMap<>(options).forEach(chosen::put);
    ArrayNode recordings = head.putArray("recordings");
    entries.forEach(entry -> recordings.add(entry.node()));
    return JSON.writeValueAsString(head) + "\n";
  }

  /** The page for people. */
  String readme() {
    StringBuilder page =
        new StringBuilder(
            """
            # Recordings, picture by picture

            Each directory below `recordings` has a `video.mp4` of %s pictures a second, and a `frames.jsonl` with a
            line for each of them: the keys and mouse buttons that were down while it was shown, and where the
            pointer was last.

            | recording | pictures |
            |---|---|
            """
                .formatted(options.get("rate")));
    for (Entry entry : entries) {
      page.append("| ").append(entry.id()).append(" | ").append(entry.pictures()).append(" |\n");
    }
    return page.toString();
  }

  /**
   * Reads the head of a data set.
   *
   * @throws MediaException DIR_NOT_FOUND; FORMAT_UNKNOWN if it is not of this layout;
   *     FORMAT_TOO_NEW; INDEX_PARSE_ERROR
   */
  static Head read(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, root + " is no directory");
    }
    Path file = root.resolve(FramesFormat.HEAD);
    JsonNode head = tree(file);
    if (!head.path("format").asText().equals(FramesFormat.NAME)) {
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN,
          file + " does not say that its format is " + FramesFormat.NAME);
    }
    int version = head.path("version").asInt();
    if (version != FramesFormat.VERSION) {
      throw new MediaException(
          version > FramesFormat.VERSION ? MediaError.FORMAT_TOO_NEW : MediaError.INDEX_PARSE_ERROR,
          file + " is of version " + version + ", expected " + FramesFormat.VERSION);
    }
    Map<String, String> options = new TreeMap<>();
    head.path("options").properties().forEach(o -> options.put(o.getKey(), o.getValue().asText()));
    List<Entry> entries = new ArrayList<>();
    head.path("recordings").forEach(entry -> entries.add(Entry.of(entry)));
    return new Head(options, entries);
  }

  private static JsonNode tree(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MediaException(MediaError.FORMAT_UNKNOWN, file + " is not there");
    }
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN, file + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
