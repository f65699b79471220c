package org.kinora.lib.events;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.Action.TouchPhase;
import org.kinora.lib.events.Action.WheelMode;

/** Events of every kind, with every field at its edges. */
final class RandomEvents {
  private static final double[] EDGES = {0, -0.0, 1, -1, 0.1, 1e-300, 0x1p53, 0x1p60, 1e300, 2.5};
  private static final String[] TEXTS = {
    "", "a", "ä", "\u0000", "\"\\", "😀", "\ud800", "KeyA", "\u2028"
  };

  private final SplittableRandom random;

  RandomEvents(long seed) {
    random = new SplittableRandom(seed);
  }

  InputEvent next() {
    OptionalInt modifiers =
        random.nextBoolean() ? OptionalInt.of(random.nextInt(16)) : OptionalInt.empty();
    String meta = random.nextInt(4) == 0 ? "{\"n\":1.5,\"list\":[null,{}],\"t\":\"ü\"}" : "";
    return new InputEvent(random.nextLong(), random.nextInt(3), modifiers, action(), meta);
  }

  private Action action() {
    return switch (random.nextInt(10)) {
      case 0 -> new Action.Key(flag(), text(), text(), flag());
      case 1 -> new Action.MouseMove(point(), point(), flag());
      case 2 -> new Action.MouseButton(flag(), random.nextInt(5), point(), flag());
      case 3 -> new Action.Wheel(number(), number(), pick(WheelMode.values()), point());
      case 4 -> new Action.Touch(pick(TouchPhase.values()), random.nextInt(), point());
      case 5 ->
          new Action.PadButton(
              random.nextInt(4), pick(GamepadButton.values()), flag(), random.nextDouble());
      case 6 -> new Action.PadStick(random.nextInt(4), pick(Stick.values()), unit(), unit());
      case 7 -> new Action.Focus(flag());
      case 8 -> new Action.Visibility(flag());
      default -> new Action.Resize(random.nextInt(1 << 16), random.nextInt(1 << 16));
    };
  }

  private boolean flag() {
    return random.nextBoolean();
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private double number() {
    return random.nextBoolean()
        ? EDGES[random.nextInt(EDGES.length)]
        : random.nextInt(8000) / 4.0 - 1000;
  }

  private double unit() {
    return random.nextDouble() * 2 - 1;
  }

  private Optional<Point> point() {
    return flag() ? Optional.of(new Point(number(), number())) : Optional.empty();
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
