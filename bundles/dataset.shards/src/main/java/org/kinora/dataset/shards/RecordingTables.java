package org.kinora.dataset.shards;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.kinora.lib.parquet.Table;
import org.kinora.lib.parquet.TableWriter;

/**
 * Writes the rows of all chunks of a recording into one file a table: many small files load slowly.
 * One thread.
 */
final class RecordingTables implements Closeable {
  private final Path root;
  private final Map<String, Open<?>> open = new LinkedHashMap<>();

  RecordingTables(Path root) {
    this.root = root;
  }

  private record Open<T>(FileChannel file, TableWriter<InChunk<T>> writer) {
    static <T> Open<T> at(Path path, Table<T> table, Layout layout) throws IOException {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        Map<String, String> metadata = Map.of("video_id", layout.videoId());
        return new Open<>(file, TableWriter.create(file, InChunk.table(table), metadata));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    }
  }

  /** Adds a chunk's rows of a table, whose first call of a name decides what it is. */
  <T> void add(Layout layout, String name, Table<T> table, List<T> rows) throws IOException {
    String path = InChunk.path(name, layout);
    if (!open.containsKey(path)) {
      open.put(path, Open.at(root.resolve(path), table, layout));
    }
    @SuppressWarnings("unchecked") // a name is always of one table
    Open<T> to = (Open<T>) Objects.requireNonNull(open.get(path));
    for (T row : rows) {
      to.writer().write(new InChunk<>(layout, row));
    }
  }

  /** Completes the files; the rows of each, by its path. */
  Map<String, Long> finish() throws IOException {
    Map<String, Long> rows = new TreeMap<>();
    for (Map.Entry<String, Open<?>> entry : open.entrySet()) {
      entry.getValue().writer().finish();
      rows.put(entry.getKey(), entry.getValue().writer().rows());
    }
    close();
    return rows;
  }

  @Override
  public void close() throws IOException {
    for (Open<?> each : open.values()) {
      each.writer().close();
      each.file().close();
    }
    open.clear();
  }
}
