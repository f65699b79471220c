package org.kinora.engine.scene;

import java.math.BigDecimal;
import java.util.List;

/** A value of a document, with its place. */
sealed interface Json {
  /** Where it stands. */
  Place at();

  /** What it is, in words. */
  String kind();

  /**
   * Where something stands.
   *
   * @param pointer RFC 6901
   * @param line from 1
   * @param column from 1
   */
  record Place(String pointer, int line, int column) {
    /** The place of a field that should be in the object here. */
    Place missing(String name) {
      return new Place(pointer + "/" + name, line, column);
    }
  }

  /** A text. */
  record Text(Place at, String value) implements Json {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /** A number, exactly as written. */
  record Decimal(Place at, BigDecimal value) implements Json {
    @Override
    public String kind() {
      return "a number";
    }
  }

  /** True or false. */
  record Flag(Place at, boolean value) implements Json {
    @Override
    public String kind() {
      return "true or false";
    }
  }

  /** Null, which no field takes. */
  record Null(Place at) implements Json {
    @Override
    public String kind() {
      return "null";
    }
  }

  /** A list. */
  record Items(Place at, List<Json> values) implements Json {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** An object; no two members have the same name. */
  record Group(Place at, List<Member> members) implements Json {
    @Override
    public String kind() {
      return "an object";
    }
  }

  /**
   * A name with its value.
   *
   * @param at where the name stands
   */
  record Member(String name, Place at, Json value) {}
}
