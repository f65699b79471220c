package org.kinora.engine.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResourcesTest {
  private final Resources resources = new Resources();
  private final List<String> closed = new ArrayList<>();

  @Test
  void close_isInTheOppositeOrder_andOnce() throws IOException {
    resources.add(() -> closed.add("first"));
    resources.add(() -> closed.add("second"));
    resources.close();
    resources.close();
    assertEquals(List.of("second", "first"), closed);
  }

  @Test
  void close_someFail_closesAllOthersAndTellsEach() {
    IOException disk = new IOException("disk");
    IllegalStateException plugin = new IllegalStateException("plugin");
    resources.add(() -> closed.add("first"));
    resources.add(
        () -> {
          throw disk;
        });
    resources.add(
        () -> {
          throw plugin;
        });
    assertSame(plugin, assertThrows(IllegalStateException.class, resources::close));
    assertArrayEquals(new Throwable[] {disk}, plugin.getSuppressed());
    assertEquals(List.of("first"), closed);
  }
}
