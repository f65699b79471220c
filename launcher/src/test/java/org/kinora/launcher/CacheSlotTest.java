package org.kinora.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheSlotTest {
  @TempDir Path cache;

  @Test
  void take_heldAlready_takesTheNext() throws Exception {
    try (CacheSlot first = CacheSlot.take(cache);
        CacheSlot second = CacheSlot.take(cache)) {
      assertEquals(cache.resolve("cache-0/framework"), first.storage());
      assertEquals(cache.resolve("cache-1/framework"), second.storage());
    }
  }

  @Test
  void take_givenBack_takesTheSame() throws Exception {
    CacheSlot.take(cache).close();
    try (CacheSlot again = CacheSlot.take(cache)) {
      assertEquals(cache.resolve("cache-0/framework"), again.storage());
    }
  }

  @Test
  void take_noDirectory_saysWhichAndWhatToDo() throws Exception {
    Path file = Files.createFile(cache.resolve("file"));
    String message =
        String.valueOf(
            assertThrows(LaunchException.class, () -> CacheSlot.take(file)).getMessage());
    assertTrue(message.contains(file.toString()) && message.contains("--cache"), message);
  }
}
