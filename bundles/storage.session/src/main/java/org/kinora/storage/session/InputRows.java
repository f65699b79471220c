package org.kinora.storage.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

/**
 * Makes input events of the table's rows.
 *
 * @param size of the pictures that places are counted in, where known
 * @param keys what the numbers of keys mean, where known
 */
record InputRows(Optional<Point> size, Optional<KeyNames> keys, ObjectMapper json) {
  /** A thousandth of a pixel is far below what a mouse tells. */
  private static final double STEPS_PER_PIXEL = 1_000;

  private static final String PRESSED = "pressed";

  /**
   * The event of a row.
   *
   * @throws IllegalArgumentException with what makes it none
   */
  InputEvent event(long timeUs, Row row) {
    Map<String, String> noted = row.metadata();
    Action action = action(row, noted);
    ObjectNode meta = json.createObjectNode();
    row.integer("key_code").ifPresent(number -> meta.put("key_code", number));
    noted.forEach(
        (name, value) -> {
          if (!name.equals(PRESSED)) {
            meta.put(name, value);
          }
        });
    return new InputEvent(
        timeUs, 0, OptionalInt.empty(), action, meta.isEmpty() ? "" : meta.toString());
  }

  private Action action(Row row, Map<String, String> noted) {
    String type = row.text("event_type");
    return switch (type) {
      case "key_down", "key_up" -> key(type.equals("key_down"), row.integer("key_code"));
      case "mouse_move" -> new Action.MouseMove(place(row, noted), Optional.empty(), false);
      case "mouse_click" ->
          new Action.MouseButton(
              pressed(noted), button(row.text("mouse_button")), place(row, noted), false);
      case "wheel" ->
          new Action.Wheel(
              0,
              -row.number("delta").orElseThrow(() -> missing("delta")),
              Action.WheelMode.LINE,
              place(row, noted));
      default -> throw new IllegalArgumentException("event_type is '%s'".formatted(type));
    };
  }

  private static IllegalArgumentException missing(String column) {
    return new IllegalArgumentException("it has no " + column);
  }

  private Action key(boolean pressed, OptionalLong number) {
    if (number.isEmpty()) {
      return new Action.Key(pressed, "", "", false);
    }
    return keys.orElseThrow(
            () -> new IllegalArgumentException("no metadata tells which key number is which"))
        .key(pressed, number.getAsLong());
  }

  private static boolean pressed(Map<String, String> noted) {
    String pressed = noted.get(PRESSED);
    if (pressed == null) {
      throw missing("metadata." + PRESSED);
    }
    return pressed.equals("True");
  }

  /** As the recorder's library names them on any of its systems. */
  private static int button(String name) {
    return switch (name) {
      case "left" -> 0;
      case "middle" -> 1;
      case "right" -> 2;
      case "x1", "button8" -> 3;
      case "x2", "button9" -> 4;
      default -> throw new IllegalArgumentException("mouse_button is '%s'".formatted(name));
    };
  }

  /**
   * Where the mouse was, in pixels of the picture. The recorder divides by the size of the window
   * where it knows it, and then notes what it divided.
   */
  private Optional<Point> place(Row row, Map<String, String> noted) {
    double x = row.number("mouse_x").orElseThrow(() -> missing("mouse_x"));
    double y = row.number("mouse_y").orElseThrow(() -> missing("mouse_y"));
    if (!noted.containsKey("abs_x")) {
      return Optional.of(new Point(x, y));
    }
    Point whole =
        size.orElseThrow(() -> new IllegalArgumentException("no picture tells the window's size"));
    return Optional.of(new Point(rounded(x * whole.x()), rounded(y * whole.y())));
  }

  private static double rounded(double pixels) {
    return Math.rint(pixels * STEPS_PER_PIXEL) / STEPS_PER_PIXEL;
  }
}
