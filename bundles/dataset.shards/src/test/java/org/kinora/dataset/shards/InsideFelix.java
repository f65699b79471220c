package org.kinora.dataset.shards;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.kinora.lib.parquet.Table;
import org.kinora.lib.parquet.TableFile;
import org.kinora.lib.parquet.TableWriter;

/**
 * Runs as a fragment of the bundle, with its class loader: writes a table of 1,000 rows and reads
 * it.
 */
public final class InsideFelix implements Callable<byte[]> {
  @Override
  public byte[] call() throws Exception {
    Table<Long> table =
        Table.<Long>with()
            .requiredLong("n", "A number.", n -> n)
            .texts("words", "Words.", n -> List.of("word " + n % 10))
            .table("numbers", 1, "a number");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TableWriter<Long> writer =
        TableWriter.create(Channels.newChannel(bytes), table, Map.of())) {
      for (long n = 0; n < 1000; n++) {
        writer.write(n);
      }
      writer.finish();
    }
    Path file = Files.createTempFile("inside", ".parquet");
    try {
      Files.write(file, bytes.toByteArray());
      read(file);
    } finally {
      Files.delete(file);
    }
    return bytes.toByteArray();
  }

  private static void read(Path file) throws IOException {
    long[] sum = {0};
    try (TableFile table = TableFile.open(file)) {
      table.read(List.of("n"), cells -> sum[0] += cells[0] instanceof Long n ? n : 0);
    }
    if (sum[0] != 499_500) {
      throw new IllegalStateException("read " + sum[0]);
    }
  }
}
