package org.kinora.engine.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.kinora.engine.plugin.Providers;
import org.kinora.spi.dataset.RecordingSource;

/** The recordings of a plan, however many: a few are open at a time. */
final class DatasetSources implements Closeable {
  private static final int MOST_OPEN = 8;

  private final List<DatasetSource> sources = new ArrayList<>();
  private final Deque<DatasetSource> open = new ArrayDeque<>();

  /** Opens each recording once, so that what is wrong with one is known at once. */
  static DatasetSources open(Providers providers, List<Path> paths) throws IOException {
    DatasetSources all = new DatasetSources();
    try {
      for (Path path : paths) {
        DatasetSource source = new DatasetSource(providers, path, Watch.NONE, all::opened);
        all.sources.add(source);
        source.open();
      }
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void opened(DatasetSource source) throws IOException {
    open.add(source);
    if (open.size() > MOST_OPEN) {
      open.remove().close();
    }
  }

  List<RecordingSource> list() {
    return List.copyOf(sources);
  }

  @Override
  public void close() throws IOException {
    for (DatasetSource source : open) {
      source.close();
    }
  }
}
