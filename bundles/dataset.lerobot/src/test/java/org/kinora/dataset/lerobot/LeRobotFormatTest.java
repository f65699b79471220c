package org.kinora.dataset.lerobot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.DatasetSummary;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPiece.Mark;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.tck.contract.DatasetExport;
import org.kinora.tck.contract.DatasetExport.Order;
import org.kinora.tck.support.DuckDb;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.FfmpegSource;

/** Data sets as DuckDB and ffprobe see them. */
class LeRobotFormatTest {
  private static final Map<String, String> OPTIONS = Map.of("fps", "30", "episode", "1s");

  @TempDir static Path clips;
  private static Path clip = Path.of("clip.mp4");

  private final LeRobotFormat format = new LeRobotFormat();

  @TempDir Path dir;
  private List<RecordingSource> recordings = List.of();

  @BeforeAll
  static void film() {
    clip = FfmpegSource.film(clips.resolve("clip.mp4"), "160x96", 2.4);
  }

  @BeforeEach
  void begin() {
    recordings =
        List.of(
            new FfmpegSource("rec_1", Optional.empty(), clip, events()),
            new FfmpegSource("rec_2", Optional.empty(), clip, new TreeMap<>()));
  }

  /** W is down from 0.5 s to 1.2 s, with a tap on A between; the mouse moves at 1.5 s. */
  private static SortedMap<Long, String> events() {
    SortedMap<Long, String> events = new TreeMap<>();
    events.put(500_000L, "{\"type\":\"keydown\",\"code\":\"KeyW\"}");
    events.put(700_000L, "{\"type\":\"keydown\",\"code\":\"KeyA\"}");
    events.put(700_100L, "{\"type\":\"keyup\",\"code\":\"KeyA\"}");
    events.put(1_200_000L, "{\"type\":\"keyup\",\"code\":\"KeyW\"}");
    events.put(1_500_000L, "{\"type\":\"mousemove\",\"x\":80,\"y\":24,\"dx\":3,\"dy\":-1}");
    return events;
  }

  private DatasetExport export() throws Exception {
    return DatasetExport.write(format, recordings, OPTIONS, Order.FORWARD, dir.resolve("set"));
  }

  @Test
  void write_twoRecordings_areEpisodesOfASecond() throws Exception {
    DatasetExport set = export();
    Path root = set.root();
    assertEquals(
        List.of("episode_000003", "episode_000004", "episode_000005"),
        set.plan().units().get(1).pieces().stream().map(piece -> piece.name()).toList());
    String data = "'%s/data/*/*.parquet'".formatted(root);
    assertEquals(
        List.of(
            "0|30|0|29", "1|30|30|59", "2|12|60|71", "3|30|72|101", "4|30|102|131", "5|12|132|143"),
        DuckDb.query(
            "select episode_index, count(*), min(\"index\"), max(\"index\") from %s group by 1 order by 1"
                .formatted(data)));
    assertEquals(
        List.of("0"),
        DuckDb.query(
            "select count(*) from %s where \"timestamp\" <> (frame_index / 30.0::double)::float"
                .formatted(data)));
    assertEquals(
        List.of(ActionVector.NAMES.size() + "|FLOAT[]"),
        DuckDb.query("select distinct len(action), typeof(action) from " + data));
    for (int episode = 0; episode < 6; episode++) {
      JsonNode probe = Ffmpeg.probe(root.resolve(Layout.video(episode)));
      assertEquals(episode % 3 == 2 ? 12 : 30, Ffmpeg.packets(probe, 0).size());
      assertEquals("0.000000", Ffmpeg.packets(probe, 0).get(0).path("pts_time").asText());
    }
    assertEquals(List.of(), set.broken(format));
  }

  @Test
  void write_actions_lieOnTheirFrames() throws Exception {
    DatasetExport set = export();
    Path root = set.root();
    int w = ActionVector.NAMES.indexOf("key_KeyW") + 1;
    int a = ActionVector.NAMES.indexOf("key_KeyA") + 1;
    int x = ActionVector.NAMES.indexOf("mouse_x") + 1;
    String data = "'%s/data/chunk-000/file-000.parquet'".formatted(root);
    assertEquals(
        List.of("15|36|22|21|44|45"),
        DuckDb.query(
            """
            select min("index") filter (action[%1$d] = 1), max("index") filter (action[%1$d] = 1),
              sum(action[%1$d])::int, max("index") filter (action[%2$d] = 1),
              max("index") filter (action[%3$d] = -1), min("index") filter (action[%3$d] = 0.5)
            from %4$s"""
                .formatted(w, a, x, data)));
    DatasetPiece piece = format.piece(root, "episode_000001");
    assertEquals(
        List.of(
            new Mark(0, 0, "KeyW", Optional.empty()),
            new Mark(233_333, 7, "nothing", Optional.empty())),
        piece.marks());
    assertEquals(30, piece.frames().size());
    assertEquals(root.resolve(Layout.video(1)), piece.video().orElseThrow());
  }

