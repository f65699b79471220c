package org.kinora.dataset.lerobot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.dataset.GridCut;
import org.kinora.lib.dataset.RecordingIds;
import org.kinora.lib.dataset.VideoUnits;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.DatasetType;
import org.kinora.spi.dataset.RecordingSource;
import org.osgi.service.component.annotations.Component;

/**
 * Data sets that LeRobot loads: its layout of version 3.0 (docs/formats/lerobot.md). An episode is
 * a recording, or a part of a long one.
 */
@Component
@DatasetType(
    dataset = "lerobot",
    dataset_codecs = {"h264", "av1"},
    dataset_containers = "mp4",
    dataset_options = {
      "fps=30, whole pictures a second",
      "episode=2048s, the longest episode; longer recordings are cut",
      "width=, of pictures in pixels, even; without it the recordings'",
      "quality=75, of pictures, 0 to 100",
      "task=Do what the person does., what was to be done, in words",
      "robotType=computer, what acts"
    },
    description = "LeRobot v3.0: episodes of video with an action vector a frame")
public final class LeRobotFormat implements DatasetFormat {
  static final List<String> CODECS = List.of("h264", "av1");

  private static final int FRAME_BYTES = 50;

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    LeRobotOptions chosen = LeRobotOptions.of(options);
    RecordingIds.check(recordings);
    VideoUnits planned = new VideoUnits(chosen.rate(), chosen.episodeUs(), FRAME_BYTES, 0);
    List<Unit> units = new ArrayList<>();
    Optional<VideoFormat> common = Optional.empty();
    int episodes = 0;
    for (RecordingSource recording : recordings) {
      int first = episodes;
      int number = units.size();
      Unit unit =
          planned.unit(number, recording, Layout.data(number), i -> Layout.piece(first + i));
      units.add(unit);
      episodes += unit.pieces().size();
      if (!unit.pieces().isEmpty()) {
        VideoFormat format = video(recording.info());
        checkSize(recording.info().id(), format, common);
        common = Optional.of(format);
      }
    }
    return new DatasetPlan(chosen.values(), units);
  }

  private static VideoFormat video(RecordingInfo info) {
    return (VideoFormat) info.firstVideo().orElseThrow().format();
  }

  /** The layout has one size of pictures for all episodes. */
  private static void checkSize(String id, VideoFormat format, Optional<VideoFormat> common)
      throws IOException {
    if (common.isPresent()
        && (format.width() != common.get().width() || format.height() != common.get().height())) {
      throw LeRobotOptions.invalid(
          "recording %s has pictures of %dx%d, expected %dx%d as in the others"
              .formatted(
                  id,
                  format.width(),
                  format.height(),
                  common.get().width(),
                  common.get().height()));
    }
  }

  @Override
  public String write(DatasetPlan plan, Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    if (unit.pieces().isEmpty()) {
      return new EpisodeReport(List.of(), List.of()).text();
    }
    LeRobotOptions options = LeRobotOptions.of(plan.options());
    int firstEpisode = 0;
    long firstIndex = 0;
    for (Unit before : plan.units().subList(0, unit.number())) {
      firstEpisode += before.pieces().size();
      for (Piece piece : before.pieces()) {
        firstIndex += GridCut.frames(piece, options.rate());
      }
    }
    return new RecordingEpisodes(recording, options, directory)
        .write(unit.number(), unit.pieces(), firstEpisode, firstIndex)
        .text();
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    MetaFiles files = new MetaFiles(LeRobotOptions.of(plan.options()));
    for (String report : reports) {
      files.add(EpisodeReport.of(report));
    }
    files.write(directory);
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    return LeRobotTree.at(root).summary();
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    LeRobotCheck.run(root, faults);
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    return LeRobotTree.at(root).piece(piece);
  }
}
