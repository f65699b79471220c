package org.kinora.shell;

import java.util.HashSet;
import java.util.Set;

/**
 * The threads that run a command of ours, so that Ctrl-C reaches exactly these: Gogo's own way
 * gives the prompt back before a command has cleaned up.
 */
final class RunningCommands {
  private final Set<Thread> threads = new HashSet<>();

  synchronized void enter() {
    threads.add(Thread.currentThread());
  }

  /** Forgets this thread, and an interrupt that came too late. */
  synchronized void leave() {
    threads.remove(Thread.currentThread());
    Thread.interrupted();
  }

  /** Interrupts them all; false if there are none. */
  synchronized boolean interrupt() {
    threads.forEach(Thread::interrupt);
    return !threads.isEmpty();
  }
}
