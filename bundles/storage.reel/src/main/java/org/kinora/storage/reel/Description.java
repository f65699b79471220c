package org.kinora.storage.reel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/** The description block's JSON object: what a recording says of itself, without its samples. */
final class Description {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Description() {}

  static ByteBuffer encode(RecordingInfo info) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("id", info.id());
    info.startedAt().ifPresent(at -> root.put("startedAt", at.toString()));
    ObjectNode tags = root.putObject("tags");
    new TreeMap<>(info.tags()).forEach(tags::put);
    ArrayNode tracks = root.putArray("tracks");
    for (Track track : info.tracks()) {
      ObjectNode node = tracks.addObject().put("id", track.id());
      node.put("timescale", track.timescale()).put("name", track.name());
      encode(track.format(), node);
    }
    return ByteBuffer.wrap(JSON.writeValueAsBytes(root));
  }

  private static void encode(TrackFormat format, ObjectNode node) {
    if (format instanceof VideoFormat video) {
      node.put("kind", "video").put("codec", video.codec());
      node.put("width", video.width()).put("height", video.height());
      ColorInfo color = video.color();
      node.putObject("color")
          .put("range", color.range().name().toLowerCase(Locale.ROOT))
          .put("primaries", color.primaries())
          .put("transfer", color.transfer())
          .put("matrix", color.matrix());
      node.put("config", base64(video.config()));
    } else if (format instanceof AudioFormat audio) {
      node.put("kind", "audio").put("codec", audio.codec());
      node.put("sampleRate", audio.sampleRate()).put("channels", audio.channels());
      node.put("preSkip", audio.preSkip()).put("config", base64(audio.config()));
    } else if (format instanceof EventFormat events) {
      node.put("kind", "events").put("codec", events.codec());
      node.put("schemaVersion", events.schemaVersion());
    }
  }

  private static String base64(Blob config) {
    return Base64.getEncoder().encodeToString(config.toByteArray());
  }

  /**
   * Reads a description, whose checksum was right.
   *
   * @return incomplete and without a duration, which the log knows
   * @throws MediaException INDEX_PARSE_ERROR if a member is missing or impossible all the same
   */
  static RecordingInfo decode(ByteBuffer head) throws MediaException {
    byte[] bytes = new byte[head.remaining()];
    head.get(head.position(), bytes);
    try {
      JsonNode root = JSON.readTree(bytes);
      List<Track> tracks = new ArrayList<>();
      for (JsonNode node : root.required("tracks")) {
        tracks.add(
            new Track(
                node.required("id").intValue(),
                format(node),
                node.required("timescale").intValue(),
                node.path("name").asText("")));
      }
      return new RecordingInfo(
          root.required("id").asText(),
          Optional.of(root.path("startedAt").asText(""))
              .filter(text -> !text.isEmpty())
              .map(ZonedDateTime::parse),
          OptionalLong.empty(),
          false,
          tracks,
          tags(root.path("tags")));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR, "the description cannot be understood: " + e, e);
    }
  }

  private static Map<String, String> tags(JsonNode node) {
    Map<String, String> tags = new TreeMap<>();
    node.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  private static TrackFormat format(JsonNode node) {
    String codec = node.required("codec").asText();
    String kind = node.required("kind").asText();
    return switch (kind) {
      case "video" ->
          new VideoFormat(
              codec,
              node.required("width").intValue(),
              node.required("height").intValue(),
              color(node.path("color")),
              config(node));
      case "audio" ->
          new AudioFormat(
              codec,
              node.required("sampleRate").intValue(),
              node.required("channels").intValue(),
              node.path("preSkip").intValue(),
              config(node));
      case "events" -> new EventFormat(codec, node.path("schemaVersion").intValue());
      default -> throw new IllegalArgumentException("track of kind " + kind);
    };
  }

  private static ColorInfo color(JsonNode node) {
    if (!node.isObject()) {
      return ColorInfo.UNSPECIFIED;
    }
    return new ColorInfo(
        ColorInfo.Range.valueOf(node.required("range").asText().toUpperCase(Locale.ROOT)),
        node.required("primaries").intValue(),
        node.required("transfer").intValue(),
        node.required("matrix").intValue());
  }

  private static Blob config(JsonNode node) {
    return Blob.of(Base64.getDecoder().decode(node.path("config").asText("")));
  }
}
