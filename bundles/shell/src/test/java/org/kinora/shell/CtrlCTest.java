package org.kinora.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CtrlCTest {
  private final RunningCommands running = new RunningCommands();
  private final AtomicInteger exits = new AtomicInteger();

  @Test
  void press_whileACommandRuns_interruptsItTwiceAndThenExits() {
    try (CtrlC ctrlC = new CtrlC(running, exits::incrementAndGet)) {
      running.enter();
      for (int i = 0; i < 2; i++) {
        ctrlC.press();
        assertTrue(Thread.interrupted());
      }
      assertEquals(0, exits.get());
      ctrlC.press();
      assertFalse(Thread.interrupted());
      assertEquals(1, exits.get());
      running.leave();
    }
  }

  @Test
  void press_whileNothingRuns_exits() {
    try (CtrlC ctrlC = new CtrlC(running, exits::incrementAndGet)) {
      ctrlC.press();
    }
    assertEquals(1, exits.get());
  }
}
