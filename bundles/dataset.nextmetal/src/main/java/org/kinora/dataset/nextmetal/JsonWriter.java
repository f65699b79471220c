package org.kinora.dataset.nextmetal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.kinora.lib.dataset.Control;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;

/** Writes the two JSON files of a ZIP as a browser does: two spaces a level. */
final class JsonWriter {
  private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");

  /** The flags of an event, by the sum that they are here. */
  private static final Map<Integer, String> MODIFIERS =
      Map.of(
          InputEvent.CTRL, "ctrlKey",
          InputEvent.ALT, "altKey",
          InputEvent.SHIFT, "shiftKey",
          InputEvent.META, "metaKey");

  private static final List<Integer> ORDER =
      List.of(InputEvent.CTRL, InputEvent.ALT, InputEvent.SHIFT, InputEvent.META);

  private final ObjectMapper json;
  private final EventCodec codec = new EventCodec();

  JsonWriter(ObjectMapper json) {
    this.json = json;
  }

  private JsonGenerator generator(OutputStream out) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withSeparators(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
            .withObjectIndenter(TWO_SPACES)
            .withArrayIndenter(TWO_SPACES);
    return json.createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .setPrettyPrinter(printer);
  }

  /** Writes {@code <id>_metadata.json}. */
  void metadata(ObjectNode metadata, OutputStream out) throws IOException {
    try (JsonGenerator to = generator(out)) {
      json.writeTree(to, metadata);
    }
  }

  /**
   * Writes {@code <id>_input.json}.
   *
   * @param startMs the wall clock at {@code zeroUs}
   * @param zeroUs the events' time that is time 0 of the ZIP
   */
  void input(
      String id,
      long startMs,
      long zeroUs,
      long durationMs,
      List<InputEvent> events,
      OutputStream out)
      throws IOException {
    try (JsonGenerator to = generator(out)) {
      to.writeStartObject();
      to.writeStringField("sessionId", id);
      to.writeNumberField("startTime", startMs);
      to.writeArrayFieldStart("inputEvents");
      for (InputEvent event : events) {
        json.writeTree(to, event(event, startMs, zeroUs));
      }
      to.writeEndArray();
      to.writeNumberField("duration", durationMs);
      to.writeEndObject();
    }
  }

  /** An event in the recorder's words; what it has no words for stands under ours. */
  private ObjectNode event(InputEvent event, long startMs, long zeroUs) throws IOException {
    ObjectNode node = json.createObjectNode();
    BigDecimal timestamp =
        BigDecimal.valueOf(startMs)
            .add(BigDecimal.valueOf(event.timeUs() - zeroUs, 3))
            .stripTrailingZeros();
    if (timestamp.scale() <= 0) {
      node.put("timestamp", timestamp.longValueExact());
    } else {
      node.put("timestamp", timestamp);
    }
    node.put("type", Control.of(event).map(Control::source).orElse(source(event.type())));
    node.put("event", event.type());
    ObjectNode data = (ObjectNode) json.readTree(codec.write(event));
    data.remove(List.of("type", "modifiers"));
    event
        .modifiers()
        .ifPresent(sum -> ORDER.forEach(flag -> data.put(MODIFIERS.get(flag), (sum & flag) != 0)));
    JsonNode meta = data.remove("meta");
    if (meta != null) {
      for (Map.Entry<String, JsonNode> noted : meta.properties()) {
        data.putIfAbsent(noted.getKey(), noted.getValue());
      }
    }
    node.set("data", data);
    return node;
  }

  private static String source(String type) {
    return switch (type) {
      case "keydown", "keyup" -> "keyboard";
      case "mousemove", "wheel" -> "mouse";
      default -> "window";
    };
  }
}
