package org.kinora.storage.jsonl;

import org.kinora.storage.jsonl.IndexLine.Quantity;

/** Where the numbers of a parsed line lie, in the order of the line. */
final class NumberPlaces {
  private static final int MOST = Quantity.values().length;

  private final Quantity[] numbers = new Quantity[MOST];
  private final int[] from = new int[MOST];
  private final int[] to = new int[MOST];
  private int count;
  private boolean usual;

  /** Begins a line. */
  void clear() {
    count = 0;
    usual = true;
  }

  /** Notes a number; one that is not written in digits alone makes the line unusual. */
  void add(Quantity number, byte[] bytes, int first, int end) {
    for (int i = 0; i < count; i++) {
      usual &= numbers[i] != number;
    }
    usual &= count < MOST && end - first <= Digits.MOST && bytes[first] != '-';
    for (int i = first; i < end && usual; i++) {
      usual = bytes[i] >= '0' && bytes[i] <= '9';
    }
    if (usual) {
      numbers[count] = number;
      from[count] = first;
      to[count] = end;
      count++;
    }
  }

  /** Notes a number that is stated not to be there; it must not be stated twice either. */
  void addNone() {
    usual = false;
  }

  /** Whether each number stands there once, in plain digits. */
  boolean areUsual() {
    return usual;
  }

  int count() {
    return count;
  }

  Quantity number(int i) {
    return numbers[i];
  }

  int from(int i) {
    return from[i];
  }

  int to(int i) {
    return to[i];
  }
}
