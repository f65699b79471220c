package org.kinora.tck.contract.rules;

/**
 * One thing that a file must or should be.
 *
 * @param id the container and a word or two: {@code opus.no-sync-table}
 * @param must whether a file that breaks it is wrong; else it is only not as recommended
 * @param sentence what holds in a file that keeps it
 * @param section where that is written
 */
public record Rule(String id, boolean must, String sentence, String section) {
  static Rule must(String id, String sentence, String section) {
    return new Rule(id, true, sentence, section);
  }

  static Rule should(String id, String sentence, String section) {
    return new Rule(id, false, sentence, section);
  }
}
