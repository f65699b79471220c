package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.DatasetSummary;
import org.kinora.media.Fault;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPiece.Mark;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.tck.contract.DatasetExport.Order;
import org.kinora.tck.support.Ffmpeg;

/** The contract of {@link DatasetFormat}: the same data set every time, and one that is checked. */
public abstract class DatasetFormatContract extends DatasetRefusalRules {
  /** For a subclass. */
  protected DatasetFormatContract() {}

  private DatasetExport export(Map<String, String> options, Order order, Path dir)
      throws Exception {
    return DatasetExport.write(format(), recordings(), options, order, dir);
  }

  @Test
  void plan_sameRecordings_isEqualAndNamesAllItsOptions() throws IOException {
    for (Map<String, String> options : optionSets()) {
      DatasetPlan plan = format().plan(recordings(), options);
      assertEquals(plan, format().plan(recordings(), options));
      assertEquals(plan, format().plan(recordings(), plan.options()), "its own options");
      assertTrue(plan.options().entrySet().containsAll(options.entrySet()), "what was asked for");
    }
  }

  @Test
  void plan_units_areTheRecordingsAndTheirPiecesFollowEachOther() throws IOException {
    for (Map<String, String> options : optionSets()) {
      DatasetPlan plan = format().plan(recordings(), options);
      assertEquals(recordings().size(), plan.units().size());
      Set<String> names = new HashSet<>();
      for (Unit unit : plan.units()) {
        RecordingSource recording = recordings().get(unit.number());
        assertEquals(recording.info().id(), unit.recording());
        assertFalse(unit.pieces().isEmpty(), unit.recording() + " is left out");
        assertTrue(unit.estimatedBytes() > 0, unit.recording() + " takes nothing");
        long endUs = 0;
        for (Piece piece : unit.pieces()) {
          assertTrue(names.add(piece.name()), () -> "two pieces " + piece.name());
          assertTrue(piece.startUs() >= endUs, () -> piece + " begins before the one before ends");
          endUs = piece.endUs();
        }
      }
    }
  }

  @Test
  void write_anyOrderAndAtOnce_sameBytes(@TempDir Path dir) throws Exception {
    for (Map<String, String> options : optionSets()) {
      Path at = dir.resolve("set" + optionSets().indexOf(options));
      DatasetExport first = export(options, Order.FORWARD, at.resolve("1"));
      for (Order order : Order.values()) {
        DatasetExport again = export(options, order, at.resolve("again-" + order));
        assertEquals(first.all(), again.all(), () -> "files, " + order);
        assertEquals(first.reports(), again.reports(), () -> "reports, " + order);
        for (String file : first.all()) {
          assertEquals(
              -1,
              Files.mismatch(first.root().resolve(file), again.root().resolve(file)),
              () -> file + ", " + order);
        }
      }
    }
  }

  @Test
  void write_toTheEnd_leavesNothingOpen(@TempDir Path dir) throws Exception {
    DatasetExport export = export(optionSets().get(0), Order.FORWARD, dir.resolve("set"));
    format().verify(export.root(), fault -> {});
    for (String piece : format().summary(export.root()).pieces()) {
      format().piece(export.root(), piece);
    }
    assertEquals(List.of(), OpenFiles.below(dir));
  }

  @Test
  void verify_whatWasWritten_findsNothing(@TempDir Path dir) throws Exception {
    for (Map<String, String> options : optionSets()) {
      DatasetExport export =
          export(options, Order.FORWARD, dir.resolve("set" + optionSets().indexOf(options)));
      Snapshot before = Snapshot.of(export.root());
      assertEquals(List.of(), faults(export.root()), () -> "with " + options);
      assertEquals(before, Snapshot.of(export.root()), "verify changes nothing");
    }
  }

  @Test
  void verify_damagedFile_isNoticed(@TempDir Path dir) throws Exception {
    DatasetExport export = export(optionSets().get(0), Order.FORWARD, dir.resolve("set"));
    Cells cells = new Cells();
    for (List<String> files : export.files()) {
      for (String file : files) {
        for (DatasetDamage damage : DatasetDamage.values()) {
          if (knowsEveryByte() || damage.isCoarse()) {
            cells.run(damage + " of " + file, () -> damaged(export.root(), file, damage));
          }
        }
      }
    }
    cells.assertNoneFailed();
  }

