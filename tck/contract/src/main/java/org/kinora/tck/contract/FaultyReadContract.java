package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.Fault;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.disk.DiskFaults;
import org.kinora.tck.support.disk.MemoryDisk;

/**
 * A disk that fails while a recording is read, or gives less at a time than was asked for. The
 * samples are the same or none; a failure is called one. A format that opens files of the machine's
 * own file system only, see {@link StorageUnderTest#opensAnyFileSystem}, refuses all others.
 */
public abstract class FaultyReadContract {
  private static final int MOST_READS = 150;

  private final StorageFormatContract storage;

  /**
   * For a subclass.
   *
   * @param storage the format and an example of it
   */
  protected FaultyReadContract(StorageFormatContract storage) {
    this.storage = storage;
  }

  /** A recording on a disk in memory. */
  private record Example(MemoryDisk disk, String path) {
    Path on(MemoryDisk any) {
      return any.root().resolve(path);
    }

    Path with(DiskFaults faults) {
      return on(disk.copy(faults));
    }
  }

  /** The format's own example and, if it writes, what it writes. */
  private List<Example> examples(Path dir) throws IOException {
    List<Example> examples = new ArrayList<>();
    Path at = storage.example(dir);
    MemoryDisk disk = MemoryDisk.sound();
    Path copy = Snapshot.copy(dir, disk.root().resolve("example"));
    examples.add(new Example(disk, copy.resolve(dir.relativize(at).toString()).toString()));
    if (storage instanceof WritableStorageContract writable) {
      MemoryDisk written = MemoryDisk.sound();
      DiskTake.write(writable, DiskTake.samples(writable), written, writer -> {});
      examples.add(new Example(written, DiskTake.at(written).toString()));
    }
    return examples;
  }

  @Test
  void open_otherFileSystem_opensOrIsRefused(@TempDir Path dir) throws IOException {
    for (Example example : examples(dir)) {
      Path at = example.on(example.disk);
      if (storage.opensAnyFileSystem()) {
        List<Object> seen = new ArrayList<>();
        readAll(at, seen);
        assertInstanceOf(Probe.Match.class, seen.get(0));
      } else {
        assertInstanceOf(Probe.NoMatch.class, storage.format().probe(at));
        MediaException e =
            assertThrows(MediaException.class, () -> storage.format().open(at).close());
        assertEquals(MediaError.FORMAT_UNKNOWN, e.code());
        assertTrue(e.getMessage().contains("file system"), e.getMessage());
      }
    }
  }

  @Test
  void read_shortReads_sameSamples(@TempDir Path dir) throws IOException {
    long seed = Long.getLong("kinora.seed", System.nanoTime());
    for (Example example : readable(dir)) {
      List<Object> whole = new ArrayList<>();
      readAll(example.on(example.disk), whole);
      List<Object> pieces = new ArrayList<>();
      readAll(example.with(DiskFaults.shortTransfers(seed)), pieces);
      assertEquals(whole, pieces, "-Dkinora.seed=" + seed);
    }
  }

  @Test
  void read_anyReadFails_isAnIoErrorAndNeverWrongData(@TempDir Path dir) throws IOException {
    for (Example example : readable(dir)) {
      MemoryDisk sound = example.disk.copy(DiskFaults.NONE);
      List<Object> truth = new ArrayList<>();
      readAll(example.on(sound), truth);
      for (int read = 0; read < sound.reads(); read += 1 + sound.reads() / MOST_READS) {
        String what = "read %d of %d: ".formatted(read, sound.reads());
        List<Object> seen = new ArrayList<>();
        Path at = example.with(DiskFaults.readFailureAt(read));
        assertTrue(fails(what, () -> readAll(at, seen)), what + "nobody was told that it failed");
        assertEquals(truth.subList(0, seen.size()), seen, what);
      }
    }
  }

  @Test
  void verify_anyReadFails_isToldOrThrown(@TempDir Path dir) throws IOException {
    for (Example example : readable(dir)) {
      MemoryDisk sound = example.disk.copy(DiskFaults.NONE);
      assertEquals(List.of(), faults(example.on(sound)));
      for (int read = 0; read < sound.reads(); read += 1 + sound.reads() / MOST_READS) {
        String what = "read %d of %d: ".formatted(read, sound.reads());
        Path at = example.with(DiskFaults.readFailureAt(read));
        List<Fault> faults = new ArrayList<>();
        boolean failed = fails(what, () -> faults.addAll(faults(at)));
        assertTrue(failed || !faults.isEmpty(), what + "nobody was told that it failed");
      }
    }
  }

  /** None, where recordings in memory are refused. */
  private List<Example> readable(Path dir) throws IOException {
    return storage.opensAnyFileSystem() ? examples(dir) : List.of();
  }

  /** Something that reads. */
  @FunctionalInterface
  private interface Reading {
    void run() throws IOException;
  }

  /** Tells whether it fails, and checks that it does so as on a disk that failed. */
  private static boolean fails(String what, Reading reading) {
    try {
      reading.run();
      return false;
    } catch (IOException | UncheckedIOException e) {
      Throwable failure = e instanceof UncheckedIOException lazy ? lazy.getCause() : e;
      if (failure instanceof MediaException coded) {
        assertEquals(MediaError.IO_ERROR, coded.code(), () -> what + coded);
      }
      return true;
    }
  }

  /** All that a caller is told of a recording, one after the other. */
  private void readAll(Path at, List<Object> seen) throws IOException {
    seen.add(storage.format().probe(at));
    try (RecordingReader reader = storage.format().open(at)) {
      seen.add(reader.info());
      seen.add(reader.segments().toString());
      SampleSink sink = (info, data) -> seen.add(new Sample(info, Blob.of(data)));
      for (Track track : reader.info().tracks()) {
        SampleRange whole = Readings.whole(reader, track);
        seen.add(whole);
        reader.read(whole, sink);
        reader.readGop(track.id(), reader.index(track.id()).timeUs(whole.count() / 2), sink);
      }
    }
  }

  private List<Fault> faults(Path at) throws IOException {
    try (RecordingReader reader = storage.format().open(at)) {
      return Readings.faults(reader);
    }
  }
}
