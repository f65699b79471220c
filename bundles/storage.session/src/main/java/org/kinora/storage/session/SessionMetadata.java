package org.kinora.storage.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.kinora.lib.events.Point;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;

/** What metadata.json says, which the recorder writes last of all. */
record SessionMetadata(JsonNode root) {
  private static final int MOST_BYTES = 16 << 20;
  private static final long NS_PER_US = 1_000;

  /** Reads the file; a missing or bad one counts as empty. */
  static SessionMetadata read(SessionFolder folder, ObjectMapper json, Faults faults)
      throws IOException {
    Optional<Path> file = folder.file(SessionFolder.METADATA);
    if (file.isEmpty()) {
      faults.add(
          Severity.WARNING,
          SessionFolder.METADATA,
          () -> "it is not there: the recorder was not closed");
      return new SessionMetadata(MissingNode.getInstance());
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      return new SessionMetadata(json.readTree(in.readNBytes(MOST_BYTES)));
    } catch (JsonProcessingException e) {
      faults.add(
          Severity.WARNING,
          SessionFolder.METADATA,
          () -> "it is ignored: " + e.getOriginalMessage());
      return new SessionMetadata(MissingNode.getInstance());
    }
  }

  /** The session's id. */
  Optional<String> id() {
    return Optional.of(root.path("session_id").asText()).filter(id -> !id.isBlank());
  }

  /** When everything was being recorded, on the recorder's clock. */
  OptionalLong startUs() {
    return us("start_t_ns");
  }

  /** When everything had stopped, on the recorder's clock. */
  OptionalLong endUs() {
    return us("end_t_ns");
  }

  private OptionalLong us(String member) {
    JsonNode ns = root.path(member);
    return ns.canConvertToLong()
        ? OptionalLong.of(Math.floorDiv(ns.asLong(), NS_PER_US))
        : OptionalLong.empty();
  }

  /** The wall clock when everything had stopped, to some seconds. */
  Optional<Instant> endedAt() {
    try {
      return Optional.of(Instant.parse(root.path("captured_at").asText()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Width and height of the film of the screen. */
  Optional<Point> resolution() {
    JsonNode size = root.path("resolution");
    double width = size.path(0).asDouble();
    double height = size.path(1).asDouble();
    return width > 0 && height > 0 ? Optional.of(new Point(width, height)) : Optional.empty();
  }

  /** What the numbers of keys mean. */
  Optional<KeyNames> keyNames() {
    return KeyNames.of(root.path("env").path("os").asText());
  }

  /** Whether a camera or sound was recorded as well. */
  boolean recorded(String what) {
    return root.path(what).path("enabled").asBoolean();
  }

  /** Whether the file of sound was made of the sound in the film of the screen. */
  boolean soundIsOfTheScreen() {
    return root.path("audio").path("source").asText().equals("video_track");
  }

  /** Texts, by the names of their members. */
  Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    put(tags, "game", root.path("game"));
    put(tags, "window", root.path("window_id"));
    put(tags, "platform", root.path("env").path("os"));
    return tags;
  }

  private static void put(Map<String, String> tags, String name, JsonNode value) {
    if (value.isTextual() && !value.asText().isBlank()) {
      tags.put(name, value.asText());
    }
  }
}
