package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** Recordings that are long, and recordings that are large. */
class ReelLargeTest {
  private static final int HUGE_BYTES = 200 << 20;

  /** 2.6 million samples, with and without the index, in 64 MiB of memory. */
  @Test
  void seek_inADay_needsLittleMemory(@TempDir Path dir) throws IOException, InterruptedException {
    Process process =
        Recorder.start(LongRecording.class, List.of("-Xmx64m"), dir.resolve("day").toString());
    assertEquals(0, process.waitFor(), "it says on standard error what it found");
  }

  /** Zeros are left as holes, so that the disk needs not hold them. */
  @Test
  void read_behindFourGibibytes_isExact(@TempDir Path dir) throws IOException {
    Path at = dir.resolve("large");
    ByteBuffer zeros = ByteBuffer.allocateDirect(HUGE_BYTES);
    int count = 22;
    try (RecordingWriter writer =
        ReelWriter.create(new HoleyDisk(at), Take.info(), 7, Durability.gop(true))) {
      for (int i = 0; i < count; i++) {
        SampleInfo huge = SampleInfo.inOrder(i * 1_000_000L, 1_000_000, HUGE_BYTES, true);
        writer.append(1, huge, zeros.duplicate());
        SampleInfo small = SampleInfo.inOrder(i * 1_000_000L, 1_000_000, 1, true);
        writer.append(2, small, ByteBuffer.wrap(new byte[] {(byte) i}));
      }
      writer.finish();
    }
    assertTrue(Files.size(at.resolve(ReelFiles.LOG)) > 4L << 30);
    assertReads(at, count);
    Files.delete(at.resolve(ReelFiles.index(1)));
    Files.delete(at.resolve(ReelFiles.index(2)));
    assertReads(at, count);
  }

  private static void assertReads(Path at, int count) throws IOException {
    try (RecordingReader reader = new ReelFormat().open(at)) {
      TrackIndex index = reader.index(1);
      assertEquals(count, index.count());
      assertEquals(count - 1, index.floor(Long.MAX_VALUE));
      List<Blob> sound = new ArrayList<>();
      reader.read(new SampleRange(2, 0, count), (info, data) -> sound.add(Blob.of(data)));
      assertEquals(count, sound.size());
      assertEquals(Blob.of((byte) (count - 1)), sound.get(count - 1));
      reader.read(
          new SampleRange(1, count - 1, 1),
          (info, data) -> assertEquals(HUGE_BYTES, data.remaining()));
    }
  }

  private record HoleyDisk(FileDisk disk, Path at) implements Disk {
    HoleyDisk(Path at) {
      this(new FileDisk(at), at);
    }

    @Override
    public void createDirectory() throws IOException {
      disk.createDirectory();
    }

    @Override
    public File createFile(String name) throws IOException {
      FileChannel channel =
          FileChannel.open(
              at.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new HoleyFile(channel);
    }

    @Override
    public void syncNames() {}

    @Override
    public void discard() {}
  }

  private record HoleyFile(FileChannel channel) implements Disk.File {
    @Override
    public void append(ByteBuffer... bytes) throws IOException {
      for (ByteBuffer buffer : bytes) {
        if (buffer.remaining() == HUGE_BYTES) {
          channel.position(channel.position() + HUGE_BYTES);
        } else {
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
      }
    }

    @Override
    public void sync() {}

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
