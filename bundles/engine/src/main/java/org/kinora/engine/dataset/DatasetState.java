package org.kinora.engine.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinora.engine.dataset.DatasetJournal.Entry;
import org.kinora.engine.dataset.DatasetJournal.Listed;
import org.kinora.engine.dataset.DatasetJournal.Request;
import org.kinora.engine.file.TargetFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What lies where a data set shall go.
 *
 * @param journal of what is there; it says nothing where nothing is
 * @param replaced whether it is of another request, and goes
 * @param inPlace the units that are there, whole
 * @param isDone whether all is there
 */
record DatasetState(
    DatasetJournal journal, boolean replaced, Set<Integer> inPlace, boolean isDone) {
  /** The directory of what is not part of a data set. */
  static final String OWN = ".kinora";

  private static final String JOURNAL = "journal.jsonl";

  /** Copies the set. */
  DatasetState {
    inPlace = Set.copyOf(inPlace);
  }

  static Path journalOf(Path root) {
    return root.resolve(OWN).resolve(JOURNAL);
  }

  /**
   * Looks; changes nothing.
   *
   * @param root absolute
   * @throws MediaException DIR_NOT_FOUND if it would be in no directory; TARGET_EXISTS if what is
   *     there must stay
   */
  static DatasetState look(Path root, Request wanted, boolean overwrite) throws IOException {
    DatasetJournal journal = DatasetJournal.read(journalOf(root));
    if (!Files.exists(root)) {
      TargetFile.checkDirectory(root);
    } else if (!Files.isDirectory(root)) {
      throw exists(root, "is a file, not a directory");
    } else if (journal.request().equals(Optional.of(wanted))) {
      return same(root, journal);
    } else {
      checkOther(root, journal, overwrite);
    }
    return new DatasetState(journal, journal.request().isPresent(), Set.of(), false);
  }

  private static DatasetState same(Path root, DatasetJournal journal) throws IOException {
    Set<Integer> inPlace = new TreeSet<>();
    for (Map.Entry<Integer, Entry> unit : journal.entries().entrySet()) {
      if (isThere(root, unit.getValue().files())) {
        inPlace.add(unit.getKey());
      }
    }
    boolean isDone = journal.isDone() && inPlace.equals(journal.entries().keySet());
    inPlace.remove(DatasetJournal.WHOLE);
    return new DatasetState(journal, false, inPlace, isDone);
  }

  private static boolean isThere(Path root, List<Listed> files) throws IOException {
    for (Listed file : files) {
      Path path = root.resolve(file.path());
      if (!Files.isRegularFile(path) || Files.size(path) != file.sizeBytes()) {
        return false;
      }
    }
    return true;
  }

  /** A directory that holds anything but what its journal names stays as it is. */
  private static void checkOther(Path root, DatasetJournal journal, boolean overwrite)
      throws IOException {
    Set<String> listed = journal.files().stream().map(Listed::path).collect(Collectors.toSet());
    Optional<String> other =
        files(root).stream().filter(file -> !listed.contains(file)).findFirst();
    if (other.isPresent()) {
      throw exists(root, "holds " + other.get() + ", which is of no data set made here");
    }
    if (!listed.isEmpty() && !overwrite) {
      throw exists(
          root,
          "holds a data set of another request, of format %s; that request goes on with it"
              .formatted(journal.request().map(Request::format).orElse("?")));
    }
  }

  /** All files below the root that belong to a data set, by their paths with slashes, sorted. */
  static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(root::relativize)
          .filter(path -> !path.startsWith(OWN))
          .map(DatasetState::slashed)
          .sorted()
          .toList();
    }
  }

  private static String slashed(Path path) {
    return Stream.iterate(0, i -> i < path.getNameCount(), i -> i + 1)
        .map(i -> path.getName(i).toString())
        .collect(Collectors.joining("/"));
  }

  static MediaException exists(Path root, String why) {
    return new MediaException(MediaError.TARGET_EXISTS, root + " " + why);
  }
}
