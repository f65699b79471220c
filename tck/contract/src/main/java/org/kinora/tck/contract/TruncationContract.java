package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/**
 * A torn tail costs what was in it and no more. Each file of a finished recording that grew with
 * its samples is cut at every byte of its last 4 KiB, and at 50 random places, or as many as the
 * system property {@code kinora.cuts} says; the others stay whole. What a sample needs of a file is
 * what the file had when the sample was flushed, see {@link TruncationNeeds}. With that much of it
 * the sample is read again; where no sample has what it needs, a code of a missing header may be
 * the answer.
 */
public abstract class TruncationContract {
  private static final int TAIL_BYTES = 4096;
  private static final int SAMPLES = 80;

  /** A check reads everything once more, so it is left out after most cuts. */
  private static final int CUTS_A_CHECK = 16;

  private static final Set<ErrorCode> HEADER_IS_CUT =
      Set.of(
          MediaError.META_NOT_FOUND,
          MediaError.INDEX_NOT_FOUND,
          MediaError.INDEX_PARSE_ERROR,
          MediaError.DATA_RANGE_ERROR,
          MediaError.FORMAT_UNKNOWN);

  private final WritableStorageContract storage;

  /**
   * For a subclass.
   *
   * @param storage what the format promises, and samples that fit it
   */
  protected TruncationContract(WritableStorageContract storage) {
    this.storage = storage;
  }

  /** Of the recording with the most tracks, and so the most files. */
  @Test
  void open_cutAtEachOfTheLastBytes_keepsAllBefore(@TempDir Path dir) throws IOException {
    List<Track> most =
        Collections.max(storage.behaviour().accepted(), Comparator.comparingInt(List::size));
    cutEachFile(
        dir, most, sizeBytes -> IntStream.range(Math.max(0, sizeBytes - TAIL_BYTES), sizeBytes));
  }

  @Test
  void open_cutAnywhere_keepsAllBefore(@TempDir Path dir) throws IOException {
    long seed = Long.getLong("kinora.seed", System.nanoTime());
    int cuts = Integer.getInteger("kinora.cuts", 50);
    try {
      for (List<Track> tracks : storage.behaviour().accepted()) {
        Path place = Files.createTempDirectory(dir, "tracks");
        cutEachFile(place, tracks, sizeBytes -> new Random(seed).ints(cuts, 0, sizeBytes));
      }
    } catch (AssertionError e) {
      throw new AssertionError("-Dkinora.seed=" + seed + ": " + e.getMessage(), e);
    }
  }

  /** Where a file of so many bytes is cut. */
  @FunctionalInterface
  private interface Cuts {
    IntStream of(int sizeBytes);
  }

  private void cutEachFile(Path dir, List<Track> tracks, Cuts cuts) throws IOException {
    Path at = dir.resolve("recording");
    WrittenSamples samples =
        WrittenSamples.of(storage.clips(tracks, SAMPLES / tracks.size()), storage.behaviour());
    TruncationNeeds needs = write(at, samples);
    for (Path file : needs.grownFiles()) {
      int sizeBytes = (int) Files.size(file);
      Path whole = Files.copy(file, dir.resolve("whole"), StandardCopyOption.REPLACE_EXISTING);
      Met met = (track, cut) -> needs.met(track, file, cut, sizeBytes);
      for (int left : cuts.of(sizeBytes).map(cut -> -cut).sorted().toArray()) {
        truncate(file, -left);
        assertKeeps(at, samples, file, -left, met);
      }
      Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private TruncationNeeds write(Path at, WrittenSamples samples) throws IOException {
    List<Track> tracks = samples.clips().stream().map(Clip::track).toList();
    try (RecordingWriter writer = storage.format().create(at, storage.recording(tracks))) {
      writer.flush();
      TruncationNeeds needs = new TruncationNeeds(at);
      for (int i = 0; i < samples.count(); i++) {
        samples.append(writer, i);
        writer.flush();
        needs.flushed(samples.turns().get(i).track());
      }
      writer.finish();
      return needs;
    }
  }

  private static void truncate(Path file, int sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    }
  }

  private void assertKeeps(Path at, WrittenSamples samples, Path file, int cut, Met met)
      throws IOException {
    try (RecordingReader reader = storage.format().open(at)) {
      for (Clip clip : samples.clips()) {
        samples.assertBeginning(reader, clip, met.of(clip.track(), cut));
      }
      if (cut % CUTS_A_CHECK == 0) {
        reader.verify(fault -> {});
      }
    } catch (MediaException e) {
      int whole = samples.clips().stream().mapToInt(clip -> met.of(clip.track(), cut)).sum();
      assertTrue(
          whole == 0 && HEADER_IS_CUT.contains(e.code()),
          () -> "%s cut to %d, %d samples are whole: %s".formatted(file, cut, whole, e));
    } catch (AssertionError e) {
      throw new AssertionError("%s cut to %d: %s".formatted(file, cut, e.getMessage()), e);
    }
  }

  /** How many samples of a track have all that they need of a file that was cut. */
  @FunctionalInterface
  private interface Met {
    int of(Track track, int cut);
  }
}
