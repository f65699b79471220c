package org.kinora.lib.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The members of an object, each taken by its name once; what is left becomes {@code meta}. */
final class Fields {
  /** Nested JSON, as it was. */
  private record Nested(String json) {}

  private final JsonFactory json;

  /** Values: String, Long, Double, Boolean, Nested. */
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** What stood in {@code meta} already; {@code null} values stay there. */
  private final Map<String, Object> meta = new LinkedHashMap<>();

  Fields(JsonFactory json) {
    this.json = json;
  }

  /**
   * Reads up to the object's end.
   *
   * @param inner the object among the members that holds members too: {@code meta} holds those of
   *     meta, any other name holds ordinary ones
   */
  void readObject(JsonParser parser, String inner) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals(inner) && token == JsonToken.START_OBJECT) {
        readMembers(parser, inner.equals("meta") ? meta : values);
      } else {
        put(values, name, parser);
      }
    }
  }

  private void readMembers(JsonParser parser, Map<String, Object> into) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      put(into, name, parser);
    }
  }

  private void put(Map<String, Object> into, String name, JsonParser parser) throws IOException {
    Object value = value(parser);
    if (value != null) {
      into.put(name, value);
    }
  }

  private @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) Numbers.finite(parser.getDoubleValue())
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> Numbers.finite(parser.getDoubleValue());
      default -> nested(parser);
    };
  }

  private Nested nested(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = json.createGenerator(text)) {
      copy.copyCurrentStructure(parser);
    }
    return new Nested(text.toString());
  }

  /** Leaves a field out that says nothing more. */
  void drop(String name) {
    values.remove(name);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  private <T> Optional<T> take(String name, Class<T> type, String expected) {
    Object value = values.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "field %s is %s, expected %s".formatted(name, shown(value), expected));
    }
    return Optional.of(type.cast(value));
  }

  private static String shown(Object value) {
    return value instanceof Nested nested
        ? nested.json().charAt(0) == '[' ? "an array" : "an object"
        : value instanceof String text ? "'" + text + "'" : value.toString();
  }

  Optional<String> text(String name) {
    return take(name, String.class, "a text");
  }

  boolean flag(String name) {
    return take(name, Boolean.class, "true or false").orElse(false);
  }

  Optional<Double> number(String name) {
    return take(name, Number.class, "a number").map(Number::doubleValue);
  }

  double numberOr(String name, double otherwise) {
    return number(name).orElse(otherwise);
  }

  OptionalInt integer(String name) {
    Optional<Long> value = take(name, Long.class, "a whole number");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    long number = value.get();
    if (number != (int) number) {
      throw new IllegalArgumentException("field %s is %d, too large".formatted(name, number));
    }
    return OptionalInt.of((int) number);
  }

  int requiredInteger(String name) {
    return integer(name).orElseThrow(() -> missing(name));
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  /** One word of several. */
  <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
    Optional<String> text = text(name);
    for (E word : words.getEnumConstants()) {
      if (text.isPresent() && Version1.word(word).equals(text.get())) {
        return Optional.of(word);
      }
    }
    if (text.isPresent()) {
      throw new IllegalArgumentException("field %s is '%s'".formatted(name, text.get()));
    }
    return Optional.empty();
  }

  static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("field " + name + " is missing");
  }

  /** A place, if both of its numbers are there. */
  Optional<Point> point(String x, String y) {
    return has(x) && has(y)
        ? Optional.of(new Point(numberOr(x, 0), numberOr(y, 0)))
        : Optional.empty();
  }

  /** What nobody took, with what stood in {@code meta}, as one object; empty if that is nothing. */
  String rest() throws IOException {
    meta.putAll(values);
    if (meta.isEmpty()) {
      return "";
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, Object> entry : meta.entrySet()) {
        out.writeFieldName(entry.getKey());
        if (entry.getValue() instanceof Nested nested) {
          out.writeRawValue(nested.json());
        } else {
          out.writeObject(entry.getValue());
        }
      }
      out.writeEndObject();
    }
    return text.toString();
  }
}
