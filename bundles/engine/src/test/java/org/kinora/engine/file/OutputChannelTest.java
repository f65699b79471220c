package org.kinora.engine.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputChannelTest {
  private static final int MIB = 1 << 20;

  @TempDir Path dir;

  @Test
  void write_large_isWhatTheFileHolds() throws IOException {
    byte[] data = random(1, 32 * MIB + 4_321);
    Path path = dir.resolve("file");
    try (OutputChannel out = open(path)) {
      for (int at = 0; at < data.length; at += 130_000) {
        int size = Math.min(130_000, data.length - at);
        assertEquals(size, out.write(ByteBuffer.wrap(data, at, size)));
        assertEquals(at + size, out.position());
      }
      out.force();
      assertArrayEquals(data, Files.readAllBytes(path));
    }
  }

  @Test
  void write_oneLargeBuffer_isTakenWhole() throws IOException {
    byte[] data = random(2, 5 * MIB + 1);
    Path path = dir.resolve("file");
    try (OutputChannel out = open(path)) {
      out.write(ByteBuffer.wrap(data, 0, MIB));
      ByteBuffer rest = ByteBuffer.wrap(data, MIB, data.length - MIB);
      out.write(rest);
      assertEquals(0, rest.remaining());
      assertEquals(data.length, out.size());
      assertArrayEquals(data, Files.readAllBytes(path));
    }
  }

  @Test
  void write_afterForce_goesOn() throws IOException {
    byte[] data = random(3, 6 * MIB);
    Path path = dir.resolve("file");
    try (OutputChannel out = open(path)) {
      out.write(ByteBuffer.wrap(data, 0, MIB + 10));
      out.write(ByteBuffer.wrap(data, MIB + 10, 2 * MIB));
      out.force();
      out.write(ByteBuffer.wrap(data, 3 * MIB + 10, data.length - 3 * MIB - 10));
    }
    assertArrayEquals(data, Files.readAllBytes(path));
  }

  @Test
  void force_whatItTook_servesTheNextFile() throws IOException {
    PieceBuffers buffers = new PieceBuffers();
    Set<ByteBuffer> first = takenFor("first", buffers);
    assertTrue(first.containsAll(takenFor("second", buffers)), "memory is taken again");
  }

  /** Writes a large file; returns the two buffers that are free behind it. */
  private Set<ByteBuffer> takenFor(String name, PieceBuffers buffers) throws IOException {
    try (OutputChannel out = open(dir.resolve(name), buffers)) {
      out.write(ByteBuffer.allocate(MIB));
      out.write(ByteBuffer.allocate(2 * MIB));
      out.force();
      Set<ByteBuffer> taken = Collections.newSetFromMap(new IdentityHashMap<>());
      taken.add(buffers.take(1));
      taken.add(buffers.take(1));
      taken.forEach(buffers::give);
      return taken;
    }
  }

  @Test
  void write_fileSystemThatTellsNoBlockSize_goesTheOrdinaryWay() throws IOException {
    byte[] data = random(4, 3 * MIB);
    URI zip = URI.create("jar:" + dir.resolve("files.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path path = files.getPath("/file");
      try (OutputChannel out = open(path)) {
        out.write(ByteBuffer.wrap(data, 0, MIB));
        out.write(ByteBuffer.wrap(data, MIB, 2 * MIB));
        out.force();
      }
      assertArrayEquals(data, Files.readAllBytes(path));
    }
  }

  @Test
  void anyCalls_actAsAPlainFile() throws IOException {
    long seed = Long.getLong("kinora.seed", System.nanoTime());
    Random random = new Random(seed);
    Path path = dir.resolve("file");
    try (OutputChannel out = open(path);
        FileChannel plain =
            FileChannel.open(
                dir.resolve("plain"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      for (int i = 0; i < 400; i++) {
        call(random, out, plain, seed);
      }
      out.force();
    }
    assertTrue(Files.size(path) > 2 * MIB, "nothing went to the disk directly");
    assertEquals(-1, Files.mismatch(path, dir.resolve("plain")), () -> "-Dkinora.seed=" + seed);
  }

  private static void call(Random random, OutputChannel out, FileChannel plain, long seed)
      throws IOException {
    int kind = random.nextInt(20);
    if (kind < 16) {
      byte[] data = random(random.nextLong(), random.nextInt(300_000));
      out.write(ByteBuffer.wrap(data));
      plain.write(ByteBuffer.wrap(data));
    } else if (kind == 16) {
      byte[] data = random(random.nextLong(), random.nextInt(64));
      long end = plain.position();
      long at = (long) (random.nextDouble() * end);
      out.position(at).write(ByteBuffer.wrap(data));
      out.position(end);
      plain.write(ByteBuffer.wrap(data), at);
    } else if (kind == 17) {
      long end = plain.size();
      long at = (long) (random.nextDouble() * end);
      ByteBuffer found = ByteBuffer.allocate(10_000);
      ByteBuffer expected = ByteBuffer.allocate(10_000);
      assertEquals(plain.read(expected, at), out.position(at).read(found));
      assertEquals(expected.flip(), found.flip(), () -> "-Dkinora.seed=" + seed);
      out.position(end);
      plain.position(end);
    } else if (kind == 18) {
      long size = Math.max(0, plain.size() - random.nextInt(10_000));
      out.truncate(size);
      plain.truncate(size);
    } else {
      assertEquals(plain.size(), out.size());
    }
    assertEquals(plain.position(), out.position());
  }

  private static OutputChannel open(Path path) throws IOException {
    return open(path, new PieceBuffers());
  }

  private static OutputChannel open(Path path, PieceBuffers buffers) throws IOException {
    return new OutputChannel(
        path,
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
        buffers);
  }

  private static byte[] random(long seed, int size) {
    byte[] data = new byte[size];
    new Random(seed).nextBytes(data);
    return data;
  }
}