  private void damaged(Path root, String name, DatasetDamage damage) throws IOException {
    Path file = root.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    damage.apply(file, whole);
    try {
      List<Fault> found = faults(root);
      assertFalse(found.isEmpty(), "nothing is found");
      for (Fault fault : found) {
        assertTrue(
            fault.message().matches("(?s)[a-z][a-z0-9._-]*: .+"),
            () -> "a breach begins with its rule's name: " + fault);
      }
    } finally {
      Files.write(file, whole);
    }
  }

  private List<Fault> faults(Path root) throws IOException {
    List<Fault> found = new ArrayList<>();
    format().verify(root, found::add);
    return found;
  }

  @Test
  void summary_whatWasWritten_isThePlan(@TempDir Path dir) throws Exception {
    for (Map<String, String> options : optionSets()) {
      DatasetExport export =
          export(options, Order.FORWARD, dir.resolve("set" + optionSets().indexOf(options)));
      // What an exporter keeps beside a data set does not belong to it.
      Path journal = Files.createDirectory(export.root().resolve(".kinora"));
      Files.writeString(journal.resolve("journal.jsonl"), "{}");
      DatasetSummary summary = format().summary(export.root());
      assertEquals(name(), summary.format());
      assertEquals(recordings().size(), summary.recordings());
      List<Piece> pieces = pieces(export);
      assertEquals(pieces.stream().map(Piece::name).sorted().toList(), summary.pieces());
      assertEquals(
          pieces.stream().mapToLong(piece -> piece.endUs() - piece.startUs()).sum(),
          summary.durationUs());
      assertEquals(List.of(), faults(export.root()), "with a journal beside it");
      long bytes = 0;
      for (String file : export.all()) {
        bytes += file.startsWith(".") ? 0 : Files.size(export.root().resolve(file));
      }
      assertEquals(bytes, summary.sizeBytes());
    }
  }

  private static List<Piece> pieces(DatasetExport export) {
    return export.plan().units().stream().flatMap(unit -> unit.pieces().stream()).toList();
  }

  @Test
  void piece_each_hasThePicturesOfItsFileAndWhatWasDone(@TempDir Path dir) throws Exception {
    for (Map<String, String> options : optionSets()) {
      DatasetExport export =
          export(options, Order.FORWARD, dir.resolve("set" + optionSets().indexOf(options)));
      Cells cells = new Cells();
      int marks = 0;
      for (Piece planned : pieces(export)) {
        DatasetPiece piece = format().piece(export.root(), planned.name());
        marks += piece.marks().size();
        cells.run(planned.name(), () -> assertIsSound(piece, planned, dir));
      }
      cells.assertNoneFailed();
      assertTrue(marks > 0, "nothing was done in any piece");
    }
  }

  private void assertIsSound(DatasetPiece piece, Piece planned, Path scratch) throws IOException {
    long durationUs = planned.endUs() - planned.startUs();
    assertEquals(0, piece.frames().get(0), "the first picture");
    assertEquals(new TreeSet<>(piece.frames()).stream().toList(), piece.frames(), "rising");
    assertTrue(piece.frames().get(piece.frames().size() - 1) < durationUs, "the last picture");
    long beforeUs = 0;
    for (Mark mark : piece.marks()) {
      assertTrue(mark.timeUs() >= beforeUs && mark.timeUs() < durationUs, mark::toString);
      long shown = piece.frames().stream().filter(frame -> frame <= mark.timeUs()).count() - 1;
      assertEquals(shown, mark.frame(), mark::toString);
      assertFalse(mark.text().isBlank(), mark::toString);
      beforeUs = mark.timeUs();
    }
    if (piece.video().isPresent()) {
      Path film = film(piece.video().get(), scratch);
      List<JsonNode> packets = Ffmpeg.packets(Ffmpeg.probe(film), 0);
      assertEquals(packets.size(), piece.frames().size(), "pictures of the file");
    }
  }

  @Test
  void piece_events_areMarksAtTheirTimes(@TempDir Path dir) throws Exception {
    DatasetExport export = export(optionSets().get(0), Order.FORWARD, dir.resolve("set"));
    Set<Long> recorded =
        recording().samples(DatasetRecording.EVENTS).stream()
            .map(sample -> sample.info().timeUs())
            .collect(Collectors.toSet());
    int found = 0;
    for (Piece planned : export.plan().units().get(0).pieces()) {
      for (Mark mark : format().piece(export.root(), planned.name()).marks()) {
        found += recorded.contains(planned.startUs() + mark.timeUs()) ? 1 : 0;
      }
    }
    if (keepsEvents()) {
      assertTrue(found >= recorded.size(), found + " of " + recorded.size() + " events");
    }
  }
}
