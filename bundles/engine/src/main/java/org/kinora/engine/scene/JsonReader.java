package org.kinora.engine.scene;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kinora.scene.SceneProblem.Code;

/** Reads a JSON document (RFC 8259) and keeps the place of each value. */
final class JsonReader {
  /** More is no scene. */
  static final int MOST_CHARACTERS = 4_000_000;

  private static final int MOST_LEVELS = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_LEVELS)
                  .maxNumberLength(100)
                  .build())
          .build();

  private final JsonParser parser;
  private final Problems problems;

  private JsonReader(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The document's value; empty if it is not JSON. */
  static Optional<Json> read(String json, Problems problems) {
    if (json.length() > MOST_CHARACTERS) {
      problems.add(
          Code.OUT_OF_RANGE,
          new Json.Place("", 1, 1),
          "%d characters; at most %d are read".formatted(json.length(), MOST_CHARACTERS));
      return Optional.empty();
    }
    try (JsonParser parser = FACTORY.createParser(json)) {
      return new JsonReader(parser, problems).document();
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      problems.add(
          Code.NOT_JSON,
          location == null ? new Json.Place("", 1, 1) : place("", location),
          e.getOriginalMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text that is in memory does not fail
    }
  }

  private Optional<Json> document() throws IOException {
    if (parser.nextToken() == null) {
      problems.add(Code.NOT_JSON, new Json.Place("", 1, 1), "there is nothing in it");
      return Optional.empty();
    }
    Json value = value("");
    if (parser.nextToken() != null) {
      problems.add(Code.NOT_JSON, here(""), "something stands behind the end of the document");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private Json.Place here(String pointer) {
    return place(pointer, parser.currentTokenLocation());
  }

  private static Json.Place place(String pointer, JsonLocation location) {
    return new Json.Place(pointer, location.getLineNr(), location.getColumnNr());
  }

  private Json value(String pointer) throws IOException {
    Json.Place at = here(pointer);
    return switch (parser.currentToken()) {
      case START_OBJECT -> group(at);
      case START_ARRAY -> items(at);
      case VALUE_STRING -> new Json.Text(at, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Decimal(at, parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE -> new Json.Flag(at, parser.getBooleanValue());
      default -> new Json.Null(at);
    };
  }

  private Json group(Json.Place at) throws IOException {
    List<Json.Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String pointer = at.pointer() + "/" + name.replace("~", "~0").replace("/", "~1");
      Json.Place named = here(pointer);
      parser.nextToken();
      Json value = value(pointer);
      if (names.add(name)) {
        members.add(new Json.Member(name, named, value));
      } else {
        problems.add(Code.CONTRADICTION, named, "the field is there twice");
      }
    }
    return new Json.Group(at, List.copyOf(members));
  }

  private Json items(Json.Place at) throws IOException {
    List<Json> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(at.pointer() + "/" + values.size()));
    }
    return new Json.Items(at, List.copyOf(values));
  }
}
