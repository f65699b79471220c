package org.kinora.dataset.nextmetal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;

/** What {@code <id>_metadata.json} says; nothing of it is needed to read the recording. */
record Metadata(JsonNode root) {
  /** How a recorder says that time 0 is where the first picture is shown. */
  static final String FIRST_PICTURE = "first-picture";

  private static final int MOST_BYTES = 1 << 20;

  /** Reads the file; a missing or bad one counts as empty, for old recorders wrote none. */
  static Metadata read(Archive archive, ObjectMapper json, Faults faults) throws IOException {
    Optional<ZipEntry> entry = archive.metadata();
    if (entry.isEmpty()) {
      faults.add(Severity.NOTE, archive.id(), () -> "there is no metadata file");
      return new Metadata(MissingNode.getInstance());
    }
    try (InputStream in = archive.read(entry.get())) {
      return new Metadata(
          json.readTree(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)));
    } catch (JsonProcessingException | ZipException e) {
      faults.add(Severity.WARNING, entry.get().getName(), () -> "it is ignored: " + e.getMessage());
      return new Metadata(MissingNode.getInstance());
    }
  }

  /** Texts, by the names of their members: what the recorder states without looking is left out. */
  Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    put(tags, "recording", "videoFormat");
    put(tags, "recording", "audioSource");
    put(tags, "system", "userAgent");
    put(tags, "system", "platform");
    put(tags, "system", "language");
    return tags;
  }

  /** Whether events count from the first picture. */
  boolean countsFromFirstPicture() {
    return root.path("ai").path("synchronizationMethod").asText().equals(FIRST_PICTURE);
  }

  private void put(Map<String, String> tags, String member, String name) {
    JsonNode value = root.path(member).path(name);
    if (value.isTextual() && !value.asText().isBlank()) {
      tags.put(name, value.asText());
    }
  }
}
