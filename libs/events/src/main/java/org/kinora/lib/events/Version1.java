package org.kinora.lib.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.Action.TouchPhase;
import org.kinora.lib.events.Action.WheelMode;

/** Schema version 1, field by field as in docs/formats/events.md. */
final class Version1 {
  /** From here on a double holds no longer every integer. */
  private static final double EXACT = 0x1p53;

  private Version1() {}

  static InputEvent event(long timeUs, Fields fields) throws IOException {
    Action action = action(fields.requiredText("type"), fields);
    int device = fields.integer("device").orElse(0);
    OptionalInt modifiers = fields.integer("modifiers");
    return new InputEvent(timeUs, device, modifiers, action, fields.rest());
  }

  /** What was done, by the name of its kind. */
  static Action action(String type, Fields fields) {
    return switch (type) {
      case "keydown", "keyup" ->
          new Action.Key(
              type.equals("keydown"),
              fields.text("key").orElse(""),
              fields.text("code").orElse(""),
              fields.flag("repeat"));
      case "mousemove" ->
          new Action.MouseMove(
              fields.point("x", "y"), fields.point("dx", "dy"), fields.flag("locked"));
      case "mousedown", "mouseup" ->
          new Action.MouseButton(
              type.equals("mousedown"),
              fields.requiredInteger("button"),
              fields.point("x", "y"),
              fields.flag("locked"));
      case "wheel" ->
          new Action.Wheel(
              fields.numberOr("wheelX", 0),
              fields.numberOr("wheelY", 0),
              fields.word("wheelMode", WheelMode.class).orElse(WheelMode.PIXEL),
              fields.point("x", "y"));
      case "touchstart", "touchmove", "touchend", "touchcancel" ->
          new Action.Touch(
              TouchPhase.valueOf(type.substring(5).toUpperCase(Locale.ROOT)),
              fields.requiredInteger("touch"),
              fields.point("x", "y"));
      case "button" -> button(fields);
      case "stick" ->
          new Action.PadStick(
              fields.integer("gamepad").orElse(0),
              fields.word("control", Stick.class).orElseThrow(() -> Fields.missing("control")),
              fields.numberOr("x", 0),
              fields.numberOr("y", 0));
      case "focus", "blur" -> new Action.Focus(type.equals("focus"));
      case "visibility" -> new Action.Visibility(fields.flag("visible"));
      case "resize" ->
          new Action.Resize(fields.requiredInteger("width"), fields.requiredInteger("height"));
      default -> throw new IllegalArgumentException("field type is '%s'".formatted(type));
    };
  }

  private static Action button(Fields fields) {
    boolean pressed = fields.flag("pressed");
    GamepadButton button =
        fields.word("control", GamepadButton.class).orElseThrow(() -> Fields.missing("control"));
    return new Action.PadButton(
        fields.integer("gamepad").orElse(0),
        button,
        pressed,
        fields.numberOr("value", pressed ? 1 : 0));
  }

  /** A constant as the schema writes it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static void write(JsonFactory json, InputEvent event, OutputStream to) throws IOException {
    try (JsonGenerator out = json.createGenerator(to)) {
      out.writeStartObject();
      out.writeStringField("type", event.type());
      write(event.action(), out);
      if (event.modifiers().isPresent()) {
        out.writeNumberField("modifiers", event.modifiers().getAsInt());
      }
      if (event.device() != 0) {
        out.writeNumberField("device", event.device());
      }
      if (!event.meta().isEmpty()) {
        out.writeFieldName("meta");
        out.writeRawValue(event.meta());
      }
      out.writeEndObject();
    }
  }

  private static void write(Action action, JsonGenerator out) throws IOException {
    if (action instanceof Action.Key key) {
      text("key", key.key(), out);
      text("code", key.code(), out);
      flag("repeat", key.repeat(), out);
    } else if (action instanceof Action.MouseMove move) {
      point("x", "y", move.at(), out);
      point("dx", "dy", move.by(), out);
      flag("locked", move.locked(), out);
    } else if (action instanceof Action.MouseButton button) {
      out.writeNumberField("button", button.button());
      point("x", "y", button.at(), out);
      flag("locked", button.locked(), out);
    } else if (action instanceof Action.Wheel wheel) {
      number("wheelX", wheel.x(), out);
      number("wheelY", wheel.y(), out);
      out.writeStringField("wheelMode", word(wheel.mode()));
      point("x", "y", wheel.at(), out);
    } else if (action instanceof Action.Touch touch) {
      out.writeNumberField("touch", touch.id());
      point("x", "y", touch.at(), out);
    } else if (action instanceof Action.PadButton button) {
      out.writeNumberField("gamepad", button.gamepad());
      out.writeStringField("control", button.button().label());
      out.writeBooleanField("pressed", button.pressed());
      number("value", button.value(), out);
    } else if (action instanceof Action.PadStick stick) {
      out.writeNumberField("gamepad", stick.gamepad());
      out.writeStringField("control", word(stick.stick()));
      number("x", stick.x(), out);
      number("y", stick.y(), out);
    } else if (action instanceof Action.Visibility visibility) {
      out.writeBooleanField("visible", visibility.visible());
    } else if (action instanceof Action.Resize resize) {
      out.writeNumberField("width", resize.width());
      out.writeNumberField("height", resize.height());
    }
  }

  private static void text(String name, String value, JsonGenerator out) throws IOException {
    if (!value.isEmpty()) {
      out.writeStringField(name, value);
    }
  }

  private static void flag(String name, boolean value, JsonGenerator out) throws IOException {
    if (value) {
      out.writeBooleanField(name, true);
    }
  }

  private static void point(String x, String y, Optional<Point> point, JsonGenerator out)
      throws IOException {
    if (point.isPresent()) {
      number(x, point.get().x(), out);
      number(y, point.get().y(), out);
    }
  }

  private static void number(String name, double value, JsonGenerator out) throws IOException {
    out.writeFieldName(name);
    if (Math.abs(value) < EXACT && value == Math.rint(value)) {
      out.writeNumber((long) value);
    } else {
      out.writeNumber(value);
    }
  }
}
