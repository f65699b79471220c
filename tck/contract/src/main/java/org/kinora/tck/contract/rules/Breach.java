package org.kinora.tck.contract.rules;

/**
 * A rule that a file breaks.
 *
 * @param rule which
 * @param offset of the box, element or chunk in the file
 * @param found what is there instead
 */
public record Breach(Rule rule, long offset, String found) {
  @Override
  public String toString() {
    return "%s at %d: %s (%s Found: %s.)"
        .formatted(rule.id(), offset, rule.sentence(), rule.section(), found);
  }
}
