package org.kinora.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A terminal without a device: keys go in, and a screen shows what a person would see. */
final class VirtualTerminal extends LineDisciplineTerminal {
  private static final int COLUMNS = 100;
  private static final int ROWS = 40;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Glass glass;

  private VirtualTerminal(Glass glass) throws IOException {
    super("test", "xterm-256color", glass, StandardCharsets.UTF_8);
    this.glass = glass;
    setSize(new Size(COLUMNS, ROWS));
  }

  static VirtualTerminal open() throws IOException {
    return new VirtualTerminal(new Glass());
  }

  /** Draws what is written. */
  private static final class Glass extends OutputStream {
    private final ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
      pending.write(b);
      if (b == '\n' || b == ' ') {
        flush();
      }
    }

    @Override
    public synchronized void flush() {
      screen.write(pending.toString(StandardCharsets.UTF_8));
      pending.reset();
      notifyAll();
    }

    synchronized String text() {
      flush();
      return screen.toString();
    }
  }

  /** Presses keys. */
  void type(String keys) throws IOException {
    processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  /** Waits until the screen is as it should be. */
  String await(Predicate<String> condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    synchronized (glass) {
      while (true) {
        String text = glass.text();
        if (condition.test(text)) {
          return text;
        }
        long leftMs = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (leftMs <= 0) {
          throw new AssertionError("the screen never was as expected:\n" + text);
        }
        glass.wait(Math.min(leftMs, 100));
      }
    }
  }

  /** Waits for a text. */
  String await(String part) throws InterruptedException {
    return await(text -> text.contains(part));
  }
}
