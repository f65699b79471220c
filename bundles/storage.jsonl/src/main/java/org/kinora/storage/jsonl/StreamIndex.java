package org.kinora.storage.jsonl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.provider.Faults;

/**
 * The index of one stream. Opening reads its ends, for they tell all that a recording says of
 * itself; the rest is read when it is asked for. An index that is short, or whose ends leave
 * something open, is read at once.
 */
final class StreamIndex implements Closeable {
  private static final int END_BYTES = 12 << 10;
  private static final int SHORT_BYTES = 4 * END_BYTES;

  /** As many samples as {@link org.kinora.media.TrackIndex#endUs} looks at. */
  private static final int LAST_SAMPLES = 32;

  private final IndexFile file;
  private final StreamFiles files;
  private final long dataBytes;
  private final Clock clock;
  private final LoadedIndex head;
  private final LoadedIndex tail;

  /** All of it, once it was read. */
  private @Nullable LoadedIndex whole;

  private StreamIndex(
      IndexFile file, StreamFiles files, long dataBytes, Clock stated, Faults faults)
      throws IOException {
    this.file = file;
    this.files = files;
    this.dataBytes = dataBytes;
    boolean atOnce = faults.areHeard() || file.sizeBytes() <= SHORT_BYTES;
    LoadedIndex first = atOnce ? load(stated, faults) : part(0, END_BYTES, stated);
    clock = Clock.of(first.originUs());
    LoadedIndex last = atOnce ? first : part(lastLines(), file.sizeBytes(), clock);
    if (!atOnce && !(hasKeyframe(first) && last.table().count() >= LAST_SAMPLES)) {
      atOnce = true;
      first = load(stated, faults);
      last = first;
    }
    head = first;
    tail = last;
    whole = atOnce ? first : null;
  }

  /**
   * Opens an index.
   *
   * @param dataBytes the size of the data file
   * @throws org.kinora.media.MediaException INDEX_NOT_FOUND; INDEX_PARSE_ERROR if it has lines and
   *     none is usable; DATA_RANGE_ERROR if it has samples and the data none of them
   */
  static StreamIndex open(
      Path directory, StreamFiles files, long dataBytes, Clock clock, Faults faults)
      throws IOException {
    IndexFile file = IndexFile.open(directory.resolve(files.index));
    try {
      return new StreamIndex(file, files, dataBytes, clock, faults);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static boolean hasKeyframe(LoadedIndex index) {
    int count = index.table().count();
    return count > 0 && index.firstKeyframe() < count;
  }

  private long lastLines() throws IOException {
    long at = file.sizeBytes() - END_BYTES;
    return file.lineStart(at, END_BYTES).orElse(at);
  }

  private LoadedIndex load(Clock stated, Faults faults) throws IOException {
    IndexLoading loading = new IndexLoading(files, dataBytes, stated, faults);
    IndexScanner.scan(file.range(0, file.sizeBytes()), !files.areEvents(), loading);
    loading.checkSamples(file.path());
    return loading.finish();
  }

  /** Reads some lines; a line that the end cuts off is not among them. */
  private LoadedIndex part(long from, long to, Clock ofPart) throws IOException {
    IndexLoading loading = new IndexLoading(files, dataBytes, ofPart, Faults.UNHEARD);
    int sizeBytes = (int) (to - from);
    IndexScanner.scan(file.range(from, to), !files.areEvents(), from, sizeBytes, loading);
    return loading.finish();
  }

  /** Its first samples, at least to the first key frame if there is one. */
  LoadedIndex head() {
    return head;
  }

  /** When the last sample ends. */
  long endUs() {
    return tail.table().endUs();
  }

  /** All samples. Reads the file at the first call. */
  LoadedIndex whole() throws IOException {
    LoadedIndex loaded = whole;
    if (loaded == null) {
      loaded = load(clock, Faults.UNHEARD);
      whole = loaded;
    }
    return loaded;
  }

  /**
   * Finds a group of pictures without reading the whole index.
   *
   * @return empty if the index was read already, or if it is not in order, or if it has no pictures
   */
  Optional<IndexBisection.Gop> findGop(long timeUs) throws IOException {
    return whole != null || files.areEvents()
        ? Optional.empty()
        : new IndexBisection(file, clock, (from, to) -> part(from, to, clock)).find(timeUs);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
