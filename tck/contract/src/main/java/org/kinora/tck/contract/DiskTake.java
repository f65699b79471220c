package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.support.disk.MemoryDisk;

/** One recording on a disk that may fail: how far the writer came, and what ended it. */
final class DiskTake {
  private static final int SAMPLES_A_TRACK = 64;
  static final int FLUSH_EVERY = 5;

  private final WritableStorageContract storage;
  private final WrittenSamples samples;
  private final MemoryDisk disk;
  private boolean created;
  private boolean finishing;
  private boolean finished;
  private int acknowledged;
  private Optional<IOException> failure = Optional.empty();

  /** Looks at a writer that has failed, before it is closed. */
  @FunctionalInterface
  interface WriterCheck {
    void check(RecordingWriter writer) throws IOException;
  }

  private DiskTake(WritableStorageContract storage, WrittenSamples samples, MemoryDisk disk) {
    this.storage = storage;
    this.samples = samples;
    this.disk = disk;
  }

  /** Some groups of pictures of the largest set of tracks that the format accepts. */
  static WrittenSamples samples(WritableStorageContract storage) {
    List<Track> tracks =
        storage.behaviour().accepted().stream()
            .max(Comparator.comparingInt(List::size))
            .orElseThrow();
    return WrittenSamples.of(storage.clips(tracks, SAMPLES_A_TRACK), storage.behaviour());
  }

  /** Where the recording lies on a disk. */
  static Path at(MemoryDisk disk) {
    return disk.root().resolve("recording");
  }

  /** Writes all samples, with a flush every few, until the disk fails. */
  static DiskTake write(
      WritableStorageContract storage,
      WrittenSamples samples,
      MemoryDisk disk,
      WriterCheck failed) {
    DiskTake take = new DiskTake(storage, samples, disk);
    try (RecordingWriter writer = take.create()) {
      take.created = true;
      try {
        take.writeAll(writer);
      } catch (IOException e) {
        take.failure = Optional.of(e);
        failed.check(writer);
      }
    } catch (IOException e) {
      take.failure = take.failure.or(() -> Optional.of(e));
    }
    return take;
  }

  private RecordingWriter create() throws IOException {
    return create(storage, samples, disk);
  }

  /** Begins a recording of the tracks of some samples. */
  static RecordingWriter create(
      WritableStorageContract storage, WrittenSamples samples, MemoryDisk disk) throws IOException {
    List<Track> tracks = samples.clips().stream().map(Clip::track).toList();
    return storage.format().create(at(disk), storage.recording(tracks));
  }

  private void writeAll(RecordingWriter writer) throws IOException {
    for (int i = 0; i < samples.count(); i++) {
      samples.append(writer, i);
      if (i % FLUSH_EVERY == 0) {
        writer.flush();
        acknowledged = i + 1;
      }
    }
    finishing = true;
    writer.finish();
    acknowledged = samples.count();
    finished = true;
  }

  boolean created() {
    return created;
  }

  /** Whether it was asked to complete the recording, which may have failed half way. */
  boolean finishing() {
    return finishing;
  }

  boolean finished() {
    return finished;
  }

  /** How many samples the writer said are safe. */
  int acknowledged() {
    return acknowledged;
  }

  /** What ended it early. */
  Optional<IOException> failure() {
    return failure;
  }
}
