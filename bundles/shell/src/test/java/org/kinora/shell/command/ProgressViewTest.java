package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.kinora.export.Progress;
import org.kinora.export.Progress.Stage;

class ProgressViewTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ProgressView view() {
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new ProgressView(
        new Invocation(new FakePlatform(Path.of("/")), Path.of("/"), err, err, false, 80));
  }

  private static Progress at(double seconds, int percent) {
    long totalUs = 100_000_000;
    return new Progress(
        Stage.ENCODING,
        totalUs / 100 * percent,
        totalUs,
        1,
        1,
        Duration.ofMillis((long) (seconds * 1000)));
  }

  private long lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().count();
  }

  @Test
  void accept_quickJob_saysNothing() {
    ProgressView view = view();
    for (int percent = 0; percent <= 100; percent += 10) {
      view.accept(at(percent / 110.0, percent));
    }
    assertEquals(0, lines());
  }

  @Test
  void accept_steadyJob_saysEveryTenPercent() {
    ProgressView view = view();
    for (int percent = 0; percent <= 100; percent++) {
      view.accept(at(percent * 0.3, percent));
    }
    assertEquals(10, lines());
  }

  @Test
  void accept_slowJob_saysEveryFiveSeconds() {
    ProgressView view = view();
    for (int tenths = 0; tenths <= 600; tenths++) {
      view.accept(at(tenths / 10.0, 1));
    }
    assertEquals(12, lines());
  }

  @Test
  void accept_afterTheEnd_saysNothing() {
    ProgressView view = view();
    view.end();
    view.accept(at(60, 50));
    assertEquals(0, lines());
  }
}
