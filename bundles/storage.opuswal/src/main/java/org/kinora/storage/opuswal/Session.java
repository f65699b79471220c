package org.kinora.storage.opuswal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;

/** What session.json says; nothing of it is needed to read the logs. */
record Session(JsonNode root) {
  static final String FILE = "session.json";

  /** Instants that a ZonedDateTime and people can make something of: up to the year 9999. */
  private static final long MOST_MS = 253_402_300_799_999L;

  private static final int MOST_BYTES = 1 << 20;

  /** Reads the file; a missing or bad one counts as empty. */
  static Session read(Path directory, ObjectMapper json, Faults faults) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      faults.add(Severity.WARNING, FILE, () -> "it is missing; the logs are read alone");
      return new Session(MissingNode.getInstance());
    }
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode root = json.readTree(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
      if (root.isObject()) {
        return new Session(root);
      }
      faults.add(Severity.WARNING, FILE, () -> "it holds no object; the logs are read alone");
    } catch (JsonProcessingException e) {
      faults.add(
          Severity.WARNING,
          FILE,
          () -> "it is no JSON (" + e.getOriginalMessage() + "); the logs are read alone");
    }
    return new Session(MissingNode.getInstance());
  }

  /** Whether it is the description of a voice session. */
  boolean isStated() {
    return root.path("session_id").isTextual();
  }

  String id(Path directory) {
    String stated = root.path("session_id").asText("");
    return stated.isBlank()
        ? String.valueOf(directory.toAbsolutePath().normalize().getFileName())
        : stated;
  }

  /** The application writes the end when it stops the recording. */
  boolean isComplete() {
    return number("end_timestamp").isPresent() || number("duration_ms").isPresent();
  }

  OptionalLong durationUs() {
    OptionalLong ms = number("duration_ms");
    return ms.isPresent() ? OptionalLong.of(ms.getAsLong() * 1000) : OptionalLong.empty();
  }

  /** Milliseconds in {@code start_timestamp}; else {@code created_at}, seconds as text. */
  Optional<ZonedDateTime> startedAt() {
    OptionalLong startMs = number("start_timestamp");
    if (startMs.isPresent()) {
      return Optional.of(utc(startMs.getAsLong()));
    }
    String seconds = root.path("created_at").asText("");
    return seconds.matches("[0-9]{1,11}")
        ? Optional.of(utc(Long.parseLong(seconds) * 1000))
        : Optional.empty();
  }

  private static ZonedDateTime utc(long ms) {
    return Instant.ofEpochMilli(ms).atZone(ZoneOffset.UTC);
  }

  /** The speakers in the order in which the session names them: whose recording it is, first. */
  List<String> speakers() {
    List<String> names = new ArrayList<>();
    names.add(root.path("emitter_player").asText(""));
    root.path("participants").forEach(name -> names.add(name.asText("")));
    return names;
  }

  /** Lists have one name a line, for names may hold commas. */
  Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    for (String member : List.of("emitter_player", "recording_version")) {
      if (root.path(member).isTextual()) {
        tags.put(member, root.path(member).asText());
      }
    }
    for (String member : List.of("participants", "jukebox_participants")) {
      if (root.path(member).isArray()) {
        List<String> names = new ArrayList<>();
        root.path(member).forEach(name -> names.add(name.asText("")));
        tags.put(member, String.join("\n", names));
      }
    }
    return tags;
  }

  private OptionalLong number(String member) {
    JsonNode node = root.path(member);
    return node.isIntegralNumber()
            && node.canConvertToLong()
            && node.asLong() >= 0
            && node.asLong() <= MOST_MS
        ? OptionalLong.of(node.asLong())
        : OptionalLong.empty();
  }
}
