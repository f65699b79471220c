package org.kinora.catalog.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kinora.catalog.RetentionReport;

/**
 * What changes on the disk, or ends the process, between a scan and what is deleted after it: the
 * same on every database.
 */
abstract class InterruptedRetentionContract extends RetentionSetup {
  @Test
  void retain_fileCameAfterTheScanWithAnOldTime_keepsTheLastAndItsDirectory() throws IOException {
    Path old = tape("a.roll", 9, 8, true);
    Path last = tape("a.roll", 8, 7, true);
    Retention due = due();
    Path restored = tape("a.roll", 20, 19, true);
    RetentionReport report = new RetentionRun(database(), new RootPaths(root), due).run(false);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(last) && Files.exists(restored));
    assertEquals(
        Optional.of("it cannot be deleted: it has changed meanwhile"),
        report.failed().get(0).obstacle());
  }

  @Test
  void retain_fileReplacedAfterTheScanAtTheSameTime_stays() throws IOException {
    Path replaced = tape("a.roll", 9, 8, true);
    Path last = tape("a.roll", 8, 7, true);
    Retention due = due();
    Tape.write(replaced, 1);
    RetentionReport report = new RetentionRun(database(), new RootPaths(root), due).run(false);
    assertEquals(List.of(), report.removed());
    assertTrue(Files.exists(replaced) && Files.exists(last));
  }

  /** Everything, as a scan finds it now. */
  private Retention due() throws IOException {
    archive().rescan(false, progress -> {});
    try (Database database = database()) {
      return database.read(
          connection ->
              new Retention(
                  new EntryTable(connection, root.toString()).all().values(),
                  maxBytes(0),
                  Times.us(NOW)));
    }
  }

  @Test
  void rescan_killedAfterTheMark_clearsItOrFinishes() throws IOException {
    Path whole = tape("a.roll", 9, 8, true);
    Path half = tape("b.roll", 9, 8, true);
    Path last = tape("b.roll", 8, 7, true);
    archive().rescan(false, progress -> {});
    markAll();
    Files.delete(half);
    Path leftover = Files.createDirectory(root.resolve(".rec.kinora-deleted"));
    Files.writeString(leftover.resolve("data"), "x");
    archive().rescan(false, progress -> {});
    assertTrue(Files.exists(whole) && Files.exists(last));
    assertFalse(Files.exists(leftover));
    assertEquals(2, archive().recordings().size());
    assertEquals(List.of(), marked());
  }

  @Test
  void rescan_killedAfterTheMarkAndFileWrittenAnew_keepsIt() throws IOException {
    Path anew = tape("a.roll", 9, 8, true);
    archive().rescan(false, progress -> {});
    markAll();
    try (Database database = database()) {
      database.write(
          connection -> { // a second file of the segment, which is gone
            String add = "INSERT INTO segment_file (segment_id, path) SELECT id, ? FROM segment";
            try (var insert = EntryTable.prepare(connection, add, "a.roll/gone")) {
              return insert.executeUpdate();
            }
          });
    }
    Files.setLastModifiedTime(anew, FileTime.from(NOW));
    archive().rescan(false, progress -> {});
    assertTrue(Files.exists(anew));
    assertEquals(List.of(), marked());
  }

  private void markAll() throws IOException {
    try (Database database = database()) {
      database.write(
          connection -> {
            EntryTable table = new EntryTable(connection, root.toString());
            List<Long> ids = new ArrayList<>();
            table.all().values().forEach(e -> e.pieces().forEach(piece -> ids.add(piece.id())));
            table.mark(ids, true);
            return ids;
          });
    }
  }

  private List<Entry> marked() throws IOException {
    try (Database database = database()) {
      return database.read(
          connection ->
              new EntryTable(connection, root.toString())
                  .all().values().stream()
                      .filter(e -> e.pieces().stream().anyMatch(Entry.Piece::removing))
                      .toList());
    }
  }

  private Database database() throws IOException {
    return new Database(
        DatabaseAddress.of(login.url(), login.user(), login.password(), root),
        Schema.CURRENT,
        Database.USUAL_WAIT);
  }
}
