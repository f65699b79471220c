package org.kinora.spi.dataset;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How recordings become a data set. Two plans that are equal lead to the same data set.
 *
 * @param options all options with their values, those that were not named included
 * @param units one for each recording, in the order in which they were named
 */
public record DatasetPlan(Map<String, String> options, List<Unit> units) {
  /** Copies the collections. */
  public DatasetPlan {
    options = Map.copyOf(options);
    units = List.copyOf(units);
  }

  /**
   * What one recording becomes. It is written at one go, and is in place whole or not at all.
   *
   * @param number from 0, its place in the plan
   * @param recording the recording's id
   * @param place where it goes, in the format's own words: {@code SHARD_0003}
   * @param pieces what it is cut into, in the order of time; none if nothing is left of it
   * @param estimatedBytes what its files will take, about
   * @param notes what people should know, a sentence each
   */
  public record Unit(
      int number,
      String recording,
      String place,
      List<Piece> pieces,
      long estimatedBytes,
      List<String> notes) {
    /** Copies the lists. */
    public Unit {
      Objects.requireNonNull(recording);
      Objects.requireNonNull(place);
      pieces = List.copyOf(pieces);
      notes = List.copyOf(notes);
    }
  }

  /**
   * A part of a recording, whose start belongs to it and whose end does not.
   *
   * @param name names it within the data set
   * @param startUs on the recording's time
   * @param endUs on the recording's time
   * @param cut how its pictures are made, in the format's own words: {@code grid}, {@code exact}
   */
  public record Piece(String name, long startUs, long endUs, String cut) {
    /** Checks the order. */
    public Piece {
      Objects.requireNonNull(name);
      Objects.requireNonNull(cut);
      if (startUs > endUs) {
        throw new IllegalArgumentException("%s from %d to %d us".formatted(name, startUs, endUs));
      }
    }
  }
}
