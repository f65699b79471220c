package org.kinora.lib.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class MuxerGuardTest {
  private final MuxerGuard guard = new MuxerGuard("mp4");

  @Test
  void addTrack_afterTheFirstSample_isRefusedAndWritingGoesOn() throws MediaException {
    guard.addTrack();
    guard.addTrack();
    assertFalse(guard.isWriting());
    guard.write();
    assertRefused(MediaError.MUX_ERROR, guard::addTrack);
    guard.write();
    guard.flush();
    assertTrue(guard.isWriting());
  }

  @Test
  void finish_twice_isRefusedAsAreSamplesBehindIt() throws MediaException {
    guard.finish();
    assertRefused(MediaError.MUX_ERROR, guard::addTrack);
    assertRefused(MediaError.MUX_ERROR, guard::write);
    assertRefused(MediaError.MUX_ERROR, guard::flush);
    assertRefused(MediaError.MUX_ERROR, guard::finish);
    assertFalse(guard.isWriting());
  }

  @Test
  void close_anyStage_refusesAllAndSaysSo() {
    guard.close();
    guard.close();
    assertRefused(MediaError.CLOSED, guard::addTrack);
    assertRefused(MediaError.CLOSED, guard::flush);
    assertRefused(MediaError.CLOSED, guard::finish);
    MediaException e = assertThrows(MediaException.class, guard::write);
    assertEquals("mp4: nothing can be written, it was closed", e.getMessage());
  }

  private static void assertRefused(MediaError expected, Executable call) {
    assertEquals(expected, assertThrows(MediaException.class, call).code());
  }
}
