package org.kinora.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.kinora.media.DatasetSummary;
import org.kinora.media.Effort;
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
import org.kinora.spi.dataset.VideoCut.Copied;
import org.kinora.spi.dataset.VideoCut.Encoded;
import org.kinora.spi.dataset.VideoCut.Making;

/** Video files of twenty seconds and nothing beside them, so that only cutting is measured. */
final class ChunkFormat implements DatasetFormat {
  static final String NAME = "chunks";

  /** The option that is the files' container; H.264 is encoded for mp4, all else copied. */
  static final String CONTAINER = "container";

  private static final long CHUNK_US = 20_000_000;
  private static final long GROUP_US = 500_000;
  private static final Making EXACT =
      new Encoded(
          List.of("h264"),
          Optional.of(new FrameRate(30, 1)),
          OptionalInt.empty(),
          GROUP_US,
          50,
          Effort.BALANCED);

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    List<DatasetPlan.Unit> units = new ArrayList<>();
    for (RecordingSource recording : recordings) {
      Track video = recording.info().firstVideo().orElseThrow();
      long endUs = recording.index(video.id()).endUs();
      List<DatasetPlan.Piece> pieces = new ArrayList<>();
      for (long atUs = 0; atUs < endUs; atUs += CHUNK_US) {
        String name = recording.info().id() + "-" + pieces.size();
        pieces.add(
            new DatasetPlan.Piece(
                name, atUs, Math.min(endUs, atUs + CHUNK_US), options.getOrDefault(CONTAINER, "")));
      }
      units.add(
          new DatasetPlan.Unit(units.size(), recording.info().id(), "", pieces, 0, List.of()));
    }
    return new DatasetPlan(options, units);
  }

  @Override
  public String write(
      DatasetPlan plan, DatasetPlan.Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    int track = recording.info().firstVideo().orElseThrow().id();
    for (DatasetPlan.Piece piece : unit.pieces()) {
      Making making = piece.cut().equals("mp4") ? EXACT : new Copied();
      recording.cut(
          new VideoCut(track, piece.startUs(), piece.endUs(), piece.cut(), making),
          directory.resolve(piece.name() + "." + piece.cut()),
          (time, duration, source, key) -> {});
    }
    return "";
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory) {}

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    throw new MediaException(MediaError.FORMAT_UNKNOWN, "chunks are not looked at");
  }

  @Override
  public void verify(Path root, FaultSink faults) {}

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    throw new MediaException(MediaError.DATA_RANGE_ERROR, "chunks are not looked at");
  }
}
