package org.kinora.lib.events;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * The two shapes that were handed out before there was a schema: {@code
 * {"timestamp":…,"type":"keyboard","event":"keydown","data":{…}}} of nextmetal, whose {@code data}
 * was read as if its members stood outside and have the names of version 1, and {@code
 * {"timestamp":…,"x":…,"y":…,"isInside":…}} of jsonl.
 */
final class Version0 {
  private Version0() {}

  static InputEvent event(long timeUs, Fields fields) throws IOException {
    // The time is the sample's; the device's kind follows from the event.
    fields.drop("timestamp");
    if (fields.has("event")) {
      fields.drop("type");
    }
    Action action = Version1.action(fields.text("event").orElse("mousemove"), fields);
    if (action instanceof Action.MouseMove move && move.at().isEmpty() && move.by().isEmpty()) {
      throw Fields.missing("x or y");
    }
    int device = fields.integer("device").orElse(0);
    OptionalInt modifiers = modifiers(fields);
    return new InputEvent(timeUs, device, modifiers, action, fields.rest());
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
