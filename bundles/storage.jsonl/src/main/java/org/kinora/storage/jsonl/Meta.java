package org.kinora.storage.jsonl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.kinora.lib.bitstream.CodecString;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Blob;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;

/**
 * What meta.json says, field by field; nothing in it is required. A file that cannot be understood
 * is taken as an empty one, for the index and the samples tell most of what it says.
 */
final class Meta {
  static final String FILE = "meta.json";
  static final int OLDEST_VERSION = 0;
  static final int NEWEST_VERSION = 1;

  /** The browser recorder's file has 300 bytes; ours grows by configurations and tags. */
  private static final int MOST_BYTES = 1 << 20;

  /** What libopus looks ahead at 48 kHz. */
  private static final int LOOK_AHEAD_SAMPLES = 312;

  private final JsonNode root;
  private final Faults faults;
  private final int version;

  private Meta(JsonNode root, Faults faults) {
    this.root = root;
    this.faults = faults;
    version = version(root, faults);
  }

  /**
   * Reads the file.
   *
   * @throws MediaException META_NOT_FOUND, IO_ERROR
   */
  static Meta read(Path directory, ObjectMapper json, Faults faults) throws MediaException {
    Path file = directory.resolve(FILE);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        return empty(faults, "it is larger than " + MOST_BYTES + " bytes");
      }
      JsonNode root = json.readTree(new String(bytes, StandardCharsets.UTF_8));
      return root instanceof ObjectNode ? new Meta(root, faults) : empty(faults, "it is no object");
    } catch (NoSuchFileException e) {
      throw new MediaException(MediaError.META_NOT_FOUND, file + " is missing", e);
    } catch (JsonProcessingException e) {
      return empty(faults, e.getOriginalMessage());
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, file + " cannot be read: " + e, e);
    }
  }

  private static Meta empty(Faults faults, String problem) {
    faults.add(Severity.WARNING, FILE, () -> "it is not used: %s".formatted(problem));
    return new Meta(MissingNode.getInstance(), faults);
  }

  /** The format's version: 0 unless the file states another. */
  int version() {
    return version;
  }

  private static int version(JsonNode root, Faults faults) {
    JsonNode version = root.path("opfsFormat");
    if (version.isMissingNode() || version.isNull()) {
      return 0;
    }
    if (!version.isIntegralNumber()) {
      faults.add(
          Severity.WARNING,
          FILE,
          () -> "opfsFormat %s is no integer; 0 is assumed".formatted(version));
      return 0;
    }
    return version.canConvertToInt() ? version.intValue() : Integer.MAX_VALUE;
  }

  String id() {
    return root.path("id").asText("");
  }

  boolean isCompleted() {
    return root.path("completed").asBoolean(false);
  }

  /** The fields of one stream. */
  JsonNode stream(StreamFiles files) {
    return files.member.isEmpty() ? root : root.path(files.member);
  }

  /** What to take off every timestamp; without it, each recording starts with its first picture. */
  OptionalLong originUs() {
    return integer(root, "timeOrigin");
  }

  /**
   * How many samples of sound a decoder drops at the start. Version 0 does not store it: then it is
   * what the browser's Opus encoder looks ahead, unless the configuration says otherwise.
   */
  int preSkip(StreamFiles files) {
    JsonNode stream = stream(files);
    boolean stated = stream.has("preSkip") || version > 0;
    if (files != StreamFiles.AUDIO || stated || !audioCodec().equals("opus")) {
      return integer(stream, "preSkip", 0, Integer.MAX_VALUE, 0);
    }
    try {
      return OpusHead.parse(description(files).orElse(Blob.EMPTY)).preSkip();
    } catch (MediaException notStored) {
      return LOOK_AHEAD_SAMPLES;
    }
  }

  /**
   * How much earlier than its stored timestamp a packet's first decoded sample lies. The browser
   * gives a packet the time of the sound that it brings, Kinora that of all it decodes to.
   */
  long preSkipUs(StreamFiles files) {
    return version > 0 ? 0 : MediaTime.toUs(preSkip(files), Opus.RATE_HZ);
  }

  /** The codec of the sound; the recorder knows no other one than Opus. */
  String audioCodec() {
    String stated = stream(StreamFiles.AUDIO).path("codec").asText("");
    return stated.isBlank() ? "opus" : CodecString.word(stated);
  }

  /**
   * A stream's decoder configuration, named as WebCodecs names it; of no bytes if none is stored.
   *
   * @return empty if it is not base64
   */
  Optional<Blob> description(StreamFiles files) {
    String text = stream(files).path("description").asText("");
    try {
      return Optional.of(Blob.of(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /** {@code startedAt} with its zone, or else {@code createdAt} in UTC. */
  Optional<ZonedDateTime> startedAt() {
    String text = root.path("startedAt").asText("");
    try {
      if (!text.isEmpty()) {
        return Optional.of(ZonedDateTime.parse(text));
      }
    } catch (DateTimeException e) {
      faults.add(
          Severity.WARNING,
          FILE,
          () -> "startedAt is no time with a zone: %s".formatted(e.getMessage()));
    }
    OptionalLong createdAtMs = integer(root, "createdAt");
    return createdAtMs.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(createdAtMs.getAsLong()).atZone(ZoneOffset.UTC));
  }

  /** The tags that were stored as such. */
  Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    for (Map.Entry<String, JsonNode> tag : root.path("tags").properties()) {
      if (tag.getValue().isTextual()) {
        tags.put(tag.getKey(), tag.getValue().textValue());
      }
    }
    return tags;
  }

  /** An integer that a browser's number holds exactly, if the member is one. */
  static OptionalLong integer(JsonNode node, String member) {
    JsonNode value = node.path(member);
    boolean fits =
        value.isNumber()
            && Math.abs(value.doubleValue()) <= JsonCursor.MOST
            && value.doubleValue() == Math.rint(value.doubleValue());
    return fits ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  /** An integer from {@code least} to {@code most}, or {@code otherwise}. */
  static int integer(JsonNode node, String member, int least, int most, int otherwise) {
    long value = integer(node, member).orElse(Long.MIN_VALUE);
    return value >= least && value <= most ? (int) value : otherwise;
  }
}
