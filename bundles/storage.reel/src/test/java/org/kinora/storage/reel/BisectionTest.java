package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BisectionTest {
  private int asked;

  private int prefix(int count, int answer, int guess) throws IOException {
    asked = 0;
    return Bisection.prefix(
        count,
        guess,
        n -> {
          assertTrue(n >= 0 && n < count, () -> "entry %d of %d".formatted(n, count));
          asked++;
          return new IndexEntry(IndexEntry.LOST, n, 0, 0, 0, 0, -1, 0);
        },
        entry -> entry.firstSample() < answer);
  }

  @Test
  void prefix_anyGuess_isTheSame() throws IOException {
    for (int count = 0; count < 20; count++) {
      for (int answer = 0; answer <= count; answer++) {
        for (int guess = -3; guess <= count + 3; guess++) {
          assertEquals(
              answer, prefix(count, answer, guess), "%d, guess %d".formatted(count, guess));
        }
      }
    }
  }

  @Test
  void prefix_goodGuess_asksFewEntries() throws IOException {
    assertEquals(70_000, prefix(100_000, 70_000, 70_000));
    assertEquals(2, asked);
    assertEquals(70_000, prefix(100_000, 70_000, 69_999));
    assertTrue(asked <= 4, () -> asked + " entries");
    assertEquals(70_000, prefix(100_000, 70_000, 0));
    assertTrue(asked <= 34, () -> asked + " entries"); // out and in again
  }
}
