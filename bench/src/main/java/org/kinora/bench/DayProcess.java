package org.kinora.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Times;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** Writes a day, seeks in its first and in its last hour, and says how long that took. */
final class DayProcess {
  private static final Pictures DAY = new Pictures(24 * 3600 * 30, 30, 30, 16);
  private static final int HOUR_S = 3_600;
  private static final int LAST_HOUR = 23;

  private final Format format;
  private final Path at;
  private final Random random = new Random(7);
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private DayProcess(Format format, Path at) {
    this.format = format;
    this.at = at;
  }

  /** Arguments: the format's name, and where to put the recording. */
  public static void main(String[] arguments) throws Exception {
    new DayProcess(Format.of(arguments[0]), Path.of(arguments[1])).run();
  }

  private void run() throws Exception {
    try (RecordingWriter writer = Pictures.create(format, at, format.unsynced())) {
      DAY.append(writer);
      writer.finish();
    }
    open("start", 0);
    open("end", LAST_HOUR);
    try (RecordingReader reader = format.service().open(at)) {
      int track = reader.info().tracks().get(0).id();
      int count = reader.index(track).count();
      if (count != DAY.count()) {
        throw new IOException("found " + count + " samples");
      }
      seek(reader, track, "start", 0);
      seek(reader, track, "end", LAST_HOUR);
      System.gc();
      double used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      say("heap", used / (1 << 20));
    }
  }

  private void open(String where, int hour) throws Exception {
    Contender open =
        new Contender(
            where,
            () -> {
              try (RecordingReader reader = format.service().open(at)) {
                readGop(reader, reader.info().tracks().get(0).id(), hour);
              }
            });
    say("open." + where, new Turns(200, 200).time(open).get(0).medianUs());
  }

  private void seek(RecordingReader reader, int track, String where, int hour) throws Exception {
    Contender seek = new Contender(where, () -> readGop(reader, track, hour));
    Times times = new Turns(2_000, 2_000).time(seek).get(0);
    say("median." + where, times.medianUs());
    say("p99." + where, times.p99Us());
  }

  /** Any GOP within an hour. */
  private void readGop(RecordingReader reader, int track, int hour) throws IOException {
    int[] count = {0};
    long second = (long) hour * HOUR_S + random.nextInt(HOUR_S);
    reader.readGop(track, second * 1_000_000, (info, data) -> count[0]++);
    if (count[0] != DAY.gop()) {
      throw new IOException("a GOP of " + count[0] + " samples at " + second + " s");
    }
  }

  private void say(String name, double value) {
    out.println(name + "=" + value);
  }
}
