package org.kinora.tck.contract.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the rules say of one file.
 *
 * @param kind {@code mp4}, {@code matroska} or {@code wave}; empty for any other file, of which
 *     nothing is known
 * @param breaches in the order in which they were found
 */
public record Verdict(String kind, List<Breach> breaches) {
  /** Copies the breaches. */
  public Verdict {
    breaches = List.copyOf(breaches);
  }

  /** Breaches of what must be. */
  public List<Breach> errors() {
    return breaches.stream().filter(breach -> breach.rule().must()).toList();
  }

  /** Breaches of what is recommended. */
  public List<Breach> notes() {
    return breaches.stream().filter(breach -> !breach.rule().must()).toList();
  }

  /**
   * Fails if the file breaks what must be.
   *
   * @throws AssertionError with each breach
   */
  public void assertKept() {
    if (!errors().isEmpty()) {
      throw new AssertionError(
          errors().stream().map(Breach::toString).collect(Collectors.joining("\n")));
    }
  }
}
