package org.kinora.lib.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchableOutputTest {
  private static final int PIECE_BYTES = 128 << 10;

  private final Random random = new Random(4);
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private final Path file;
  private boolean direct;

  PatchableOutputTest(@TempDir Path dir) {
    file = dir.resolve("written");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void write_anySizes_piecesEndAtMultiplesOfTheirSize(boolean direct) throws IOException {
    this.direct = direct;
    try (Listed channel = new Listed(open())) {
      PatchableOutput out = new PatchableOutput(channel);
      write(out, 40);
      out.flush(); // as live recording does: what follows falls into step again
      for (int size : new int[] {1, 3 * PIECE_BYTES, 0, 70_000, 70_000, PIECE_BYTES - 1}) {
        write(out, size);
        assertEquals(expected.size(), out.position());
      }
      assertEquals(40, channel.ends.remove(0));
      for (int i = 0; i < channel.ends.size(); i++) {
        assertEquals((i + 1L) * PIECE_BYTES, channel.ends.get(i));
      }
      out.flush();
    }
    assertArrayEquals(expected.toByteArray(), Files.readAllBytes(file));
  }

  @Test
  void patch_withinAndAcrossWhatIsWritten_isThere() throws IOException {
    byte[] patch = {1, 2, 3, 4, 5, 6, 7, 8};
    int[] places = {0, 100, PIECE_BYTES - 4, PIECE_BYTES, 200_000 - patch.length};
    try (SeekableByteChannel channel = open()) {
      PatchableOutput out = new PatchableOutput(channel);
      write(out, 200_000);
      for (int place : places) {
        out.patch(place, patch);
      }
      write(out, 10);
      out.flush();
    }
    byte[] wanted = expected.toByteArray();
    for (int place : places) {
      System.arraycopy(patch, 0, wanted, place, patch.length);
    }
    assertArrayEquals(wanted, Files.readAllBytes(file));
  }

  private SeekableByteChannel open() throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void write(PatchableOutput out, int size) throws IOException {
    byte[] data = new byte[size];
    random.nextBytes(data);
    ByteBuffer lent = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    lent.put(data).flip();
    out.write(lent);
    assertEquals(size, lent.remaining());
    expected.write(data);
  }

  /** A channel that lists where each write ended. */
  private static final class Listed implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private final List<Long> ends = new ArrayList<>();

    Listed(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer data) throws IOException {
      int size = channel.write(data);
      if (size > 0) {
        ends.add(channel.position());
      }
      return size;
    }

    @Override
    public int read(ByteBuffer data) throws IOException {
      return channel.read(data);
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      channel.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
