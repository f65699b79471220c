package org.kinora.dataset.lerobot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.kinora.dataset.lerobot.EpisodeReport.Episode;
import org.kinora.lib.dataset.FrameInput;
import org.kinora.lib.dataset.GridCut;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.dataset.RecordedEvents;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.parquet.TableWriter;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;

/** Writes the episodes of one recording, in the order of time. One thread. */
final class RecordingEpisodes {
  /** Half a second from key frame to key frame: any picture is found with little decoding. */
  private static final long GROUP_US = 500_000;

  private final RecordingSource recording;
  private final LeRobotOptions options;
  private final FrameRate rate;
  private final Track video;
  private final Path directory;
  private final FrameInput input = new FrameInput();
  private List<InputEvent> events = List.of();
  private int next;

  RecordingEpisodes(RecordingSource recording, LeRobotOptions options, Path directory) {
    this.recording = recording;
    this.options = options;
    rate = options.rate();
    video = recording.info().firstVideo().orElseThrow();
    this.directory = directory;
  }

  /**
   * Writes them all.
   *
   * @param firstEpisode the number of the first one in the data set
   * @param firstIndex the number of its first frame
   */
  EpisodeReport write(int number, List<Piece> pieces, int firstEpisode, long firstIndex)
      throws IOException {
    RecordedEvents recorded = new RecordedEvents(recording);
    long startUs = pieces.get(0).startUs();
    events = recorded.read(recorded.firstUs(startUs), pieces.get(pieces.size() - 1).endUs());
    while (next < events.size() && events.get(next).timeUs() < startUs) {
      input.hold(events.get(next++));
    }
    List<Episode> episodes = new ArrayList<>();
    long index = firstIndex;
    Path data = place(Layout.data(number));
    try (FileChannel out =
            FileChannel.open(data, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<DataRow> rows = TableWriter.create(out, DataRow.TABLE, Map.of())) {
      for (Piece piece : pieces) {
        Episode episode = episode(piece, number, firstEpisode + episodes.size(), index, rows);
        episodes.add(episode);
        index += episode.frames();
      }
      rows.finish();
    }
    return new EpisodeReport(episodes, Manifest.of(directory));
  }

  private Episode episode(
      Piece piece, int recordingNumber, int number, long firstIndex, TableWriter<DataRow> out)
      throws IOException {
    int frames = GridCut.frames(piece, rate);
    VideoCut.Made made = cut(piece, number);
    VideoFormat source = (VideoFormat) video.format();
    List<DataRow> rows = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      input.begin();
      long endUs = i + 1 < frames ? piece.startUs() + rate.timeUs(i + 1) : piece.endUs();
      for (; next < events.size() && events.get(next).timeUs() < endUs; next++) {
        input.take(events.get(next));
      }
      List<Float> action = ActionVector.of(input.state(), source.width(), source.height());
      rows.add(new DataRow(action, options.fps(), i, number, firstIndex + i));
    }
    for (DataRow row : rows) {
      out.write(row);
    }
    return new Episode(
        recordingNumber,
        number,
        firstIndex,
        frames,
        options.fps(),
        made.codec(),
        made.width(),
        made.height(),
        spreads(rows));
  }

  private static Map<String, Spread> spreads(List<DataRow> rows) {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    spreads.put(Layout.ACTION, Spread.of(rows.stream().map(DataRow::action).toList()));
    spreads.put("timestamp", spread(rows, DataRow::timestamp));
    spreads.put("frame_index", spread(rows, DataRow::frame));
    spreads.put("episode_index", spread(rows, DataRow::episode));
    spreads.put("index", spread(rows, DataRow::index));
    spreads.put("task_index", spread(rows, row -> 0));
    return spreads;
  }

  private static Spread spread(List<DataRow> rows, Function<DataRow, Number> number) {
    return Spread.of(rows.stream().map(row -> List.of(number.apply(row))).toList());
  }

  private VideoCut.Made cut(Piece piece, int number) throws IOException {
    VideoCut.Encoded encoded =
        new VideoCut.Encoded(
            LeRobotFormat.CODECS,
            Optional.of(rate),
            options.width(),
            GROUP_US,
            options.quality(),
            Effort.BALANCED);
    return GridCut.video(recording, video.id(), piece, encoded, place(Layout.video(number)));
  }

  private Path place(String path) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    return file;
  }
}
