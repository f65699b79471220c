package org.kinora.dataset.webdataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.dataset.GridCut;
import org.kinora.lib.dataset.HeldControls;
import org.kinora.lib.dataset.RecordedEvents;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.parquet.TableWriter;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;

/** Writes the shards of one recording, in the order of time. One thread. */
final class RecordingShards {
  private static final long GROUP_US = 500_000;

  private final RecordingSource recording;
  private final WebOptions options;
  private final FrameRate rate;
  private final Path directory;
  private final ObjectMapper json = new ObjectMapper();
  private final HeldControls held = new HeldControls();
  private List<InputEvent> events = List.of();
  private int next;

  RecordingShards(RecordingSource recording, WebOptions options, Path directory) {
    this.recording = recording;
    this.options = options;
    rate = options.rate();
    this.directory = directory;
  }

  /**
   * Writes them all.
   *
   * @param firstShard the number of the first one in the data set
   */
  void write(List<Piece> pieces, int firstShard) throws IOException {
    RecordedEvents recorded = new RecordedEvents(recording);
    long startUs = pieces.get(0).startUs();
    long endUs = pieces.get(pieces.size() - 1).endUs();
    events = recorded.read(recorded.firstUs(startUs), Math.max(endUs, recorded.endUs()));
    int shard = firstShard;
    for (int first = 0; first < pieces.size(); first += options.samples()) {
      Path file = directory.resolve(Shards.name(shard++));
      List<Piece> part = pieces.subList(first, Math.min(pieces.size(), first + options.samples()));
      try (Tar.Writer tar = new Tar.Writer(file)) {
        for (Piece piece : part) {
          sample(piece, piece.endUs() == endUs, tar);
        }
        tar.finish();
      }
    }
  }

  /** What was done before the first piece, or behind the last one, belongs to it. */
  private void sample(Piece piece, boolean last, Tar.Writer tar) throws IOException {
    Path video = directory.resolve("video.part");
    VideoCut.Made made = cut(piece, video);
    tar.add(piece.name() + Shards.VIDEO, video);
    Files.delete(video);
    List<EventRow> rows = rows(piece, last);
    tar.add(piece.name() + Shards.DESCRIPTION, description(piece, made, rows));
    tar.add(piece.name() + Shards.EVENTS, table(rows));
  }

  private VideoCut.Made cut(Piece piece, Path file) throws IOException {
    VideoCut.Encoded encoded =
        new VideoCut.Encoded(
            WebDatasetFormat.CODECS,
            Optional.of(rate),
            options.width(),
            GROUP_US,
            options.quality(),
            Effort.BALANCED);
    int track = recording.info().firstVideo().orElseThrow().id();
    return GridCut.video(recording, track, piece, encoded, file);
  }

  private List<EventRow> rows(Piece piece, boolean last) {
    List<EventRow> rows = new ArrayList<>();
    held.all().forEach(event -> rows.add(new EventRow(0, 0, true, event)));
    int frames = GridCut.frames(piece, rate);
    while (next < events.size() && (last || events.get(next).timeUs() < piece.endUs())) {
      InputEvent event = events.get(next++);
      held.apply(event);
      long timeUs = event.timeUs() - piece.startUs();
      long frame = Math.max(0, Math.min(frames - 1, rate.frameAt(timeUs)));
      rows.add(new EventRow(timeUs, frame, false, event));
    }
    return rows;
  }

  private static byte[] table(List<EventRow> rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TableWriter<EventRow> writer =
        TableWriter.create(Channels.newChannel(bytes), EventRow.TABLE, Map.of())) {
      for (EventRow row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
    return bytes.toByteArray();
  }

  private byte[] description(Piece piece, VideoCut.Made made, List<EventRow> rows)
      throws IOException {
    ObjectNode node = json.createObjectNode();
    node.put("recording", recording.info().id());
    node.put("start_us", piece.startUs());
    node.put("end_us", piece.endUs());
    node.put("fps", options.fps());
    node.put("frames", GridCut.frames(piece, rate));
    node.put("width", made.width());
    node.put("height", made.height());
    node.put("codec", made.codec());
    node.put("events", rows.stream().filter(row -> !row.held()).count());
    node.put("held", rows.stream().filter(EventRow::held).count());
    recording
        .info()
        .startedAt()
        .ifPresent(
            at ->
                node.put(
                    "started_at", at.toInstant().plusNanos(piece.startUs() * 1_000).toString()));
    return json.writeValueAsBytes(node);
  }
}
