package org.kinora.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kinora.bench.InputTable.Row;
import org.kinora.lib.parquet.TableWriter;

/**
 * A table of events as data sets have it, in one thread, beside pyarrow writing the same table with
 * the same compression, encodings, checksums and indexes. Ours is given row by row and makes the
 * rows meanwhile; pyarrow has its columns in memory.
 */
final class Tables {
  private static final int[] ROWS = {1_000_000, 10_000_000};
  private static final int ROUNDS = 5;
  private static final int UNCOUNTED = 2;

  private Tables() {}

  /** What a turn took. */
  private record Turn(double us, double processorUs, long bytes) {
    static Turn median(List<Turn> turns) {
      double[] us = turns.stream().mapToDouble(Turn::us).sorted().toArray();
      double[] processorUs = turns.stream().mapToDouble(Turn::processorUs).sorted().toArray();
      return new Turn(us[us.length / 2], processorUs[us.length / 2], turns.get(0).bytes());
    }
  }

  static void run(Report report, Path work) throws Exception {
    Path python = Path.of(System.getProperty("kinora.judges"), "target/venv/bin/python");
    Path script = Path.of(System.getProperty("kinora.judges"), "table.py");
    for (int rows : ROWS) {
      Path ours = work.resolve("table-ours.parquet");
      Path theirs = work.resolve("table-theirs.parquet");
      write(ours, rows);
      Process process =
          new ProcessBuilder(
                  python.normalize().toString(),
                  script.normalize().toString(),
                  ours.toString(),
                  theirs.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader answers = process.inputReader()) {
        answers.readLine();
        compare(report, rows, ours, process, answers);
      } finally {
        process.destroy();
      }
      Files.delete(ours);
      Files.delete(theirs);
    }
  }

  private static void compare(
      Report report, int rows, Path file, Process process, BufferedReader answers)
      throws IOException {
    List<Turn> ours = new ArrayList<>();
    List<Turn> theirs = new ArrayList<>();
    for (int round = -UNCOUNTED; round < ROUNDS; round++) {
      Turn our = write(file, rows);
      process.outputWriter().write("\n");
      process.outputWriter().flush();
      long[] said =
          Arrays.stream(answers.readLine().split(" ", -1)).mapToLong(Long::parseLong).toArray();
      if (round >= 0) {
        ours.add(our);
        theirs.add(new Turn(said[0], said[1], said[2]));
      }
    }
    Turn our = Turn.median(ours);
    Turn their = Turn.median(theirs);
    String what =
        String.format(
            Locale.ROOT,
            "%d million events as a table, %.2f million a second",
            rows / 1_000_000,
            rows / our.us());
    report.ratio(what, "kinora", our.us(), "pyarrow", their.us());
    report.ratio(what + ", CPU", "kinora", our.processorUs(), "pyarrow", their.processorUs());
    report.numbers(
        what + ", MB", "kinora", our.bytes() / 1e6, "pyarrow", their.bytes() / 1e6, "%.2f");
  }

  private static Turn write(Path file, int rows) throws IOException {
    double processor = ProcessorTime.us();
    long start = System.nanoTime();
    try (FileChannel out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        TableWriter<Row> writer = TableWriter.create(out, InputTable.TABLE, Map.of())) {
      InputTable.rows(rows, writer::write);
      writer.finish();
    }
    double us = (System.nanoTime() - start) / 1e3;
    return new Turn(us, ProcessorTime.us() - processor, Files.size(file));
  }
}
