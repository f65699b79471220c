package org.example.first;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.media.DatasetSummary;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetType;
import org.kinora.spi.dataset.RecordingSource;
import org.osgi.service.component.annotations.Component;

/** The file {@code first.txt} with a line for each recording, and a file with each one's times. */
@Component
@DatasetType(
    dataset = "first",
    dataset_codecs = "vp9",
    dataset_containers = "webm",
    description = "The times of all pictures")
public final class FirstDataset implements DatasetFormat {
  private static final String LIST = "first.txt";

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    if (!options.isEmpty()) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "there are no options");
    }
    List<DatasetPlan.Unit> units = new ArrayList<>();
    for (RecordingSource recording : recordings) {
      String id = recording.info().id();
      TrackIndex index = recording.index(video(recording).id());
      DatasetPlan.Piece piece = new DatasetPlan.Piece(id, index.timeUs(0), index.endUs(), "whole");
      units.add(new DatasetPlan.Unit(units.size(), id, "times", List.of(piece), 100, List.of()));
    }
    return new DatasetPlan(options, units);
  }

  private static Track video(RecordingSource recording) throws MediaException {
    return recording
        .info()
        .firstVideo()
        .orElseThrow(() -> new MediaException(MediaError.ARGUMENT_INVALID, "no pictures"));
  }

  @Override
  public String write(
      DatasetPlan plan, DatasetPlan.Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    List<String> times = new ArrayList<>();
    DatasetPlan.Piece piece = unit.pieces().get(0);
    recording.decode(
        video(recording).id(),
        piece.startUs(),
        piece.endUs(),
        frame -> times.add(Long.toString(frame.timeUs())));
    Files.write(directory.resolve(unit.recording() + ".txt"), times);
    return unit.recording();
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    Files.write(directory.resolve(LIST), reports);
  }

  private static List<String> names(Path root) throws IOException {
    if (!Files.isRegularFile(root.resolve(LIST))) {
      throw new MediaException(MediaError.FORMAT_UNKNOWN, root + " has no file " + LIST);
    }
    return Files.readAllLines(root.resolve(LIST));
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    List<String> names = names(root);
    return new DatasetSummary("first", "1", names.size(), names, 0, 0, Map.of());
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    for (String name : names(root)) {
      if (!Files.isRegularFile(root.resolve(name + ".txt"))) {
        faults.accept(new Fault(Fault.Severity.LOSS, name, "files: " + name + " is not there"));
      }
    }
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    if (!names(root).contains(piece)) {
      throw new MediaException(MediaError.DATA_RANGE_ERROR, "there is no " + piece);
    }
    List<Long> times =
        Files.readAllLines(root.resolve(piece + ".txt")).stream().map(Long::valueOf).toList();
    return new DatasetPiece(Optional.empty(), times, List.of());
  }
}
