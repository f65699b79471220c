package org.kinora.engine.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.kinora.engine.Fakes;
import org.kinora.media.DatasetSummary;
import org.kinora.media.Effort;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.spi.dataset.VideoCut.Encoded;

/**
 * A layout for tests: of each second a file of its samples' bytes, or a video file, and one file
 * that lists them all. Whoever tests may fail it at any piece.
 */
final class SliceFormat implements DatasetFormat {
  private static final String INDEX = "index.txt";
  private static final long SLICE_US = 1_000_000;

  /** Called before each piece is written with the unit's number; what it throws fails that. */
  IntConsumer onPiece = unit -> {};

  Fakes.Reference<DatasetFormat> reference() {
    return new Fakes.Reference<>(Map.of("dataset", "slices", "service.ranking", 1));
  }

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    Map<String, String> all = new TreeMap<>(Map.of("cut", "bytes"));
    for (String name : options.keySet()) {
      if (!all.containsKey(name)) {
        throw new MediaException(MediaError.ARGUMENT_INVALID, "no option " + name);
      }
    }
    all.putAll(options);
    List<DatasetPlan.Unit> units = new ArrayList<>();
    for (RecordingSource recording : recordings) {
      String id = recording.info().id();
      Track video = recording.info().firstVideo().orElseThrow();
      long endUs = recording.index(video.id()).endUs();
      List<DatasetPlan.Piece> pieces = new ArrayList<>();
      for (long atUs = 0; atUs < endUs; atUs += SLICE_US) {
        pieces.add(
            new DatasetPlan.Piece(
                id + "-" + pieces.size(),
                atUs,
                Math.min(endUs, atUs + SLICE_US),
                all.getOrDefault("cut", "")));
      }
      units.add(
          new DatasetPlan.Unit(units.size(), id, "part " + id, pieces, 1000, List.of("a note")));
    }
    return new DatasetPlan(all, units);
  }

  @Override
  public String write(
      DatasetPlan plan, DatasetPlan.Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    int track = recording.info().firstVideo().orElseThrow().id();
    Path folder = Files.createDirectories(directory.resolve("part").resolve(unit.recording()));
    int pictures = 0;
    for (DatasetPlan.Piece piece : unit.pieces()) {
      onPiece.accept(unit.number());
      pictures +=
          piece.cut().equals("video")
              ? video(recording, track, piece, folder.resolve(piece.name() + ".mp4"))
              : bytes(recording, track, piece, folder.resolve(piece.name() + ".bin"));
    }
    return unit.recording() + " " + pictures;
  }

  private static int bytes(RecordingSource recording, int track, DatasetPlan.Piece piece, Path file)
      throws IOException {
    int[] pictures = {0};
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      recording.read(
          track,
          piece.startUs(),
          piece.endUs(),
          (info, data) -> {
            pictures[0]++;
            ByteBuffer all = ByteBuffer.allocate(data.remaining()).put(data).flip();
            out.write(all);
          });
    }
    return pictures[0];
  }

  private static int video(RecordingSource recording, int track, DatasetPlan.Piece piece, Path file)
      throws IOException {
    int[] pictures = {0};
    VideoCut.Making making =
        new Encoded(
            List.of("h264"),
            Optional.of(new FrameRate(10, 1)),
            OptionalInt.empty(),
            SLICE_US / 2,
            50,
            Effort.DRAFT);
    recording.cut(
        new VideoCut(track, piece.startUs(), piece.endUs(), "mp4", making),
        file,
        (time, duration, source, key) -> pictures[0]++);
    return pictures[0];
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    onPiece.accept(-1);
    Files.writeString(directory.resolve(INDEX), String.join("\n", reports) + "\n");
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    if (!Files.exists(root.resolve(INDEX))) {
      throw new MediaException(MediaError.FORMAT_UNKNOWN, "there is no " + INDEX);
    }
    List<String> pieces;
    try (Stream<Path> all = Files.walk(root.resolve("part"))) {
      pieces =
          all.filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .map(name -> name.substring(0, name.lastIndexOf('.')))
              .sorted()
              .toList();
    }
    return new DatasetSummary("slices", "1", 1, pieces, SLICE_US * pieces.size(), 0, Map.of());
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    if (Files.size(root.resolve(INDEX)) == 0) {
      faults.accept(new Fault(Fault.Severity.LOSS, INDEX, "index: it is empty"));
    }
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    String id = piece.substring(0, Math.max(0, piece.lastIndexOf('-')));
    Path file = root.resolve("part").resolve(id).resolve(piece + ".mp4");
    if (!Files.exists(file)) {
      throw new MediaException(MediaError.DATA_RANGE_ERROR, "there is no piece " + piece);
    }
    List<Long> frames = new ArrayList<>();
    FrameRate rate = new FrameRate(10, 1);
    for (int i = 0; i < 10; i++) {
      frames.add(rate.timeUs(i));
    }
    DatasetPiece.Mark mark =
        new DatasetPiece.Mark(
            310_000, 3, "mousedown left", Optional.of(new DatasetPiece.Place(40, 30)));
    return new DatasetPiece(Optional.of(file), frames, List.of(mark));
  }
}
