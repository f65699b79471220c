package org.kinora.lib.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;

class ReaderGuardTest {
  private final ReaderGuard guard = new ReaderGuard("there");

  @Test
  void ask_insideOfAnother_isAnswered() throws IOException {
    assertEquals(3, guard.ask(() -> 1 + guard.ask(() -> 2)));
    assertEquals(4, guard.ask(() -> 4));
  }

  @Test
  void ask_secondThreadDuringTheFirst_isRefused() throws Exception {
    FutureTask<MediaException> second =
        new FutureTask<>(
            () -> assertThrows(MediaException.class, () -> guard.run(ReaderGuardTest::never)));
    guard.run(
        () -> {
          guard.run(() -> {}); // the end of an inner step leaves the outer one guarded
          inThread(second);
        });
    assertEquals(MediaError.INTERNAL_ERROR, second.get().code());
    assertEquals("there is used by two threads at the same time", second.get().getMessage());
  }

  @Test
  void ask_otherThreadAfterTheFirst_isAnswered() throws Exception {
    guard.run(() -> {});
    FutureTask<Integer> second = new FutureTask<>(() -> guard.ask(() -> 5));
    inThread(second);
    assertEquals(5, second.get());
  }

  @Test
  void run_failure_isHandedOnAndNotFinal() throws IOException {
    IOException failure = new IOException("no disk");
    assertSame(
        failure,
        assertThrows(
            IOException.class,
            () ->
                guard.run(
                    () -> {
                      throw failure;
                    })));
    assertEquals(6, guard.ask(() -> 6));
  }

  @Test
  void check_samplesBehindTheLast_areRefused() throws IOException {
    guard.check(new SampleRange(2, 3, 4), 7);
    guard.check(new SampleRange(2, 7, 0), 7);
    MediaException refused =
        assertThrows(MediaException.class, () -> guard.check(new SampleRange(2, 3, 5), 7));
    assertEquals(MediaError.DATA_RANGE_ERROR, refused.code());
    assertEquals("there, track 2: samples 3 to 7 asked for; it has 7", refused.getMessage());
  }

  @Test
  void close_thenAnything_isClosed() {
    guard.close();
    guard.close();
    MediaException refused =
        assertThrows(MediaException.class, () -> guard.run(ReaderGuardTest::never));
    assertEquals(MediaError.CLOSED, refused.code());
    assertEquals("there was closed", refused.getMessage());
  }

  private static void never() {
    throw new AssertionError("it was run");
  }

  private static void inThread(FutureTask<?> task) {
    Thread thread = new Thread(task);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
