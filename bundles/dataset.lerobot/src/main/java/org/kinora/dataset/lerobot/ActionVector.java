package org.kinora.dataset.lerobot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.kinora.lib.dataset.FrameInput;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.Point;

/**
 * What a person did during a frame, as numbers in a fixed order: 1 for what was down at any moment
 * of it, else 0; ways in pixels; places as parts of the picture, −1 while they are not known;
 * sticks −1 to 1, triggers 0 to 1.
 */
final class ActionVector {
  private static final int MOUSE_BUTTONS = 5;
  private static final float UNKNOWN = -1;

  /** Keys by their place on the keyboard (UI Events, {@code code}); others have no column. */
  private static final List<String> KEYS =
      Stream.of(
              IntStream.rangeClosed('A', 'Z').mapToObj(letter -> "Key" + (char) letter),
              IntStream.rangeClosed(0, 9).mapToObj(digit -> "Digit" + digit),
              IntStream.rangeClosed(1, 12).mapToObj(number -> "F" + number),
              Stream.of("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"),
              Stream.of("Space", "Enter", "Escape", "Tab", "Backspace", "Delete"),
              Stream.of("ShiftLeft", "ShiftRight", "ControlLeft", "ControlRight"),
              Stream.of("AltLeft", "AltRight", "MetaLeft", "MetaRight", "CapsLock"))
          .flatMap(keys -> keys)
          .toList();

  /** What each number is. */
  static final List<String> NAMES = names();

  private ActionVector() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    KEYS.forEach(key -> names.add("key_" + key));
    IntStream.range(0, MOUSE_BUTTONS).forEach(i -> names.add("mouse_button_" + i));
    names.addAll(List.of("mouse_x", "mouse_y", "mouse_dx", "mouse_dy"));
    names.addAll(List.of("mouse_wheel_x", "mouse_wheel_y"));
    Stream.of(GamepadButton.values()).forEach(b -> names.add("gamepad_button_" + b.label()));
    names.addAll(List.of("stick_left_x", "stick_left_y", "stick_right_x", "stick_right_y"));
    names.addAll(List.of("trigger_left", "trigger_right"));
    return List.copyOf(names);
  }

  /** The numbers of a frame of so many pixels. */
  static List<Float> of(FrameInput.State state, int width, int height) {
    List<Float> numbers = new ArrayList<>(NAMES.size());
    KEYS.forEach(key -> numbers.add(flag(state.keys().contains(key))));
    for (int i = 0; i < MOUSE_BUTTONS; i++) {
      numbers.add(flag(state.mouseButtons().contains(i)));
    }
    numbers.add(state.pointer().map(at -> (float) (at.x() / width)).orElse(UNKNOWN));
    numbers.add(state.pointer().map(at -> (float) (at.y() / height)).orElse(UNKNOWN));
    add(numbers, state.moved());
    add(numbers, state.wheel());
    for (GamepadButton button : GamepadButton.values()) {
      numbers.add(flag(state.pad().contains(button)));
    }
    add(numbers, state.left());
    add(numbers, state.right());
    numbers.add((float) state.leftTrigger());
    numbers.add((float) state.rightTrigger());
    return numbers;
  }

  private static void add(List<Float> numbers, Point point) {
    numbers.add((float) point.x());
    numbers.add((float) point.y());
  }

  private static float flag(boolean down) {
    return down ? 1 : 0;
  }

  /** What is said of a frame in words: the names of what is down. */
  static List<String> words(List<?> numbers) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < Math.min(numbers.size(), NAMES.size()); i++) {
      String name = NAMES.get(i);
      boolean isSwitch = name.startsWith("key_") || name.contains("_button_");
      if (isSwitch && numbers.get(i) instanceof Number number && number.doubleValue() > 0) {
        words.add(name.startsWith("key_") ? name.substring("key_".length()) : name);
      }
    }
    return words;
  }
}
