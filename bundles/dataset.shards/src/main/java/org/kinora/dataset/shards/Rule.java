package org.kinora.dataset.shards;

import java.io.IOException;
import java.util.List;
import org.kinora.media.Fault.Severity;

/**
 * Something that is true of every good data set.
 *
 * @param id by which it is known, such as {@code frames.count}
 * @param severity how bad a breach is
 * @param says the rule, in one sentence
 * @param check finds breaches in one {@code S}
 * @param <S> what it is a rule about: a chunk, a recording, the whole tree
 */
record Rule<S>(String id, Severity severity, String says, Check<S> check) {
  /** Looks for breaches. */
  @FunctionalInterface
  interface Check<S> {
    /** Tells each breach to the sink, in words: found, expected. */
    void run(S subject, Breaches breaches) throws IOException;
  }

  /** Takes breaches. */
  @FunctionalInterface
  interface Breaches {
    /** One more, at a place below the data set's root. */
    void add(String place, String message) throws IOException;
  }

  /** A description for people and pages. */
  static List<String> describe(List<? extends Rule<?>> rules) {
    return rules.stream().map(rule -> rule.id() + ": " + rule.says()).toList();
  }
}