  @Test
  void meta_saysWhatIsThere() throws Exception {
    DatasetExport set = export();
    Path root = set.root();
    JsonNode info = new ObjectMapper().readTree(root.resolve(Layout.INFO).toFile());
    assertEquals("v3.0", info.path("codebase_version").asText());
    assertEquals(144, info.path("total_frames").asInt());
    assertEquals("[96,160,3]", info.at("/features/observation.images.screen/shape").toString());
    assertEquals("0:6", info.at("/splits/train").asText());
    JsonNode stats = new ObjectMapper().readTree(root.resolve(Layout.STATS).toFile());
    int w = ActionVector.NAMES.indexOf("key_KeyW");
    assertEquals(22 / 144.0, stats.at("/action/mean/" + w).asDouble(), 1e-12);
    double mean = 22 / 144.0;
    assertEquals(Math.sqrt(mean * (1 - mean)), stats.at("/action/std/" + w).asDouble(), 1e-12);
    assertEquals(144, stats.at("/index/count/0").asInt());
    assertEquals(143, stats.at("/index/max/0").asInt());
    assertEquals(
        List.of("2|60|72|12|0|0|2|0.4"),
        DuckDb.query(
            """
            select episode_index, dataset_from_index, dataset_to_index, length, "data/file_index",
              "videos/%1$s/chunk_index", "videos/%1$s/file_index", "videos/%1$s/to_timestamp"
            from '%2$s' where episode_index = 2"""
                .formatted(Layout.CAMERA, root.resolve(Layout.EPISODES))));
    DatasetSummary summary = format.summary(root);
    assertEquals(6, summary.pieces().size());
    assertEquals(2, summary.recordings());
    assertEquals(4_800_000, summary.durationUs());
  }

  @Test
  void verify_damage_isNamed() throws Exception {
    DatasetExport set = export();
    Path root = set.root();
    Path info = root.resolve(Layout.INFO);
    String text = Files.readString(info);
    Files.writeString(info, text.replace("\"total_frames\" : 144", "\"total_frames\" : 143"));
    assertEquals(List.of("info.totals", "manifest.sha256"), set.broken(format));
    Files.writeString(info, text.replace("\"fps\" : 30", "\"fps\" : 25"));
    assertTrue(set.broken(format).contains("data.timestamp"));
    Files.writeString(info, text);
    Files.delete(root.resolve(Layout.video(3)));
    assertEquals(List.of("manifest.files", "video.there"), set.broken(format));
    Files.delete(root.resolve(Layout.data(1)));
    assertTrue(set.broken(format).contains("data.there"));
    Files.writeString(info, "{}");
    assertTrue(set.broken(format).contains("meta.readable"));
    assertEquals(
        MediaError.FORMAT_UNKNOWN,
        assertThrows(MediaException.class, () -> format.summary(root)).code());
  }

  @Test
  void plan_whatCannotBe_isRefused() {
    Path wide = FfmpegSource.film(clips.resolve("wide.mp4"), "192x96", 0.2);
    RecordingSource one = recordings.get(0);
    RecordingSource other = new FfmpegSource("wide", Optional.empty(), wide, new TreeMap<>());
    refuse(List.of(one, one), Map.of());
    refuse(List.of(one, other), Map.of());
    for (String wrong :
        List.of("fps=0", "fps=29.97", "episode=2049s", "width=33", "task=", "colour=red")) {
      String[] parts = wrong.split("=", 2);
      refuse(List.of(one), Map.of(parts[0], parts[1]));
    }
  }

  private void refuse(List<RecordingSource> sources, Map<String, String> options) {
    assertEquals(
        MediaError.ARGUMENT_INVALID,
        assertThrows(MediaException.class, () -> format.plan(sources, options)).code(),
        options.toString());
  }

  @Test
  void spread_ofParts_isThatOfTheWhole() {
    List<List<Double>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(List.of(Math.sin(i), i * 0.5));
    }
    Spread whole = Spread.of(all);
    Spread parts = Spread.of(all.subList(0, 11)).and(Spread.of(all.subList(11, 30)));
    assertEquals(whole.count(), parts.count());
    for (String name : List.of("min", "max", "mean", "std")) {
      for (int i = 0; i < 2; i++) {
        String place = "/" + name + "/" + i;
        assertEquals(
            whole.json().at(place).asDouble(), parts.json().at(place).asDouble(), 1e-12, name);
      }
    }
    assertEquals(parts, Spread.of(parts.json()));
  }
}
