package org.kinora.lib.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
  private static final int SIZE_BYTES = 3_000_001;

  private final byte[] content = new byte[SIZE_BYTES];
  private final Path file;
  private final Path copy;

  SourceFileTest(@TempDir Path dir) throws IOException {
    new Random(1).nextBytes(content);
    file = Files.write(dir.resolve("source"), content);
    copy = dir.resolve("copy");
  }

  @Test
  void peek_anyPlace_showsWhatIsThere() throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      SourceFile source = new SourceFile(in);
      assertEquals(SIZE_BYTES, source.sizeBytes());
      int most = SourceFile.PEEK_BYTES_MAX;
      for (int at : new int[] {0, 5, most - 3, most, 2_000_000, 7, SIZE_BYTES - most}) {
        assertEquals(ByteBuffer.wrap(content, at, 12), source.peek(at, 12));
        assertEquals(ByteBuffer.wrap(content, at, most), source.peek(at, most));
      }
      assertEquals(ByteBuffer.wrap(content, SIZE_BYTES - 2, 2), source.peek(SIZE_BYTES - 2, 12));
      assertEquals(0, source.peek(SIZE_BYTES, 12).remaining());
      assertEquals(0, source.peek(10L * SIZE_BYTES, 12).remaining());
    }
  }

  @Test
  void copy_severalRanges_writesThemInOrderAndTells() throws IOException {
    List<Long> told = new ArrayList<>();
    try (FileChannel in = FileChannel.open(file);
        FileChannel to =
            FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      SourceFile source = new SourceFile(in);
      PatchableOutput out = new PatchableOutput(to);
      source.copy(SIZE_BYTES - 9, SIZE_BYTES, out, told::add);
      source.copy(4, 4, out, told::add);
      source.copy(0, SIZE_BYTES - 9, out, told::add);
      out.flush();
    }
    byte[] written = Files.readAllBytes(copy);
    assertArrayEquals(
        Arrays.copyOfRange(content, SIZE_BYTES - 9, SIZE_BYTES), Arrays.copyOf(written, 9));
    assertEquals(
        ByteBuffer.wrap(content, 0, SIZE_BYTES - 9), ByteBuffer.wrap(written, 9, SIZE_BYTES - 9));
    assertEquals(List.of(9L, 1_048_585L, 2_097_161L, (long) SIZE_BYTES), told);
  }

  @Test
  void read_beyondTheEnd_isAnEnd() throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      SourceFile source = new SourceFile(in);
      ByteBuffer three = ByteBuffer.allocate(3);
      source.read(SIZE_BYTES - 3, three);
      assertEquals(ByteBuffer.wrap(content, SIZE_BYTES - 3, 3), three.flip());
      assertThrows(EOFException.class, () -> source.read(SIZE_BYTES - 2, three.clear()));
    }
  }
}
