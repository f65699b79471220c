package org.kinora.shell;

import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while a single command runs. The first one asks it to come to a good end, the second one
 * to give up; a third one ends the process, whatever the command does.
 */
final class CtrlC implements AutoCloseable {
  private static final String SIGNAL = "INT";
  private static final int INTERRUPTS = 2;

  private final RunningCommands running;
  private final Runnable exit;
  private final AtomicInteger pressed = new AtomicInteger();
  private final @Nullable Object before;

  /**
   * Listens until it is closed.
   *
   * @param exit ends the process
   */
  CtrlC(RunningCommands running, Runnable exit) {
    this.running = running;
    this.exit = exit;
    before = Signals.register(SIGNAL, this::press);
  }

  /** Called on a thread of the virtual machine. */
  void press() {
    if (pressed.incrementAndGet() > INTERRUPTS || !running.interrupt()) {
      exit.run();
    }
  }

  @Override
  public void close() {
    if (before != null) {
      Signals.unregister(SIGNAL, before);
    }
  }
}
