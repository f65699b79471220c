package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Fault;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** Recordings that are long, and recordings that are large. */
class ReelLargeTest {
  private static final long SALT = 7;
  private static final long HOLE_BYTES = 5L << 30;

  /** 2.6 million samples, with and without the index, in 64 MiB of memory. */
  @Test
  void seek_inADay_needsLittleMemory(@TempDir Path dir) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LongRecording.class.getName(),
                dir.resolve("day").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals(0, process.waitFor(), "it says on standard error what it found");
  }

  /** A block of a kind that is skipped takes 5 GiB; as a hole, the disk needs not hold it. */
  @Test
  void read_behindFourGibibytes_isExact(@TempDir Path dir) throws IOException {
    Take take = Take.of(7, 4);
    Path small = dir.resolve("small");
    try (RecordingWriter writer = ReelWriter.create(small, Take.info(), SALT, Durability.GOP)) {
      take.appendAll(writer);
      writer.finish();
    }
    Path large = Files.createDirectory(dir.resolve("large"));
    long shift = insertHole(small.resolve(ReelFiles.LOG), large.resolve(ReelFiles.LOG));
    for (Track track : Take.info().tracks()) {
      String name = ReelFiles.index(track.id());
      Files.write(large.resolve(name), shifted(Files.readAllBytes(small.resolve(name)), shift));
    }
    assertTrue(Files.size(large.resolve(ReelFiles.LOG)) > HOLE_BYTES);
    take.assertIsWhole(large);
    try (RecordingReader reader = new ReelFormat().open(large)) {
      reader.verify(ReelLargeTest::fail);
    }
    Files.delete(large.resolve(ReelFiles.index(Take.VIDEO.id())));
    take.assertIsWhole(large);
  }

  private static void fail(Fault fault) {
    throw new AssertionError(fault.toString());
  }

  /** Copies a log with a hole behind its description; returns by how much the rest moved. */
  private static long insertHole(Path from, Path to) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(from)).order(ByteOrder.LITTLE_ENDIAN);
    BlockHeader description = header(in, FileHeader.BYTES);
    int end = (int) (FileHeader.BYTES + description.blockBytes());
    long shift = BlockHeader.BYTES + HOLE_BYTES;
    try (FileChannel out =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(in.slice(0, end));
      int none = Checksum.of(ByteBuffer.allocate(0));
      out.write(encoded(new BlockHeader(77, 0, 0, HOLE_BYTES, 0, FileHeader.BYTES, none)));
      out.position(end + shift);
      for (int at = end; at < in.limit(); at += (int) header(in, at).blockBytes()) {
        BlockHeader header = header(in, at);
        out.write(encoded(moved(header, shift)));
        out.write(in.slice(at + BlockHeader.BYTES, (int) header.blockBytes() - BlockHeader.BYTES));
      }
    }
    return shift;
  }

  private static BlockHeader header(ByteBuffer in, int at) {
    return BlockHeader.decode(SALT, in.slice(at, BlockHeader.BYTES)).orElseThrow();
  }

  private static BlockHeader moved(BlockHeader header, long shift) {
    boolean isStart = header.checkpoint() == FileHeader.BYTES;
    return new BlockHeader(
        header.kind(),
        header.track(),
        header.headBytes(),
        header.payloadBytes(),
        header.firstSample(),
        isStart ? FileHeader.BYTES : header.checkpoint() + shift,
        header.headCrc());
  }

  private static ByteBuffer encoded(BlockHeader header) {
    ByteBuffer bytes = ByteBuffer.allocate(BlockHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.encode(SALT, bytes);
    return bytes;
  }

  private static byte[] shifted(byte[] index, long shift) {
    ByteBuffer bytes = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = FileHeader.BYTES; at < index.length; at += IndexEntry.BYTES) {
      IndexEntry entry = IndexEntry.decode(SALT, bytes, at).orElseThrow();
      new IndexEntry(
              entry.offset() + shift,
              entry.firstSample(),
              entry.firstDecodeUs(),
              entry.maxTimeUs(),
              entry.maxLeadUs(),
              entry.endUs(),
              entry.keyEntry(),
              entry.count())
          .encode(SALT, bytes.position(at));
    }
    return index;
  }
}
