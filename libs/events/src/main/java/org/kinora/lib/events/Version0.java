package org.kinora.lib.events;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The two shapes that were handed out before there was a schema: {@code
 * {"timestamp":…,"type":"keyboard","event":"keydown","data":{…}}} of nextmetal, whose {@code data}
 * was read as if its members stood outside, and {@code {"timestamp":…,"x":…,"y":…,"isInside":…}} of
 * jsonl.
 */
final class Version0 {
  private Version0() {}

  static InputEvent event(long timeUs, Fields fields) throws IOException {
    // The time is the sample's; the device's kind follows from the event.
    fields.drop("timestamp");
    if (fields.has("event")) {
      fields.drop("type");
    }
    Action action = action(fields.text("event").orElse("mousemove"), fields);
    OptionalInt modifiers = modifiers(fields);
    return new InputEvent(timeUs, 0, modifiers, action, fields.rest());
  }

  private static Action action(String event, Fields fields) {
    return switch (event) {
      case "keydown", "keyup" ->
          new Action.Key(
              event.equals("keydown"),
              fields.text("key").orElse(""),
              fields.text("code").orElse(""),
              fields.flag("repeat"));
      case "mousemove" ->
          new Action.MouseMove(
              Optional.of(fields.point("x", "y").orElseThrow(() -> Fields.missing("x or y"))),
              Optional.empty(),
              false);
      case "mousedown", "mouseup" ->
          new Action.MouseButton(
              event.equals("mousedown"),
              fields.requiredInteger("button"),
              fields.point("x", "y"),
              false);
      default -> throw new IllegalArgumentException("field event is '%s'".formatted(event));
    };
  }

  private static OptionalInt modifiers(Fields fields) {
    boolean known = fields.has("ctrlKey") || fields.has("altKey") || fields.has("shiftKey");
    int sum =
        (fields.flag("ctrlKey") ? InputEvent.CTRL : 0)
            | (fields.flag("altKey") ? InputEvent.ALT : 0)
            | (fields.flag("shiftKey") ? InputEvent.SHIFT : 0)
            | (fields.flag("metaKey") ? InputEvent.META : 0);
    return known ? OptionalInt.of(sum) : OptionalInt.empty();
  }
}
