package org.kinora.lib.parquet;

import java.util.Arrays;

/** Numbers in the order in which they first came, each once, by their bits. */
final class NumberDictionary {
  private long[] numbers = new long[1 << 6];

  /** A hash table of places, counted from 1; at most half of it is taken. */
  private int[] slots = new int[2 * numbers.length];

  private int size;
  private int last;

  /** The place of a number, which is added if it is new. */
  int indexOf(long number) {
    if (size == 0 || numbers[last] != number) {
      last = find(number);
    }
    return last;
  }

  private int find(long number) {
    int slot = slot(number);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (numbers[index] == number) {
        return index;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if (size == numbers.length) {
      grow();
      slot = free(number);
    }
    numbers[size] = number;
    slots[slot] = ++size;
    return size - 1;
  }

  private int slot(long number) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & slots.length - 1;
  }

  private int free(long number) {
    int slot = slot(number);
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    numbers = Arrays.copyOf(numbers, 2 * size);
    slots = new int[2 * numbers.length];
    for (int i = 0; i < size; i++) {
      slots[free(numbers[i])] = i + 1;
    }
  }

  int size() {
    return size;
  }

  /** The numbers, from the array's start on; valid until the next call. */
  long[] numbers() {
    return numbers;
  }

  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }
}
