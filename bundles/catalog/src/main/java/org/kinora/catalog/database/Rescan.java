package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.kinora.catalog.RescanReport;
import org.kinora.catalog.ScanProgress;
import org.kinora.catalog.database.Entry.Piece;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * One comparison of the disk with the database. The database is not held while recordings are
 * opened: what was found is written in batches.
 */
final class Rescan {
  private static final int BATCH = 100;
  private static final String UNFINISHED_SUFFIX = ".part";

  private final Database database;
  private final Examiner examiner;
  private final RootPaths paths;
  private final boolean everything;
  private final Consumer<ScanProgress> progress;
  private final Map<String, Entry> known;
  private final Set<String> seen = new HashSet<>();
  private final List<Entry> batch = new ArrayList<>();
  private final List<Path> added = new ArrayList<>();
  private final List<Path> changed = new ArrayList<>();
  private final List<Path> broken = new ArrayList<>();
  private int opened;
  private int unchanged;

  Rescan(Database database, Examiner examiner, boolean everything, Consumer<ScanProgress> progress)
      throws IOException {
    this.database = database;
    this.examiner = examiner;
    this.paths = examiner.paths();
    this.everything = everything;
    this.progress = progress;
    known = database.read(connection -> table(connection).all());
  }

  private EntryTable table(Connection connection) {
    return new EntryTable(connection, paths.root().toString());
  }

  RescanReport run() throws IOException {
    finishRemovals();
    try {
      if (Files.isDirectory(paths.root())) {
        visit(children(paths.root()));
      }
      checkNotCancelled();
    } catch (IOException e) {
      keepWhatWasSeen(e);
      throw e;
    }
    flush();
    List<String> gone = known.keySet().stream().filter(path -> !seen.contains(path)).toList();
    if (!gone.isEmpty()) {
      database.write(
          connection -> {
            table(connection).remove(gone);
            return gone;
          });
    }
    return new RescanReport(added, changed, paths.paths(gone), broken, unchanged);
  }

  /** Writes the last batch; the embedded database does not work on an interrupted thread. */
  private void keepWhatWasSeen(IOException failure) {
    boolean interrupted = Thread.interrupted();
    try {
      flush();
    } catch (IOException e) {
      failure.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Looks at deletions that were begun and not ended. A recording moves away at once or not at all.
   * Of a segment, files may be left: those are deleted; if all are left, nothing was done yet. What
   * changed since it was marked is in use again, as in a database restored from a backup.
   */
  private void finishRemovals() throws IOException {
    List<Long> ended = new ArrayList<>();
    for (Entry entry : known.values()) {
      for (Piece piece : entry.pieces()) {
        if (piece.removing() && finishRemoval(piece)) {
          ended.add(piece.id());
        }
      }
    }
    if (!ended.isEmpty()) {
      database.write(
          connection -> {
            table(connection).mark(ended, false);
            return ended;
          });
    }
  }

  private boolean finishRemoval(Piece piece) {
    List<Path> files = paths.paths(piece.files());
    if (files.stream().allMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))) {
      return true;
    }
    try {
      if (FileTotals.of(paths.root(), files).modifiedUs() <= piece.modifiedUs()) {
        Eraser.eraseFiles(paths.root(), files);
      }
      return true;
    } catch (IOException e) {
      return false; // it stays marked, and the next rescan tries again
    }
  }

  private void visit(List<Path> children) throws IOException {
    for (Path child : children) {
      checkNotCancelled();
      String name = child.getFileName().toString();
      if (Eraser.isLeftover(name)) {
        Eraser.eraseTree(child);
      } else if (!name.startsWith(".")
          && !name.endsWith(UNFINISHED_SUFFIX)
          && !Files.isSymbolicLink(child)) {
        look(child);
      }
    }
  }

  private static void checkNotCancelled() throws MediaException {
    if (Thread.currentThread().isInterrupted()) {
      throw new MediaException(MediaError.CANCELLED, "the rescan was cancelled");
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    children.sort(null);
    return children;
  }

  private void look(Path path) throws IOException {
    String name = paths.name(path);
    Entry before = known.get(name);
    if (before != null && !before.isBroken() && !everything) {
      if (FileTotals.of(path).fingerprint() == before.files().fingerprint()) {
        seen.add(name);
        unchanged++;
        return;
      }
    }
    progress.accept(new ScanProgress(seen.size(), opened, path));
    Optional<Entry> entry = examiner.examine(path);
    if (entry.isPresent()) {
      opened++;
      found(path, entry.get());
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      descend(path);
    }
  }

  /** A directory that cannot be listed hides its recordings; it stands for them. */
  private void descend(Path directory) throws IOException {
    List<Path> children;
    try {
      children = children(directory);
    } catch (IOException e) {
      String problem = MediaError.IO_ERROR + ": " + e;
      found(directory, examiner.broken(directory, FileTotals.NOTHING, problem));
      return;
    }
    visit(children);
  }

  private void found(Path path, Entry entry) throws IOException {
    seen.add(entry.path());
    Entry before = known.get(entry.path());
    if (entry.isBroken()) {
      broken.add(path);
    }
    if (before == null) {
      added.add(path);
    } else if (before.asFound().equals(entry)) {
      unchanged++;
      return;
    } else {
      changed.add(path);
    }
    batch.add(entry);
    if (batch.size() >= BATCH) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    database.write(
        connection -> {
          table(connection).replace(batch);
          return batch;
        });
    batch.clear();
  }
}
