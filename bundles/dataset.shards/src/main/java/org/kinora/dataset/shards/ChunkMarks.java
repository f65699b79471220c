package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinora.dataset.shards.ChunkView.TableView;
import org.kinora.lib.parquet.TableFile;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPiece.Mark;
import org.kinora.spi.dataset.DatasetPiece.Place;

/** A chunk as people look at it. */
final class ChunkMarks {
  private static final List<String> EVENT =
      List.of(
          "t_us",
          "frame_idx",
          "event_type",
          "state",
          "code",
          "key",
          "mouse_button",
          "mouse_x",
          "mouse_y");

  private static final List<String> POINTER = List.of("mouse_x", "mouse_y");

  private final List<Long> frames;
  private final List<Mark> marks = new ArrayList<>();

  private ChunkMarks(ChunkView chunk) throws IOException {
    frames = frames(chunk);
  }

  /** The chunk's first video, its frames, and its events; of a foreign one what is pressed. */
  static DatasetPiece of(ChunkView chunk) throws IOException {
    ChunkMarks marks = new ChunkMarks(chunk);
    Optional<TableView> raw = chunk.table(Layout.RAW);
    if (raw.isPresent()) {
      if (raw.get().isPerFrame()) {
        marks.addStates(chunk.table(Layout.FRAME_ACTIONS).orElse(raw.get()));
      } else if (raw.get().columns().keySet().containsAll(EVENT)) {
        marks.addEvents(raw.get());
      }
    }
    return new DatasetPiece(video(chunk), marks.frames, marks.marks);
  }

  private static Optional<Path> video(ChunkView chunk) {
    for (JsonNode track : chunk.metadata().path("video").path("tracks")) {
      Path file = chunk.root().resolve(track.path("path").asText()).normalize();
      if (file.startsWith(chunk.root()) && Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** From {@code frames}; where there is none, from the rate that the metadata states. */
  private static List<Long> frames(ChunkView chunk) throws IOException {
    List<Long> frames = new ArrayList<>();
    if (chunk.table(Layout.FRAMES).isPresent()) {
      chunk.rows(Layout.FRAMES, RowRules.FRAMES).forEach(row -> frames.add(row[1]));
      return frames;
    }
    double durationUs = chunk.original().path("duration").doubleValue() * 1e6;
    long count = chunk.metadata().path("chunk_size").longValue();
    for (long i = 0; i < count; i++) {
      frames.add(Math.round(durationUs * i / count));
    }
    return frames;
  }

  private void addEvents(TableView table) throws IOException {
    try (TableFile file = TableFile.open(table.file())) {
      file.read(
          EVENT,
          cells -> {
            if (cells[0] instanceof Long timeUs && cells[1] instanceof Long frame) {
              marks.add(new Mark(timeUs, frame.intValue(), text(cells), place(cells[7], cells[8])));
            }
          });
    }
  }

  /** The event, what it is about, and that it is held. */
  private static String text(@Nullable Object[] cells) {
    String about =
        cells[4] != null ? cells[4].toString() : cells[5] != null ? cells[5].toString() : "";
    String button = cells[6] != null ? cells[6].toString() : "";
    String held = "held".equals(cells[3]) ? "(held)" : "";
    return Stream.of(String.valueOf(cells[2]), about, button, held)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static Optional<Place> place(@Nullable Object x, @Nullable Object y) {
    return x instanceof Double left && y instanceof Double top
        ? Optional.of(new Place(left, top))
        : Optional.empty();
  }

  /** A mark where other buttons are pressed than in the frame before. */
  private void addStates(TableView table) throws IOException {
    List<String> columns = new ArrayList<>(buttons(table));
    int buttons = columns.size();
    boolean placed = table.columns().keySet().containsAll(POINTER);
    columns.addAll(placed ? POINTER : List.of());
    Set<String> before = new TreeSet<>();
    try (TableFile file = TableFile.open(table.file())) {
      int[] frame = {0};
      file.read(
          columns,
          cells -> {
            Set<String> down = new TreeSet<>();
            for (int i = 0; i < buttons; i++) {
              if (cells[i] instanceof Long pressed && pressed != 0) {
                down.add(columns.get(i));
              }
            }
            if (!down.isEmpty() && !down.equals(before) && frame[0] < frames.size()) {
              Optional<Place> at =
                  placed ? place(cells[buttons], cells[buttons + 1]) : Optional.empty();
              marks.add(new Mark(frames.get(frame[0]), frame[0], String.join(" ", down), at));
            }
            before.clear();
            before.addAll(down);
            frame[0]++;
          });
    }
  }

  /** The columns that say whether a button is down. */
  private static List<String> buttons(TableView table) {
    return table.columns().entrySet().stream()
        .filter(column -> column.getValue().contains(" boolean "))
        .map(Map.Entry::getKey)
        .filter(name -> !name.startsWith("is_"))
        .toList();
  }
}
