package org.kinora.engine.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.kinora.engine.dataset.DatasetJournal.Entry;
import org.kinora.engine.dataset.DatasetJournal.Listed;
import org.kinora.engine.dataset.DatasetJournal.Request;
import org.kinora.engine.file.Directories;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.file.TargetTakenException;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The directory that a data set is written to. A unit is written below {@code .kinora/parts},
 * forced to the disk, noted in the journal, and only then moved to where it belongs; whatever a
 * crash interrupts is done again and must give the same bytes. So every file of the data set that
 * is not whole has no name yet, and every one that has a name stands in the journal.
 */
final class DatasetTarget implements Closeable {
  private static final String LOCK = "lock";
  private static final String PARTS = "parts";

  private final Resources resources = new Resources();
  private final Path root;
  private final Request request;
  private final boolean isNew;
  private final DatasetState found;
  private final DatasetJournal entries;
  private final FileChannel journal;

  private DatasetTarget(Path root, Request request, boolean overwrite) throws IOException {
    this.root = root;
    this.request = request;
    DatasetState.look(root, request, overwrite); // before anything is made
    isNew = !Files.exists(root);
    Files.createDirectories(own());
    try {
      FileChannel lock =
          resources.add(
              FileChannel.open(
                  own().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      if (!TargetFile.lock(lock, false)) {
        throw new TargetTakenException(root);
      }
      found = DatasetState.look(root, request, overwrite);
      entries = found.replaced() ? new DatasetJournal() : found.journal();
      journal =
          resources.add(
              FileChannel.open(
                  DatasetState.journalOf(root),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Keeps a directory for one who writes it, and makes it if it is not there.
   *
   * @param root absolute
   * @throws MediaException as {@link DatasetState#look}; TARGET_EXISTS if another job writes it
   */
  static DatasetTarget open(Path root, Request request, boolean overwrite) throws IOException {
    return new DatasetTarget(root, request, overwrite);
  }

  Path root() {
    return root;
  }

  /** What was there before {@link #begin}. */
  DatasetState found() {
    return found;
  }

  private Path own() {
    return root.resolve(DatasetState.OWN);
  }

  /** Removes what is replaced and what a crash left, and begins the journal if there is none. */
  void begin() throws IOException {
    Directories.delete(own().resolve(PARTS));
    if (found.replaced()) {
      for (Listed file : found.journal().files()) {
        Files.deleteIfExists(place(file.path()));
      }
      removeEmpty(directories());
    }
    boolean isContinued = !found.replaced() && found.journal().request().isPresent();
    journal.truncate(isContinued ? found.journal().sizeBytes() : 0);
    journal.position(journal.size());
    if (!isContinued) {
      append(request.line());
      Directories.forceName(DatasetState.journalOf(root));
      Directories.forceName(own());
      Directories.forceName(root);
    }
  }

  private Path place(String path) throws MediaException {
    Path place = root.resolve(path).normalize();
    if (!place.startsWith(root) || place.equals(root) || place.startsWith(own())) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "'%s' is no place of a file in %s".formatted(path, root));
    }
    return place;
  }

  /** The directories of the data set, each before the one that it lies in. */
  private List<Path> directories() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !path.equals(root) && !path.startsWith(own()))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** Removes directories; one that somebody put something into stays, with those it lies in. */
  private static void removeEmpty(List<Path> directories) throws IOException {
    for (Path directory : directories) {
      try {
        Files.delete(directory);
      } catch (DirectoryNotEmptyException e) {
        // somebody else's now
      }
    }
  }

  /** A directory that is empty and belongs to a unit. */
  Path part(int unit) throws IOException {
    Path part = own().resolve(PARTS).resolve(Integer.toString(unit));
    Directories.delete(part);
    return Files.createDirectories(part);
  }

  /**
   * Puts the files of a unit to where they belong.
   *
   * @return the files, at their places
   * @throws MediaException TARGET_EXISTS if other bytes lie there
   */
  List<Path> place(int unit, String report) throws IOException {
    Path part = own().resolve(PARTS).resolve(Integer.toString(unit));
    Directories.force(part);
    List<Listed> files = new ArrayList<>();
    for (String path : DatasetState.files(part)) {
      Path file = part.resolve(path);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new MediaException(MediaError.INTERNAL_ERROR, path + " is no plain file");
      }
      files.add(new Listed(path, Files.size(file)));
    }
    List<Path> placed = move(unit, part, new Entry(report, files));
    Directories.delete(part);
    return placed;
  }

  private synchronized List<Path> move(int unit, Path part, Entry entry) throws IOException {
    List<Path> places = new ArrayList<>();
    for (Listed file : entry.files()) {
      Path place = place(file.path());
      checkFree(part.resolve(file.path()), place);
      places.add(place);
    }
    append(entry.line(unit));
    entries.put(unit, entry);
    for (Listed file : entry.files()) {
      Path place = place(file.path());
      if (!Files.exists(place)) {
        Directories.createParents(place);
        Files.move(part.resolve(file.path()), place, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return places;
  }

  private void checkFree(Path file, Path place) throws IOException {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
        && (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
            || Files.mismatch(file, place) >= 0)) {
      throw new MediaException(
          MediaError.TARGET_EXISTS,
          "%s is there already, with other bytes than those that belong there; remove it and start"
                  .formatted(place)
              + " again");
    }
  }

  private void append(ByteBuffer line) throws IOException {
    while (line.hasRemaining()) {
      journal.write(line);
    }
    journal.force(true);
  }

  /** What a unit's writer said, if the unit is in place. */
  synchronized Optional<String> report(int unit) {
    return entries.entry(unit).map(Entry::report);
  }

  /** The bytes of all files. */
  synchronized long sizeBytes() {
    return entries.files().stream().mapToLong(Listed::sizeBytes).sum();
  }

  /** Brings all names to the disk and says in the journal that all is there. */
  void done() throws IOException {
    Set<Path> directories = new TreeSet<>();
    for (Listed file : entries.files()) {
      for (Path at = place(file.path()).getParent();
          at != null && at.startsWith(root) && directories.add(at);
          at = at.getParent()) {
        Directories.forceName(at.resolve(LOCK));
      }
    }
    append(DatasetJournal.doneLine());
  }

  /** Leaves what is in place, and nothing where nothing is. */
  @Override
  public void close() throws IOException {
    try (resources) {
      Directories.delete(own().resolve(PARTS));
      if (entries.files().isEmpty() && !found.replaced()) {
        Directories.delete(own());
        removeEmpty(isNew ? List.of(root) : List.of());
      }
    }
  }
}
