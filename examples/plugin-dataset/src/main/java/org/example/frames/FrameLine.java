package org.example.frames;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.kinora.lib.events.Point;

/**
 * One line of {@code frames.jsonl}: what was done while a picture was shown. A key belongs to each
 * picture during which it was down, however short.
 *
 * @param frame the picture's number in the video, from 0
 * @param timeUs when the video shows it
 * @param keys that were down, by their codes, sorted
 * @param buttons of the mouse that were down, sorted
 * @param pointer where it was last, in pixels of the video's picture; absent if that is not known
 */
record FrameLine(
    int frame, long timeUs, List<String> keys, List<Integer> buttons, Optional<Point> pointer) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  FrameLine {
    keys = List.copyOf(keys);
    buttons = List.copyOf(buttons);
  }

  String json() {
    ObjectNode line = JSON.createObjectNode().put("frame", frame).put("timeUs", timeUs);
    ArrayNode names = line.putArray("keys");
    keys.forEach(names::add);
    ArrayNode numbers = line.putArray("buttons");
    buttons.forEach(numbers::add);
    pointer.ifPresent(at -> line.put("x", at.x()).put("y", at.y()));
    return line.toString();
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none, with the reason
   */
  static FrameLine parse(String text) {
    JsonNode line = tree(text);
    if (!line.path("frame").isInt() || !line.path("timeUs").canConvertToLong()) {
      throw new IllegalArgumentException("frame or timeUs is no whole number");
    }
    if (line.has("x") != line.has("y")) {
      throw new IllegalArgumentException("there is only one of x and y");
    }
    Optional<Point> pointer = Optional.empty();
    if (line.has("x")) {
      if (!line.path("x").isNumber() || !line.path("y").isNumber()) {
        throw new IllegalArgumentException("x or y is no number");
      }
      pointer = Optional.of(new Point(line.path("x").asDouble(), line.path("y").asDouble()));
    }
    return new FrameLine(
        line.path("frame").asInt(),
        line.path("timeUs").asLong(),
        list(line, "keys", JsonNode::isTextual, JsonNode::asText),
        list(line, "buttons", JsonNode::isInt, JsonNode::asInt),
        pointer);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static <T> List<T> list(
      JsonNode line, String name, Predicate<JsonNode> test, Function<JsonNode, T> value) {
    if (!line.path(name).isArray()) {
      throw new IllegalArgumentException(name + " is no list");
    }
    List<T> values = new ArrayList<>();
    for (JsonNode node : line.path(name)) {
      if (!test.test(node)) {
        throw new IllegalArgumentException(name + " holds " + node);
      }
      values.add(value.apply(node));
    }
    return values;
  }
}
