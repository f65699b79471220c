package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinora.tck.contract.ToyFormat.Bug;

/** The corpus contract notices what changes; the corpus itself says what it holds. */
class CorpusContractTest {
  private static final Path CORPUS = Path.of("../corpus");

  @Test
  void run_readAsStored_passes() {
    assertEquals(Set.of(), ContractRun.of(Unchanged.class).failed());
  }

  @Test
  void run_readOtherwise_isCaught() {
    ContractRun.assertCaught(VerifyChanged.class, "dump_eachCase_isAsExpected");
    ContractRun.assertCaught(NoCases.class, "dump_eachCase_isAsExpected");
  }

  /** Its page has a line {@code | `<format>/v<n>/<case>` | … |} for each case, and no others. */
  @Test
  void page_namesEachCase() throws IOException {
    Set<String> stored;
    try (Stream<Path> walk = Files.walk(CORPUS, 3)) {
      stored =
          walk.map(CORPUS::relativize)
              .filter(
                  path -> path.getNameCount() == 3 && path.getName(1).toString().matches("v\\d+"))
              .map(path -> path.toString().replace('\\', '/'))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> named =
        Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(CORPUS.resolve("README.md")))
            .results()
            .map(line -> line.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(stored, named);
  }

  /** Stores one toy recording, as it is read today. */
  private static Path corpus(String name) {
    try {
      Path corpus = Files.createTempDirectory(Path.of("target"), name);
      Path place = Files.createDirectories(corpus.resolve("v1/whole"));
      Path at = new StorageFormatContractTest.Good().example(place);
      Files.writeString(place.resolve("expected.txt"), CorpusDump.of(new ToyFormat(Bug.NONE), at));
      return corpus;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static class Unchanged extends CorpusContract {
    Unchanged() {
      super(new ToyFormat(Bug.NONE), corpus("unchanged"));
    }
  }

  static class VerifyChanged extends CorpusContract {
    VerifyChanged() {
      super(new ToyFormat(Bug.VERIFY_COMPLAINS), corpus("changed"));
    }
  }

  static class NoCases extends CorpusContract {
    NoCases() {
      super(new ToyFormat(Bug.NONE), Path.of("src/test/java/org/kinora/tck/contract/rules"));
    }
  }
}
