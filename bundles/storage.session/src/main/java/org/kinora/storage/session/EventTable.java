package org.kinora.storage.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.parquet.TableFile;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaException;

/** The table of events, which the recorder leaves twice: as Parquet, and as text. */
final class EventTable {
  /** Those that say something; the others repeat the metadata. */
  private static final List<String> COLUMNS =
      List.of(
          "t_ns",
          "is_duplicate",
          "event_type",
          "stream",
          "key_code",
          "mouse_x",
          "mouse_y",
          "mouse_button",
          "delta",
          "frame_ref",
          "metadata");

  private EventTable() {}

  /** Reads the first of the two files that can be read; without either nothing is known. */
  static Timeline read(SessionFolder folder, InputRows input, Faults faults) throws IOException {
    Optional<Path> table = folder.file(SessionFolder.TABLE);
    Optional<Path> text = folder.file(SessionFolder.TABLE_AS_TEXT);
    if (table.isPresent()) {
      try {
        Timeline timeline = new Timeline(SessionFolder.TABLE, input, faults);
        readParquet(table.get(), timeline::add);
        return timeline;
      } catch (MediaException e) {
        faults.add(Severity.WARNING, SessionFolder.TABLE, e::getMessage);
      }
    } else if (text.isPresent()) {
      faults.add(Severity.WARNING, SessionFolder.TABLE, () -> "it is not there");
    }
    Timeline timeline = new Timeline(SessionFolder.TABLE_AS_TEXT, input, faults);
    if (text.isPresent()) {
      readText(text.get(), timeline::add, faults);
    } else {
      faults.add(
          Severity.LOSS,
          folder.name(),
          () ->
              "neither %s nor %s can be read: nobody knows what was done, nor when pictures were taken"
                  .formatted(SessionFolder.TABLE, SessionFolder.TABLE_AS_TEXT));
    }
    return timeline;
  }

  private static void readParquet(Path file, Row.Sink sink) throws IOException {
    try (TableFile table = TableFile.open(file)) {
      List<String> names = COLUMNS.stream().filter(table.columns()::containsKey).toList();
      Map<String, Integer> places = places(names);
      table.read(names, cells -> sink.accept(new Row(places, cells)));
    }
  }

  /** Reads as far as records are whole. */
  private static void readText(Path file, Row.Sink sink, Faults faults) throws IOException {
    try (CsvFile table = new CsvFile(file)) {
      List<String> names = table.next().orElse(List.of());
      Map<String, Integer> places = places(names);
      long number = 0;
      for (Optional<List<String>> record = table.next();
          record.isPresent();
          record = table.next(), number++) {
        if (record.get().size() == names.size()) {
          sink.accept(new Row(places, record.get().toArray()));
        } else {
          String what =
              "row %d is left out: %d fields, expected %d"
                  .formatted(number, record.get().size(), names.size());
          faults.add(Severity.LOSS, SessionFolder.TABLE_AS_TEXT, () -> what);
        }
      }
      if (table.isTorn()) {
        String what = "it ends within row " + number;
        faults.add(Severity.LOSS, SessionFolder.TABLE_AS_TEXT, () -> what);
      }
    } catch (MediaException e) {
      faults.add(Severity.LOSS, SessionFolder.TABLE_AS_TEXT, e::getMessage);
    }
  }

  private static Map<String, Integer> places(List<String> names) {
    Map<String, Integer> places = new HashMap<>();
    for (String name : names) {
      places.putIfAbsent(name, places.size());
    }
    return places;
  }
}
