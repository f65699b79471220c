package org.kinora.engine.scene;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinora.scene.SceneProblem.Code;

/**
 * The fields of one object, asked for by name. What is wrong with one is noted and its usual value
 * returned, so that all are looked at. Each number goes through a trial: it makes what the number
 * is for, with nothing else that could be refused, so that ranges stand in the API's records alone.
 */
final class Fields {
  /** The farthest that a time may lie from 0: 285 years, far from where adding times overflows. */
  static final long MOST_US = 9_000_000_000_000_000L;

  private static final BigDecimal MOST_MS = BigDecimal.valueOf(MOST_US, 3);

  /** Half a microsecond: what is less is 0, before anyone writes out all of its digits. */
  private static final BigDecimal LEAST_MS = BigDecimal.valueOf(5, 4);

  private final Json.Place at;
  private final Map<String, Json.Member> left = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();
  private final Problems problems;
  private final int problemsBefore;

  private Fields(Json.Group group, Problems problems) {
    at = group.at();
    this.problems = problems;
    problemsBefore = problems.count();
    for (Json.Member member : group.members()) {
      if (!member.name().startsWith("x-")) {
        left.put(member.name(), member);
      }
    }
  }

  /** The fields of a value, which must be an object. */
  static Optional<Fields> of(Json value, Problems problems) {
    if (value instanceof Json.Group group) {
      return Optional.of(new Fields(group, problems));
    }
    wrongType(problems, value, "an object");
    return Optional.empty();
  }

  /** Where the object stands. */
  Json.Place at() {
    return at;
  }

  /** Where a field's value stands; where it would, if it is not there. */
  Json.Place placeOf(String name) {
    Json.@Nullable Member member = left.get(name);
    return member == null ? at.missing(name) : member.value().at();
  }

  /** Whether the field is there, whatever its value. */
  boolean has(String name) {
    return left.containsKey(name);
  }

  private Optional<Json> take(String name) {
    known.add(name);
    return Optional.ofNullable(left.remove(name)).map(Json.Member::value);
  }

  private <T extends Json> Optional<T> take(String name, Class<T> type, String kind) {
    Optional<Json> value = take(name);
    if (value.isPresent() && !type.isInstance(value.get())) {
      wrongType(problems, value.get(), kind);
      return Optional.empty();
    }
    return value.map(type::cast);
  }

  private static void wrongType(Problems problems, Json value, String kind) {
    problems.add(Code.WRONG_TYPE, value.at(), value.kind() + " where " + kind + " is expected");
  }

  /** Notes that a field must be there. */
  void require(String name) {
    if (!has(name)) {
      problems.add(Code.MISSING_FIELD, at.missing(name), "the field must be there");
    }
  }

  double number(String name, double usual, DoubleConsumer trial) {
    Optional<Json.Decimal> number = take(name, Json.Decimal.class, "a number");
    if (number.isEmpty()) {
      return usual;
    }
    double value = number.get().value().doubleValue();
    return tried(number.get(), () -> trial.accept(value)) ? value : usual;
  }

  int whole(String name, int usual, IntConsumer trial) {
    Optional<Json.Decimal> number = take(name, Json.Decimal.class, "a whole number");
    if (number.isEmpty()) {
      return usual;
    }
    double value = number.get().value().doubleValue();
    if (value != Math.rint(value)) {
      problems.add(Code.WRONG_TYPE, number.get().at(), value + " is not a whole number");
      return usual;
    }
    int clamped = (int) value; // far outside either way stays outside
    return tried(number.get(), () -> trial.accept(clamped)) ? clamped : usual;
  }

  /** Milliseconds, in microseconds. */
  long timeUs(String name, long usualUs, LongConsumer trial) {
    Optional<Json.Decimal> number = take(name, Json.Decimal.class, "a number");
    if (number.isEmpty()) {
      return usualUs;
    }
    BigDecimal ms = number.get().value();
    if (ms.abs().compareTo(MOST_MS) > 0) {
      problems.add(
          Code.OUT_OF_RANGE,
          number.get().at(),
          "a time of %s ms; at most %d".formatted(ms, MOST_US / 1000));
      return usualUs;
    }
    long value =
        ms.abs().compareTo(LEAST_MS) < 0
            ? 0
            : ms.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
    return tried(number.get(), () -> trial.accept(value)) ? value : usualUs;
  }

