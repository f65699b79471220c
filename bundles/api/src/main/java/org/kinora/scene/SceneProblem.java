package org.kinora.scene;

import java.util.Objects;

/**
 * One thing that is wrong with a scene document.
 *
 * @param code what kind of problem
 * @param place the field as a JSON pointer (RFC 6901), such as {@code /shadow/blur}; empty for the
 *     whole document
 * @param line in the document, from 1
 * @param column in that line, from 1
 * @param message what was found and what was expected
 */
public record SceneProblem(Code code, String place, int line, int column, String message) {
  /** Kinds of problems. */
  public enum Code {
    /** The document is not JSON. */
    NOT_JSON,
    /** A field that the schema does not know; those that begin with {@code x-} are passed over. */
    UNKNOWN_FIELD,
    /** A field that must be there is not. */
    MISSING_FIELD,
    /** A value of another type. */
    WRONG_TYPE,
    /** A number or text outside of what is allowed. */
    OUT_OF_RANGE,
    /** Values that contradict each other. */
    CONTRADICTION,
    /** A version that is not known. */
    WRONG_VERSION
  }

  /** Checks for null. */
  public SceneProblem {
    Objects.requireNonNull(code);
    Objects.requireNonNull(place);
    Objects.requireNonNull(message);
  }

  /** As people read it: place, line and column, message and code. */
  @Override
  public String toString() {
    return "%s (line %d, column %d): %s [%s]"
        .formatted(place.isEmpty() ? "document" : place, line, column, message, code);
  }
}
