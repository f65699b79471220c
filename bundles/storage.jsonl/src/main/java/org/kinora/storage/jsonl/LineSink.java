package org.kinora.storage.jsonl;

/** Takes what a scan of an index finds, in file order. */
interface LineSink {
  /** What is not a usable line. */
  enum Oddity {
    /** A line that is no usable object. */
    BAD_LINE,
    /** The last line, without its end: what a crash leaves. */
    TORN_LINE,
    /** Zero bytes: what a file system leaves that lost power. */
    ZEROS
  }

  /** Takes a usable line, lent until this call returns. */
  void line(IndexLine line);

  /**
   * Takes what was passed over.
   *
   * @param number the line's number, from 1
   * @param at where it begins in the file
   * @param problem why, for people
   */
  void odd(Oddity oddity, long number, long at, String problem);
}
