package org.kinora.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Random;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Step;
import org.kinora.spi.storage.RecordingReader;

/** Random GOPs of 508 KiB out of two gigabytes, each beside one read of as many bytes. */
final class GopReads {
  private static final Pictures LARGE = new Pictures(240_000, 60, 60, 8_670);
  private static final int GOP_BYTES = 60 * 8_670;
  private static final double OF_RAW_READ = 1.2;

  private GopReads() {}

  static void run(Report report, Commands commands, Path work) throws Exception {
    for (Format format : Format.all()) {
      Path at = LARGE.in(work, format);
      Path samples = Format.samples(at);
      Step cold = () -> commands.dropFromCache(at);
      for (Path file : Format.files(at)) {
        commands.run("dd", "if=" + file, "of=/dev/null", "bs=1M", "status=none");
      }
      compare(report, format, at, samples, "warm", new Turns(2_000, 30_000), () -> {});
      compare(report, format, at, samples, "cold", new Turns(100, 10), cold);
    }
  }

  private static void compare(
      Report report, Format format, Path at, Path samples, String state, Turns turns, Step prepare)
      throws Exception {
    Random random = new Random(5);
    ByteBuffer buffer = ByteBuffer.allocateDirect(GOP_BYTES);
    try (RecordingReader reader = format.service().open(at);
        FileChannel channel = FileChannel.open(samples)) {
      int track = reader.info().tracks().get(0).id();
      int count = reader.index(track).count();
      long gops = Math.min(count, channel.size() / LARGE.sizeBytes()) / LARGE.gop();
      long end = channel.size() - GOP_BYTES;
      report.compare(
          "random GOP of 508 KiB, " + state,
          turns,
          new Contender(
              format.name() + ", readGop",
              prepare,
              () -> readGop(reader, track, LARGE.timeUs((int) random.nextLong(gops) * 60))),
          new Contender(
              "one pread", prepare, () -> channel.read(buffer.clear(), random.nextLong(end))),
          OF_RAW_READ);
    }
  }

  private static void readGop(RecordingReader reader, int track, long timeUs) throws IOException {
    long[] bytes = {0};
    reader.readGop(track, timeUs, (info, data) -> bytes[0] += data.remaining());
    if (bytes[0] != GOP_BYTES) {
      throw new IOException("a GOP of " + bytes[0] + " bytes at " + timeUs + " us");
    }
  }
}
