package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.Gops;
import org.kinora.media.MediaException;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/**
 * Every stored recording of a format is read as it was read when it was stored. A corpus is a
 * directory {@code v<n>/<case>/} with {@code expected.txt}, which is what {@link CorpusDump} makes
 * of the recording, and the recording:
 *
 * <ul>
 *   <li>the only other entry, a file or a directory; files that end in {@code .gz} are unpacked;
 *   <li>or, where its bytes stand elsewhere, {@code elsewhere.txt}: one file a line, its path
 *       within the recording and from {@code elsewhere.txt} to the bytes.
 * </ul>
 *
 * <p>With the system property {@code kinora.corpus.write=true} the expectations are written anew
 * instead; what changed is then seen in the version control.
 */
public abstract class CorpusContract {
  private static final String EXPECTED = "expected.txt";
  private static final String ELSEWHERE = "elsewhere.txt";
  private static final String PACKED = ".gz";

  /** Groups of pictures that are looked up in each track, about. */
  private static final int GOPS = 12;

  private final StorageFormat format;
  private final Path corpus;

  /**
   * For a subclass.
   *
   * @param corpus the format's directory
   */
  protected CorpusContract(StorageFormat format, Path corpus) {
    this.format = format;
    this.corpus = corpus;
  }

  @TestFactory
  Stream<DynamicTest> dump_eachCase_isAsExpected(@TempDir Path dir) throws IOException {
    List<Path> cases = cases();
    assertFalse(cases.isEmpty(), () -> "no cases in " + corpus);
    return cases.stream()
        .map(
            found -> {
              String name = corpus.relativize(found).toString();
              return DynamicTest.dynamicTest(name, () -> check(found, dir.resolve(name)));
            });
  }

  /** A format that finds a group of pictures without its index finds what the index says. */
  @TestFactory
  Stream<DynamicTest> readGop_eachCase_isAsByTheIndex(@TempDir Path dir) throws IOException {
    return cases().stream()
        .map(
            found -> {
              String name = corpus.relativize(found).toString();
              return DynamicTest.dynamicTest(name, () -> checkGops(found, dir.resolve(name)));
            });
  }

  /** The cases of all versions, in the order of their names. */
  private List<Path> cases() throws IOException {
    try (Stream<Path> walk = Files.walk(corpus, 2)) {
      return walk.filter(path -> corpus.relativize(path).getNameCount() == 2).sorted().toList();
    }
  }

  private void check(Path found, Path place) throws IOException {
    Path at = unpack(found, Files.createDirectories(place));
    Snapshot before = Snapshot.of(at);
    String dump = CorpusDump.of(format, at);
    assertEquals(before, Snapshot.of(at), () -> "reading changed " + found);
    Path expected = found.resolve(EXPECTED);
    if (Boolean.getBoolean("kinora.corpus.write")) {
      Files.writeString(expected, dump);
    }
    assertEquals(Files.readString(expected), dump, found::toString);
  }

  private void checkGops(Path found, Path place) throws IOException {
    Path at = unpack(found, Files.createDirectories(place));
    try (RecordingReader whole = format.open(at)) {
      for (Track track : whole.info().tracks()) {
        TrackIndex index = whole.index(track.id());
        for (int i = 0; i < index.count(); i += 1 + index.count() / GOPS) {
          long timeUs = index.timeUs(i) + (i % 2);
          List<String> byIndex = read(sink -> whole.read(Gops.at(index, track.id(), timeUs), sink));
          try (RecordingReader fresh = format.open(at)) {
            assertEquals(
                byIndex,
                read(sink -> fresh.readGop(track.id(), timeUs, sink)),
                () -> "track %d at %d us".formatted(track.id(), timeUs));
          }
        }
      }
    } catch (MediaException refused) {
      assertFalse(refused.getMessage().isBlank(), "a failure says what is wrong");
    }
  }

  /** One line a sample; the last line may be the code of a failure. */
  private static List<String> read(Reading reading) throws IOException {
    List<String> lines = new ArrayList<>();
    try {
      reading.into((info, data) -> lines.add(info + " " + Blob.of(data).hashCode()));
    } catch (MediaException e) {
      lines.add(e.code().name());
    }
    return lines;
  }

  /** A way to read samples. */
  @FunctionalInterface
  private interface Reading {
    void into(SampleSink sink) throws IOException;
  }

  /**
   * Copies the recording of a case.
   *
   * @param place an empty directory
   * @return where the copy lies, inside {@code place}
   */
  protected static Path unpack(Path found, Path place) throws IOException {
    for (Path file : Snapshot.files(found)) {
      String name = found.relativize(file).toString();
      if (name.equals(ELSEWHERE)) {
        for (String line : Files.readAllLines(file)) {
          String[] names = line.split(" ", 2);
          unpack(found.resolve(names[1]), place, names[0]);
        }
      } else if (!name.equals(EXPECTED)) {
        unpack(file, place, name);
      }
    }
    try (Stream<Path> entries = Files.list(place)) {
      return entries.findFirst().orElseThrow();
    }
  }

  private static void unpack(Path from, Path place, String name) throws IOException {
    boolean packed = from.getFileName().toString().endsWith(PACKED);
    String plain =
        name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
    Path to = place.resolve(plain);
    Files.createDirectories(to.getParent());
    try (InputStream in = Files.newInputStream(from)) {
      Files.copy(packed ? new GZIPInputStream(in) : in, to);
    }
  }
}
