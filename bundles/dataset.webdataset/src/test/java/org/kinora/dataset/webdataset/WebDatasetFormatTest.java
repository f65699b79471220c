package org.kinora.dataset.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPiece.Mark;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.tck.contract.DatasetExport;
import org.kinora.tck.contract.DatasetExport.Order;
import org.kinora.tck.support.DuckDb;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.FfmpegSource;

/** Shards as the system's tar, DuckDB and ffprobe see them. */
class WebDatasetFormatTest {
  private static final Map<String, String> OPTIONS = Map.of("piece", "1s", "samples", "2");

  @TempDir static Path clips;
  private static Path clip = Path.of("clip.mp4");

  private final WebDatasetFormat format = new WebDatasetFormat();

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
            new FfmpegSource("rec.1", Optional.empty(), clip, events()),
            new FfmpegSource("rec_2", Optional.empty(), clip, new TreeMap<>()));
  }

  /** W is down over two boundaries; something was done before the first and behind the last. */
  private static SortedMap<Long, String> events() {
    SortedMap<Long, String> events = new TreeMap<>();
    events.put(-10L, "{\"type\":\"mousemove\",\"x\":1,\"y\":2}");
    events.put(500_000L, "{\"type\":\"keydown\",\"code\":\"KeyW\"}");
    events.put(1_000_000L, "{\"type\":\"mousemove\",\"x\":3,\"y\":4}");
    events.put(2_100_000L, "{\"type\":\"keyup\",\"code\":\"KeyW\"}");
    events.put(9_000_000L, "{\"type\":\"blur\"}");
    return events;
  }

  private DatasetExport export() throws Exception {
    return DatasetExport.write(format, recordings, OPTIONS, Order.FORWARD, dir.resolve("set"));
  }

  private static String tar(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  @Test
  void plan_secondVideoTrack_isSaidToBeLeftOut() throws Exception {
    RecordingSource one = recordings.get(0);
    RecordingInfo info = one.info();
    Track video = info.firstVideo().orElseThrow();
    List<Track> tracks = new ArrayList<>(info.tracks());
    tracks.add(new Track(9, video.format(), video.timescale(), "camera"));
    RecordingInfo two =
        new RecordingInfo(
            info.id(), info.startedAt(), info.durationUs(), true, tracks, info.tags());
    RecordingSource source =
        (RecordingSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RecordingSource.class},
                (proxy, method, arguments) ->
                    method.getName().equals("info") ? two : method.invoke(one, arguments));
    Unit unit = format.plan(List.of(source), OPTIONS).units().get(0);
    assertEquals(List.of("Of its pictures those of 1 more tracks are left out."), unit.notes());
  }

  @Test
  void write_shards_areReadByTar() throws Exception {
    DatasetExport set = export();
    Path root = set.root();
    assertEquals(
        """
        rec=1_000000.mp4
        rec=1_000000.json
        rec=1_000000.parquet
        rec=1_000001.mp4
        rec=1_000001.json
        rec=1_000001.parquet
        """,
        tar("-tf", root.resolve("shard-000000.tar").toString()));
    for (int shard = 0; shard < 4; shard++) {
      String ignored =
          tar("-xf", root.resolve(Shards.name(shard)).toString(), "-C", dir.toString());
    }
    JsonNode about = new ObjectMapper().readTree(dir.resolve("rec=1_000002.json").toFile());
    assertEquals("rec.1", about.path("recording").asText());
    assertEquals(12, about.path("frames").asInt());
    assertEquals(2, about.path("events").asInt());
    assertEquals(2, about.path("held").asInt());
    for (String key : List.of("rec=1_000000", "rec=1_000001", "rec=1_000002", "rec_2_000002")) {
      JsonNode probe = Ffmpeg.probe(dir.resolve(key + ".mp4"));
      assertEquals(key.endsWith("2") ? 12 : 30, Ffmpeg.packets(probe, 0).size());
    }
    assertEquals(
        List.of(
            "-10|0|false|mousemove",
            "500000|15|false|keydown",
            "0|0|true|mousemove",
            "0|0|true|keydown",
            "0|0|false|mousemove",
            "0|0|true|mousemove",
            "0|0|true|keydown",
            "100000|3|false|keyup",
            "7000000|11|false|blur"),
        DuckDb.query(
            "select t_us, frame_idx, held, event_type from '%s/rec=1_*.parquet'".formatted(dir)));
    assertEquals(List.of(), set.broken(format));
  }

  @Test
  void summary_andPiece_tellWhatIsThere() throws Exception {
    DatasetExport set = export();
    Path root = set.root();
    DatasetSummary summary = format.summary(root);
    assertEquals(6, summary.pieces().size());
    assertEquals(2, summary.recordings());
    assertEquals(4_800_000, summary.durationUs());
    assertEquals("5", summary.facts().get("events"));
    DatasetPiece piece = format.piece(root, "rec=1_000002");
    assertEquals(
        List.of(
            new Mark(100_000, 3, "keyup KeyW", Optional.empty()),
            new Mark(7_000_000, 11, "blur", Optional.empty())),
        piece.marks());
    assertEquals(12, piece.frames().size());
    Path video = piece.video().orElseThrow();
    assertEquals(12, Ffmpeg.packets(Ffmpeg.probe(video), 0).size());
    Files.delete(video);
    assertEquals(
        MediaError.DATA_RANGE_ERROR,
        assertThrows(MediaException.class, () -> format.piece(root, "rec_9")).code());
  }

  @Test
  void verify_damage_isNamed() throws Exception {
    DatasetExport set = export();
    Path root = set.root();
    Path shard = root.resolve("shard-000001.tar");
    byte[] whole = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(whole, whole.length / 2));
    assertEquals(List.of("manifest.sha256", "tar.readable"), set.broken(format));
    byte[] changed = whole.clone();
    changed[3] ^= 1;
    Files.write(shard, changed);
    assertEquals(List.of("manifest.sha256", "tar.readable"), set.broken(format));
    try (Tar.Writer tar = new Tar.Writer(root.resolve("foreign.tar"))) {
      tar.add("a.mp4", new byte[1]);
      tar.add("b.mp4", new byte[1]);
      tar.add("a.json", new byte[0]);
      tar.finish();
    }
    Files.write(shard, whole);
    assertEquals(
        List.of("manifest.files", "sample.members", "sample.members", "sample.together"),
        set.broken(format));
  }

  @Test
  void tar_anySizesAndLongNames_areReadByTarAndHere() throws Exception {
    Path file = dir.resolve("x.tar");
    Map<String, byte[]> content = new TreeMap<>();
    for (int size : new int[] {0, 1, 511, 512, 513, 70_000}) {
      content.put("s" + size + "_" + "n".repeat(size % 120), new byte[size]);
    }
    try (Tar.Writer tar = new Tar.Writer(file)) {
      for (Map.Entry<String, byte[]> entry : content.entrySet()) {
        tar.add(entry.getKey(), entry.getValue());
      }
      tar.finish();
    }
    assertEquals(List.copyOf(content.keySet()), tar("-tf", file.toString()).lines().toList());
    List<String> found = new ArrayList<>();
    Tar.read(
        file,
        (name, size, in) -> {
          found.add(name);
          byte[] bytes = in.readAllBytes();
          assertArrayEquals(content.get(name), bytes);
          assertEquals(bytes.length, size);
        });
    assertEquals(List.copyOf(content.keySet()), found);
  }

  @Test
  void plan_whatCannotBe_isRefused() {
    RecordingSource one = recordings.get(0);
    RecordingSource bad = new FfmpegSource("a/b", Optional.empty(), clip, events());
    assertEquals(MediaError.ARGUMENT_INVALID, failure(List.of(one, one), Map.of()));
    assertEquals(MediaError.ID_INVALID, failure(List.of(bad), Map.of()));
    for (String wrong : List.of("fps=0", "piece=0s", "samples=0", "width=33", "colour=red")) {
      String[] parts = wrong.split("=", 2);
      assertEquals(
          MediaError.ARGUMENT_INVALID, failure(List.of(one), Map.of(parts[0], parts[1])), wrong);
    }
  }

  private Object failure(List<RecordingSource> sources, Map<String, String> options) {
    return assertThrows(MediaException.class, () -> format.plan(sources, options)).code();
  }
}
