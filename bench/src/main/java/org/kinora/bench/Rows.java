package org.kinora.bench;

import java.util.stream.Stream;

/** Which rows of the groups that can be measured in part are wanted. */
final class Rows {
  private static final String WORDS = System.getProperty("kinora.bench.rows", "");

  private Rows() {}

  /** Whether a row's title has one of the words that were asked for, or none was. */
  static boolean areWanted(String title) {
    return WORDS.isBlank() || Stream.of(WORDS.split(",", -1)).anyMatch(title::contains);
  }
}
