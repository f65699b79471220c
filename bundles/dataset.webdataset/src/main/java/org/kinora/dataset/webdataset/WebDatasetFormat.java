package org.kinora.dataset.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kinora.lib.dataset.FileCheck;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.dataset.RecordingIds;
import org.kinora.lib.dataset.VideoUnits;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.DatasetType;
import org.kinora.spi.dataset.RecordingSource;
import org.osgi.service.component.annotations.Component;

/**
 * Data sets that WebDataset streams: tar files in which what belongs to a piece stands together
 * under one name (docs/formats/webdataset.md).
 */
@Component
@DatasetType(
    dataset = "webdataset",
    dataset_codecs = {"h264", "av1"},
    dataset_containers = "mp4",
    dataset_options = {
      "piece=10s, how long a piece is",
      "fps=30, whole pictures a second",
      "width=, of pictures in pixels, even; without it the recordings'",
      "quality=75, of pictures, 0 to 100",
      "samples=1000, how many pieces a shard holds"
    },
    description = "WebDataset: tar shards of video, description and events a piece")
public final class WebDatasetFormat implements DatasetFormat {
  static final List<String> CODECS = List.of("h264", "av1");

  private static final int SAMPLE_BYTES = 4_000;

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    WebOptions chosen = WebOptions.of(options);
    RecordingIds.check(recordings);
    VideoUnits planned = new VideoUnits(chosen.rate(), chosen.pieceUs(), 0, SAMPLE_BYTES);
    List<Unit> units = new ArrayList<>();
    int shard = 0;
    for (RecordingSource recording : recordings) {
      String id = recording.info().id();
      Unit unit = planned.unit(units.size(), recording, Shards.name(shard), i -> Shards.key(id, i));
      units.add(unit);
      shard += shards(unit, chosen);
    }
    return new DatasetPlan(chosen.values(), units);
  }

  private static int shards(Unit unit, WebOptions options) {
    return (unit.pieces().size() + options.samples() - 1) / options.samples();
  }

  @Override
  public String write(DatasetPlan plan, Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    WebOptions options = WebOptions.of(plan.options());
    if (!unit.pieces().isEmpty()) {
      int firstShard = 0;
      for (Unit before : plan.units().subList(0, unit.number())) {
        firstShard += shards(before, options);
      }
      new RecordingShards(recording, options, directory).write(unit.pieces(), firstShard);
    }
    return new String(new Manifest().bytes(Manifest.of(directory)), UTF_8);
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    Manifest manifest = new Manifest();
    List<Manifest.Entry> files = new ArrayList<>();
    for (String report : reports) {
      files.addAll(manifest.entries(report));
    }
    Files.writeString(directory.resolve(Shards.CARD), Shards.card());
    files.addAll(Manifest.of(directory));
    Files.write(directory.resolve(Manifest.FILE), manifest.bytes(files));
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    return new Shards(root).summary();
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    Shards shards = new Shards(root);
    FileCheck.run(root, faults);
    shards.verify(faults);
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    return new Shards(root).piece(piece);
  }
}
