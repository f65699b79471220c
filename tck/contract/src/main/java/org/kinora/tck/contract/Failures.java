package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** What a failure must look like: a code from the contract and a message for people. */
final class Failures {
  private Failures() {}

  /** The call fails with one of these codes. */
  static void assertFails(Executable call, MediaError... expected) {
    ErrorCode found = assertRefuses(call);
    assertTrue(List.of(expected).contains(found), () -> found + " instead of " + List.of(expected));
  }

  /** The call fails with any code; returns it. */
  static ErrorCode assertRefuses(Executable call) {
    MediaException e = assertThrows(MediaException.class, call);
    assertFalse(e.getMessage().isBlank(), "a failure says what, where, found and expected");
    return e.code();
  }

  /** Makes of exhausted memory a failure of this test alone; JUnit would give up the whole run. */
  static void withinMemory(Executable call) throws Throwable {
    try {
      call.execute();
    } catch (OutOfMemoryError e) {
      throw new AssertionError("asked for more memory than there is", e);
    }
  }

  /** What a sink throws, recognised by identity. */
  static final class Stop extends IOException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super("the sink had enough");
    }
  }
}
