package org.kinora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kinora.bench.Turns.Contender;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Appending 809 MB in GOPs of 480 KiB, as a recorder does until it is stopped: its beginning and
 * its end are not timed, for {@code dd} does nothing of them either.
 */
final class Appending {
  private static final int BLOCKS = 1_645;
  private static final Pictures PICTURES = new Pictures(BLOCKS * 60, 60, 60, 8_192);

  /** Nine tenths of the speed of {@code dd}. */
  private static final double DURABLE_GOAL = 1 / 0.9;

  /** Nineteen twentieths. */
  private static final double UNSYNCED_GOAL = 1 / 0.95;

  private static final double AMPLIFICATION = 1.02;

  private Appending() {}

  static void run(Report report, Commands commands, Path work) throws Exception {
    Path at = work.resolve("appended");
    Path plain = work.resolve("plain");
    Turns turns = new Turns(5);
    report.compare(
        "append 809 MB, each GOP durable",
        turns,
        reel(at, Map.of()),
        dd(commands, plain, "oflag=dsync"),
        DURABLE_GOAL);
    report.compare(
        "append 809 MB, nothing synced",
        turns,
        reel(at, Format.REEL.unsynced()),
        dd(commands, plain),
        UNSYNCED_GOAL);
    for (Format format : Format.all()) {
      Format.delete(at);
      write(format, at);
      report.number(
          "bytes in the files / bytes of the samples",
          format.name(),
          (double) Format.totalBytes(at) / PICTURES.totalBytes(),
          AMPLIFICATION,
          "%.4f");
    }
    Format.delete(at);
    Files.deleteIfExists(plain);
  }

  private static Contender dd(Commands commands, Path plain, String... flags) {
    List<String> command =
        new ArrayList<>(List.of("dd", "if=/dev/zero", "of=" + plain, "bs=480k", "count=" + BLOCKS));
    command.addAll(List.of(flags));
    return new Contender(
        String.join(" ", "dd bs=480k", String.join(" ", flags)).strip(),
        () -> Files.deleteIfExists(plain),
        () -> commands.run(command.toArray(String[]::new)));
  }

  private static Contender reel(Path at, Map<String, String> options) {
    RecordingWriter[] writer = new RecordingWriter[1];
    return new Contender(
        "reel",
        () -> {
          Format.delete(at);
          writer[0] = Pictures.create(Format.REEL, at, options);
        },
        () -> {
          PICTURES.append(writer[0]);
          writer[0].close();
        });
  }

  private static void write(Format format, Path at) throws IOException {
    try (RecordingWriter writer = Pictures.create(format, at, format.unsynced())) {
      PICTURES.append(writer);
      writer.finish();
    }
  }
}
