package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.kinora.catalog.Removal;
import org.kinora.catalog.RetentionReport;
import org.kinora.catalog.database.Retention.Due;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is due: first the pieces are marked, then their files deleted, then their rows. Who
 * is killed in between leaves marks, which a {@link Rescan} takes care of.
 */
final class RetentionRun {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionRun.class);

  private final Database database;
  private final RootPaths paths;
  private final Retention retention;
  private final List<Due> erased = new ArrayList<>();
  private final List<Due> failed = new ArrayList<>();

  RetentionRun(Database database, RootPaths paths, Retention retention) {
    this.database = database;
    this.paths = paths;
    this.retention = retention;
  }

  RetentionReport run(boolean dryRun) throws IOException {
    List<Due> due = retention.due().stream().filter(one -> one.obstacle().isEmpty()).toList();
    List<Due> kept = retention.due().stream().filter(one -> one.obstacle().isPresent()).toList();
    if (dryRun) {
      erased.addAll(due);
    } else if (!due.isEmpty()) {
      mark(due, true);
      erase(due);
    }
    long freed = erased.stream().mapToLong(Due::allocatedBytes).sum();
    return new RetentionReport(
        erased.stream().map(this::removal).toList(),
        kept.stream().map(this::removal).toList(),
        failed.stream().map(this::removal).toList(),
        retention.bytesBefore(),
        retention.bytesBefore() - freed);
  }

  private void mark(List<Due> pieces, boolean removing) throws IOException {
    database.write(
        connection -> {
          table(connection).mark(pieces.stream().map(one -> one.piece().id()).toList(), removing);
          return pieces;
        });
  }

  private void erase(List<Due> due) throws IOException {
    boolean cancelled = false;
    List<Due> left = new ArrayList<>();
    for (Due one : due) {
      cancelled |= Thread.interrupted();
      if (cancelled) {
        left.add(one);
      } else {
        erase(one, left);
      }
    }
    forget();
    if (!left.isEmpty()) {
      mark(left, false);
    }
    if (cancelled) {
      Thread.currentThread().interrupt();
      throw new MediaException(
          MediaError.CANCELLED,
          "retention was cancelled after %d of %d deletions".formatted(erased.size(), due.size()));
    }
  }

  private void erase(Due one, List<Due> left) {
    try {
      checkEarlierPiecesAreGone(one);
      checkUnchanged(one);
      if (one.whole()) {
        Eraser.erase(paths.root(), recording(one));
      } else {
        Eraser.eraseFiles(paths.root(), files(one));
      }
      erased.add(one);
      LOG.info("retention deleted {} {}", one.entry().path(), one.piece().files());
    } catch (IOException e) {
      LOG.warn("retention cannot delete {} {}", one.entry().path(), one.piece().files(), e);
      failed.add(one.kept("it cannot be deleted: " + e.getMessage()));
      left.add(one);
    }
  }

  /** The last piece takes the directory with it, and whatever still stands there. */
  private void checkEarlierPiecesAreGone(Due one) throws IOException {
    String path = one.entry().path();
    if (one.whole() && failed.stream().anyMatch(other -> other.entry().path().equals(path))) {
      throw new IOException("an earlier piece of it stays");
    }
  }

  /** What changed since it was looked at is in use again. */
  private void checkUnchanged(Due one) throws IOException {
    FileTotals now =
        one.whole() ? FileTotals.of(recording(one)) : FileTotals.of(recording(one), files(one));
    if (now.fingerprint() != (one.whole() ? rest(one.entry()) : one.piece().fingerprint())) {
      throw new IOException("it has changed meanwhile");
    }
  }

  /** The fingerprint of a recording without the pieces that were deleted. */
  private long rest(Entry entry) {
    return entry.files().fingerprint()
        - erased.stream()
            .filter(one -> one.entry().path().equals(entry.path()))
            .mapToLong(one -> one.piece().fingerprint())
            .sum();
  }

  private void forget() throws IOException {
    database.write(
        connection -> {
          EntryTable table = table(connection);
          table.removePieces(
              erased.stream().filter(one -> !one.whole()).map(one -> one.piece().id()).toList());
          table.remove(erased.stream().filter(Due::whole).map(one -> one.entry().path()).toList());
          return erased;
        });
  }

  private List<Path> files(Due one) {
    return paths.paths(one.piece().files());
  }

  private Path recording(Due one) {
    return paths.path(one.entry().path());
  }

  private EntryTable table(Connection connection) {
    return new EntryTable(connection, paths.root().toString());
  }

  private Removal removal(Due one) {
    return new Removal(
        one.entry().stream(),
        recording(one),
        one.whole() && one.obstacle().isEmpty() ? List.of() : files(one),
        Times.instant(one.piece().endedUs()),
        one.allocatedBytes(),
        one.obstacle());
  }
}
