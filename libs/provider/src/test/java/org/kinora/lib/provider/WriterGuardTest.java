package org.kinora.lib.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class WriterGuardTest {
  private final WriterGuard guard = new WriterGuard("there");
  private final List<String> done = new ArrayList<>();

  private MediaException refused() {
    MediaException failure =
        assertThrows(MediaException.class, () -> guard.run("adding", () -> done.add("again")));
    MediaException asked = assertThrows(MediaException.class, guard::checkUsable);
    assertEquals(asked.code(), failure.code());
    return failure;
  }

  @Test
  void run_failedSync_isFinal() throws IOException {
    guard.run("adding", () -> done.add("first"));
    IOException cause = new IOException("no space");
    MediaException failure =
        assertThrows(
            MediaException.class,
            () ->
                guard.finish(
                    () -> {
                      throw cause;
                    }));
    assertEquals(MediaError.IO_ERROR, failure.code());
    assertSame(cause, failure.getCause());
    assertEquals("there: finishing failed: java.io.IOException: no space", failure.getMessage());
    assertEquals(MediaError.IO_ERROR, refused().code());
    assertEquals(List.of("first"), done);
  }

  @Test
  void run_ownException_isHandedOnAndFinal() {
    MediaException own = new MediaException(MediaError.LIMIT_EXCEEDED, "too long");
    assertSame(own, assertThrows(MediaException.class, () -> guard.run("adding", () -> fail(own))));
    assertEquals(MediaError.IO_ERROR, refused().code());
  }

  private static void fail(IOException e) throws IOException {
    throw e;
  }

  @Test
  void run_error_isFinal() {
    assertThrows(
        OutOfMemoryError.class,
        () ->
            guard.run(
                "adding",
                () -> {
                  throw new OutOfMemoryError();
                }));
    assertEquals(MediaError.IO_ERROR, refused().code());
  }

  @Test
  void run_finishedThenClosed_isRefusedAsFinished() throws IOException {
    guard.finish(() -> done.add("last"));
    assertEquals("there was finished", refused().getMessage());
    guard.close(List.of());
    assertEquals(MediaError.CLOSED, refused().code());
    assertEquals(List.of("last"), done);
  }

  @Test
  void run_closed_isRefused() throws IOException {
    guard.close(List.of());
    assertEquals("there was closed", refused().getMessage());
  }

  @Test
  void run_whileAnotherThreadIsInAStep_isRefusedAndHarmless() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    FutureTask<Boolean> other =
        new FutureTask<>(
            () -> {
              guard.run(
                  "adding",
                  () -> {
                    entered.countDown();
                    await(refused);
                  });
              return true;
            });
    new Thread(other).start();
    entered.await();
    MediaException failure =
        assertThrows(MediaException.class, () -> guard.run("adding", () -> done.add("beside")));
    refused.countDown();
    assertTrue(other.get());
    assertEquals(MediaError.INTERNAL_ERROR, failure.code());
    guard.run("adding", () -> done.add("after"));
    assertEquals(List.of("after"), done);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void close_oneFails_closesTheOthers() {
    IOException first = new IOException("first");
    IOException second = new IOException("second");
    List<Closeable> files =
        List.of(() -> fail(first), () -> done.add("closed"), () -> fail(second));
    assertSame(first, assertThrows(IOException.class, () -> guard.close(files)));
    assertEquals(List.of("closed"), done);
    assertSame(second, first.getSuppressed()[0]);
  }
}
