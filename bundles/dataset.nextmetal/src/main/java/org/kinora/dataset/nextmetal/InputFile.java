package org.kinora.dataset.nextmetal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.kinora.lib.events.EventTrack;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;

/**
 * What {@code <id>_input.json} holds. Its clock is the wall clock in ms; an event's time counts
 * from {@code startTime}, or from the earliest event where that is missing.
 *
 * @param startMs the wall clock at time 0, where known
 * @param durationUs as the recorder measured it, where it did
 * @param isWhole whether the file ends as it should
 */
record InputFile(
    EventTrack events, OptionalLong startMs, OptionalLong durationUs, boolean isWhole) {
  private static final int US_PER_MS = 1000;

  /** Times that leave room for arithmetic in microseconds: up to the year 9999. */
  private static final long MOST_MS = 253_402_300_799_999L;

  /** Reads the file as far as it makes sense. */
  static InputFile read(Archive archive, ObjectMapper json, Faults faults) throws IOException {
    Parsing parsing = new Parsing(archive.input().getName(), json, faults);
    try (InputStream in = archive.read(archive.input());
        JsonParser parser = json.createParser(in)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      parsing.run(parser);
      in.transferTo(OutputStream.nullOutputStream()); // to the end, where it is checked
    } catch (ZipException e) {
      parsing.end("it is damaged: " + e.getMessage());
    }
    return parsing.found();
  }

  /** The file so far. */
  private static final class Parsing {
    private final String place;
    private final ObjectMapper json;
    private final Faults faults;
    private final EventTrack.Builder events;
    private OptionalLong startMs = OptionalLong.empty();
    private OptionalLong durationMs = OptionalLong.empty();
    private boolean isWhole;
    private int number;
    private long lastUs = Long.MIN_VALUE;
    private int unordered;

    Parsing(String place, ObjectMapper json, Faults faults) {
      this.place = place;
      this.json = json;
      this.faults = faults;
      events = new EventTrack.Builder(place);
    }

    void run(JsonParser parser) throws IOException {
      try {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member(parser);
          }
          isWhole = parser.currentToken() == JsonToken.END_OBJECT;
        }
      } catch (JsonProcessingException e) {
        end("it ends after event %d: %s".formatted(number, e.getOriginalMessage()));
      }
      if (unordered > 0) {
        faults.add(
            Severity.NOTE,
            place,
            () -> unordered + " events stand behind later ones; all are sorted");
      }
    }

    void end(String why) {
      isWhole = false;
      faults.add(Severity.LOSS, place, () -> why);
    }

    private void member(JsonParser parser) throws IOException {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("inputEvents") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          event(json.readTree(parser));
          number++;
        }
        return;
      }
      JsonNode node = json.readTree(parser);
      if (name.equals("startTime")) {
        startMs = milliseconds(node);
      } else if (name.equals("duration")) {
        durationMs = milliseconds(node);
      }
    }

    private void event(JsonNode event) throws IOException {
      JsonNode timestamp = event.path("timestamp");
      OptionalLong ms = milliseconds(timestamp);
      if (!event.isObject() || ms.isEmpty()) {
        int bad = number;
        faults.add(
            Severity.LOSS, place, () -> "event %d has no timestamp and is left out".formatted(bad));
        return;
      }
      double fractionMs = timestamp.asDouble() - ms.getAsLong();
      long timeUs = ms.getAsLong() * US_PER_MS + Math.round(fractionMs * US_PER_MS);
      unordered += timeUs < lastUs ? 1 : 0;
      lastUs = Math.max(lastUs, timeUs);
      events.add(timeUs, json.writeValueAsBytes(event));
    }

    private static OptionalLong milliseconds(JsonNode node) {
      return node.isNumber() && node.asDouble() >= 0 && node.asDouble() <= MOST_MS
          ? OptionalLong.of(node.asLong())
          : OptionalLong.empty();
    }

    private static OptionalLong toUs(OptionalLong ms) {
      return ms.isPresent() ? OptionalLong.of(ms.getAsLong() * US_PER_MS) : OptionalLong.empty();
    }

    InputFile found() {
      return new InputFile(events.build(toUs(startMs)), startMs, toUs(durationMs), isWhole);
    }
  }
}
