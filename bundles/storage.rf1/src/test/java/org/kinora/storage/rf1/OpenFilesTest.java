package org.kinora.storage.rf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
  private static final int MOST = 8;

  @TempDir Path temp;

  private Path file(int number) throws IOException {
    return Files.writeString(temp.resolve("file" + number), "x");
  }

  @Test
  void get_manyFiles_closesTheOneAskedForLongestAgo() throws IOException {
    List<FileChannel> opened = new ArrayList<>();
    try (OpenFiles files = new OpenFiles()) {
      for (int i = 0; i < MOST; i++) {
        opened.add(files.get(file(i)));
      }
      assertSame(opened.get(0), files.get(temp.resolve("file0")));
      opened.add(files.get(file(MOST)));
      assertEquals(List.of(1), closed(opened));
    }
    assertEquals(MOST + 1, closed(opened).size());
  }

  private static List<Integer> closed(List<FileChannel> opened) {
    List<Integer> closed = new ArrayList<>();
    for (int i = 0; i < opened.size(); i++) {
      if (!opened.get(i).isOpen()) {
        closed.add(i);
      }
    }
    return closed;
  }

  @Test
  void get_fileThatAnInterruptClosed_isOpenedAgain() throws IOException {
    try (OpenFiles files = new OpenFiles()) {
      FileChannel first = files.get(file(0));
      first.close();
      FileChannel second = files.get(temp.resolve("file0"));
      assertNotSame(first, second);
      assertFalse(first.isOpen());
      assertTrue(second.isOpen());
    }
  }
}
