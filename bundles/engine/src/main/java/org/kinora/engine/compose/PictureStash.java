package org.kinora.engine.compose;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.file.Directories;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.plugin.Provider;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/**
 * The encoded pictures of an export that is not whole yet, safe from a crash: {@code
 * <target>.part.<job>/} with a recording of our own format for each time that somebody worked on
 * it, named 1, 2, 3 …. A run goes on with the last key frame of the run before; of that key frame
 * and what follows it the later run's pictures count.
 */
public final class PictureStash implements Closeable {
  private final Path directory;
  private final Provider<StorageFormat> format;
  private final List<Path> runs;
  private @Nullable RecordingWriter writer;
  private int trackId;

  private PictureStash(Path directory, Provider<StorageFormat> format, List<Path> runs) {
    this.directory = directory;
    this.format = format;
    this.runs = runs;
  }

  /**
   * Where the pictures of a target are kept.
   *
   * @param job the id of the job that makes them; others may want the same target
   */
  public static Path directoryOf(Path target, String job) {
    Path part = TargetFile.partOf(target);
    return part.resolveSibling(part.getFileName() + "." + job);
  }

  /** Begins a stash, in place of one that nobody knows of any more. */
  static PictureStash create(Path directory, Provider<StorageFormat> format) throws IOException {
    Directories.delete(directory);
    Files.createDirectory(directory);
    return new PictureStash(directory, format, new ArrayList<>());
  }

  /** The stash that an earlier run left; empty if there is none. */
  static Optional<PictureStash> find(Path directory, Provider<StorageFormat> format)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> runs = new ArrayList<>();
    for (Path run = directory.resolve("1"); Files.exists(run); ) {
      runs.add(run);
      run = directory.resolve(Integer.toString(runs.size() + 1));
    }
    PictureStash stash = new PictureStash(directory, format, runs);
    stash.dropEmpty();
    return Optional.of(stash);
  }

  /** A run that was killed before its first key frame was safe counts as none. */
  private void dropEmpty() throws IOException {
    while (!runs.isEmpty() && lastKeyUs(runs.get(runs.size() - 1)).isEmpty()) {
      Directories.delete(runs.remove(runs.size() - 1));
    }
  }

  private OptionalLong lastKeyUs(Path run) throws IOException {
    try (RecordingReader reader = format.service().open(run)) {
      TrackIndex index = index(reader);
      for (int i = index.count() - 1; i >= 0; i--) {
        if (index.isKeyframe(i)) {
          return OptionalLong.of(index.timeUs(i));
        }
      }
      return OptionalLong.empty();
    }
  }

  private static TrackIndex index(RecordingReader reader) throws IOException {
    return reader.index(reader.info().tracks().get(0).id());
  }

  /** The time of the first picture that is still to be made. */
  long resumeUs() throws IOException {
    return runs.isEmpty() ? 0 : lastKeyUs(runs.get(runs.size() - 1)).orElse(0);
  }

  /** Begins this run. */
  void begin(Track track) throws IOException {
    Path run = directory.resolve(Integer.toString(runs.size() + 1));
    RecordingInfo info =
        new RecordingInfo(
            run.getFileName().toString(),
            Optional.empty(),
            OptionalLong.empty(),
            false,
            List.of(track),
            Map.of());
    writer = format.service().create(run, info, Map.of());
    trackId = track.id();
    runs.add(run);
  }

  /** Keeps a sample; those before a key frame are then safe. */
  void append(SampleInfo info, ByteBuffer data) throws IOException {
    RecordingWriter open = writing();
    if (info.keyframe()) {
      open.flush();
    }
    open.append(trackId, info, data);
  }

  private RecordingWriter writing() {
    if (writer == null) {
      throw new IllegalStateException("this run has not begun");
    }
    return writer;
  }

  /** Hands over all pictures; nothing can be kept after that. */
  void read(SampleSink sink) throws IOException {
    writing().finish();
    closeWriter();
    for (int i = 0; i < runs.size(); i++) {
      Path next = i + 1 < runs.size() ? runs.get(i + 1) : null;
      try (RecordingReader reader = format.service().open(runs.get(i))) {
        TrackIndex index = index(reader);
        int end = next == null ? index.count() : sampleAt(index, firstUs(next));
        reader.read(new SampleRange(reader.info().tracks().get(0).id(), 0, end), sink);
      }
    }
  }

  private long firstUs(Path run) throws IOException {
    try (RecordingReader reader = format.service().open(run)) {
      TrackIndex index = index(reader);
      return index.count() == 0 ? Long.MAX_VALUE : index.timeUs(0);
    }
  }

  private static int sampleAt(TrackIndex index, long keyUs) {
    int sample = 0;
    while (sample < index.count() && index.timeUs(sample) < keyUs) {
      sample++;
    }
    return sample;
  }

  private void closeWriter() throws IOException {
    RecordingWriter open = writer;
    writer = null;
    if (open != null) {
      open.close();
    }
  }

  /** Removes everything. */
  void delete() throws IOException {
    closeWriter();
    Directories.delete(directory);
  }

  /** Leaves what is safe for a later run. */
  @Override
  public void close() throws IOException {
    closeWriter();
  }
}
