package org.example.frames;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetPiece;

/** What changed from line to line. */
final class Marks {
  private Marks() {}

  /** A recording as people look at it. */
  static DatasetPiece of(Path home) throws IOException {
    List<Long> frames = new ArrayList<>();
    List<DatasetPiece.Mark> marks = new ArrayList<>();
    FrameLine before = new FrameLine(-1, 0, List.of(), List.of(), Optional.empty());
    Path file = home.resolve(FramesFormat.LINES);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        FrameLine line = parse(file, frames.size(), text);
        frames.add(line.timeUs());
        add(before, line, marks);
        before = line;
      }
    }
    return new DatasetPiece(Optional.of(home.resolve(FramesFormat.VIDEO)), frames, marks);
  }

  private static FrameLine parse(Path file, int number, String text) throws MediaException {
    try {
      return FrameLine.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR, file + ", line " + (number + 1) + ": " + e.getMessage(), e);
    }
  }

  private static void add(FrameLine before, FrameLine now, List<DatasetPiece.Mark> marks) {
    Optional<DatasetPiece.Place> place =
        now.pointer().map(at -> new DatasetPiece.Place(at.x(), at.y()));
    Consumer<String> mark =
        text -> marks.add(new DatasetPiece.Mark(now.timeUs(), now.frame(), text, place));
    without(now.keys(), before.keys()).forEach(key -> mark.accept("keydown " + key));
    without(before.keys(), now.keys()).forEach(key -> mark.accept("keyup " + key));
    without(now.buttons(), before.buttons()).forEach(button -> mark.accept("mousedown " + button));
    without(before.buttons(), now.buttons()).forEach(button -> mark.accept("mouseup " + button));
  }

  private static <T> List<T> without(List<T> these, List<T> those) {
    return these.stream().filter(each -> !those.contains(each)).toList();
  }
}