  boolean flag(String name, boolean usual) {
    return take(name, Json.Flag.class, "true or false").map(Json.Flag::value).orElse(usual);
  }

  String text(String name, String usual, Consumer<String> trial) {
    Optional<Json.Text> text = take(name, Json.Text.class, "a text");
    if (text.isPresent() && tried(text.get(), () -> trial.accept(text.get().value()))) {
      return text.get().value();
    }
    return usual;
  }

  int color(String name, int usual) {
    Optional<Json.Text> text = take(name, Json.Text.class, "a colour");
    if (text.isEmpty()) {
      return usual;
    }
    OptionalInt argb = Colors.parse(text.get().value());
    if (argb.isEmpty()) {
      problems.add(
          Code.OUT_OF_RANGE,
          text.get().at(),
          "'%s' is no colour; write #rrggbb, rgba(0, 0, 0, 0.5) or a basic name such as red"
              .formatted(text.get().value()));
    }
    return argb.orElse(usual);
  }

  <E extends Enum<E>> E word(String name, E usual) {
    Class<E> type = usual.getDeclaringClass();
    return word(name, usual, Words.all(type), word -> Words.find(type, word));
  }

  /**
   * One of some words.
   *
   * @param all the words, for the message
   * @param meaning empty for others
   */
  <T> T word(String name, T usual, List<String> all, Function<String, Optional<T>> meaning) {
    Optional<Json.Text> text = take(name, Json.Text.class, "a word");
    if (text.isEmpty()) {
      return usual;
    }
    Optional<T> meant = meaning.apply(text.get().value());
    if (meant.isEmpty()) {
      problems.add(
          Code.OUT_OF_RANGE,
          text.get().at(),
          "'%s' is not one of %s".formatted(text.get().value(), String.join(", ", all)));
    }
    return meant.orElse(usual);
  }

  /** The fields of an object within. */
  Optional<Fields> object(String name) {
    return take(name).flatMap(value -> of(value, problems));
  }

  /**
   * The fields of an object within that can be switched off; empty if it is, or is not there. What
   * is in one that is off is passed over.
   */
  Optional<Fields> enabled(String name) {
    return object(name)
        .filter(
            fields -> {
              boolean on = fields.flag("enabled", true);
              if (!on) {
                fields.left.clear();
              }
              return on;
            });
  }

  /** What is made of each object of a list; those that cannot be made are left out. */
  <T> Optional<List<T>> list(String name, Function<Fields, Optional<T>> maker) {
    return take(name, Json.Items.class, "a list")
        .map(
            items -> {
              List<T> made = new ArrayList<>();
              for (Json value : items.values()) {
                of(value, problems).flatMap(maker).ifPresent(made::add);
              }
              return made;
            });
  }

  /**
   * Ends reading: what was not asked for is unknown. If all fields were right, makes what they
   * describe; that they contradict each other is noted.
   */
  <T> Optional<T> make(Supplier<T> maker) {
    left.values()
        .forEach(
            member ->
                problems.add(
                    Code.UNKNOWN_FIELD,
                    member.at(),
                    "unknown; known are " + String.join(", ", known)));
    if (problems.count() > problemsBefore) {
      return Optional.empty();
    }
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      contradiction(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Notes that fields do not go together. */
  void contradiction(String message) {
    problems.add(Code.CONTRADICTION, at, message);
  }

  private boolean tried(Json value, Runnable trial) {
    try {
      trial.run();
      return true;
    } catch (IllegalArgumentException e) {
      problems.add(Code.OUT_OF_RANGE, value.at(), String.valueOf(e.getMessage()));
      return false;
    }
  }
}
