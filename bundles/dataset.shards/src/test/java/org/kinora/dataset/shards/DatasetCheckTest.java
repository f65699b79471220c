package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.dataset.Manifest;
import org.kinora.media.Fault;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.tck.support.DuckDb;

/** Every rule is kept by what we write, and each breach is found. */
class DatasetCheckTest {
  private static final String CHUNK = "actions/SHARD_0000/rec_1/rec_1_chunk_0001";

  @TempDir static Path films;
  @TempDir static Path written;
  @TempDir Path root;

  private final ObjectMapper json = new ObjectMapper();

  @BeforeAll
  static void write() throws IOException {
    SampleTree.write(films, written, "rec_1");
  }

  /** A copy of a good data set, to be spoilt. */
  private void sample() throws IOException {
    try (Stream<Path> files = Files.walk(written)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = root.resolve(written.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private Set<String> breaches() throws IOException {
    List<Fault> faults = new ArrayList<>();
    new DatasetCheck(root, faults::add).run();
    return faults.stream()
        .map(fault -> fault.message().substring(0, fault.message().indexOf(':')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void change(Consumer<ObjectNode> change) throws IOException {
    Path file = root.resolve(CHUNK).resolve(Layout.METADATA);
    ObjectNode node = (ObjectNode) json.readTree(file.toFile());
    change.accept(node);
    Files.write(file, ChunkMetadata.pretty(json, node));
    Files.deleteIfExists(root.resolve(Manifest.FILE));
  }

  private static ObjectNode original(ObjectNode metadata) {
    return (ObjectNode) metadata.path("original_video");
  }

  @Test
  void run_whatWeWrite_keepsAllRules() throws IOException {
    SampleTree.write(films, root, "rec_1", "rec_2");
    List<Fault> faults = new ArrayList<>();
    new DatasetCheck(root, faults::add).run();
    assertEquals(List.of(), faults);
  }

  @Test
  void rules_haveOneIdEachAndSayWhat() {
    List<String> rules = DatasetCheck.rules();
    Set<String> ids = new HashSet<>();
    rules.forEach(rule -> assertTrue(ids.add(rule.substring(0, rule.indexOf(':'))), rule));
    rules.forEach(rule -> assertTrue(rule.endsWith("."), rule));
  }

  @Test
  void page_namesEveryRule() throws IOException {
    String page = Files.readString(Path.of("../../docs/formats/shards.md"));
    for (String rule : DatasetCheck.rules()) {
      String id = rule.substring(0, rule.indexOf(':'));
      assertTrue(page.contains("| `" + id + "` | " + rule.substring(id.length() + 2) + " |"), rule);
    }
  }

  @Test
  void run_changedMetadata_isFound() throws IOException {
    sample();
    change(node -> node.put("chunk_size", 601));
    assertEquals(Set.of("metadata.range", "metadata.rate", "table.rows"), breaches());
  }

  @Test
  void run_otherIds_areFound() throws IOException {
    sample();
    change(node -> node.put("chunk_id", "0002"));
    assertEquals(Set.of("metadata.ids"), breaches());
    change(node -> node.put("chunk_id", 1));
    assertEquals(Set.of("metadata.fields"), breaches());
  }

  @Test
  void run_otherTimes_areFound() throws IOException {
    sample();
    change(node -> original(node).put("start_us", 20_000_000));
    assertEquals(Set.of("events.order", "events.times", "frames.order"), breaches());
  }

  @Test
  void run_boxOutside_isFound() throws IOException {
    sample();
    change(
        node -> {
          node.putArray("bbox_controller_overlay").add(1900).add(0).add(100).add(100);
          node.putObject("bbox_game_area").put("xtl", 0).put("ytl", 0).put("xbr", 1.1);
        });
    assertEquals(Set.of("metadata.boxes"), breaches());
  }

  @Test
  void run_gapBetweenChunks_isFound() throws IOException {
    sample();
    change(
        node -> {
          original(node).put("start_frame", original(node).path("start_frame").longValue() + 1);
          original(node).put("end_frame", original(node).path("end_frame").longValue() + 1);
        });
    assertEquals(Set.of("tree.consecutive"), breaches());
  }

  @Test
  void run_tablesOfAnotherChunk_areFound() throws IOException {
    sample();
    Files.delete(root.resolve(Manifest.FILE));
    Path folder = root.resolve(CHUNK);
    Path other = root.resolve(CHUNK.replace("chunk_0001", "chunk_0002"));
    for (String table : List.of(Layout.RAW, Layout.FRAMES)) {
      Files.copy(other.resolve(table), folder.resolve(table), StandardCopyOption.REPLACE_EXISTING);
    }
    assertEquals(Set.of("events.frame", "events.times", "frames.order", "table.rows"), breaches());
  }

  @Test
  void run_brokenAndMissingFiles_areFound() throws IOException {
    sample();
    Path raw = root.resolve(CHUNK).resolve(Layout.RAW);
    byte[] bytes = Files.readAllBytes(raw);
    Files.write(raw, Arrays.copyOf(bytes, bytes.length / 2));
    Files.delete(root.resolve("video/SHARD_0000/rec_1/rec_1_chunk_0000.mp4"));
    Files.writeString(root.resolve("actions/left.tmp"), "");
    Files.writeString(root.resolve("actions/more"), "");
    assertEquals(
        Set.of("chunk.whole", "tree.manifest", "tree.media", "tree.leftovers"), breaches());
  }

  @Test
  void run_flippedBits_areFoundEverywhere() throws IOException {
    sample();
    for (String path :
        List.of(CHUNK + "/" + Layout.RAW, CHUNK + "/" + Layout.METADATA, "chunks.parquet")) {
      Path file = root.resolve(path);
      byte[] bytes = Files.readAllBytes(file);
      byte[] flipped = bytes.clone();
      flipped[bytes.length / 2] ^= 1;
      Files.write(file, flipped);
      assertTrue(breaches().contains("tree.manifest"), path);
      Files.write(file, bytes);
    }
    assertEquals(Set.of(), breaches());
  }

  @Test
  void run_recordingInTwoShards_isFound() throws IOException {
    sample();
    Files.delete(root.resolve(Manifest.FILE));
    Path elsewhere = Files.createDirectories(root.resolve("actions/SHARD_0001/rec_1"));
    Files.move(root.resolve(CHUNK), elsewhere.resolve("rec_1_chunk_0001"));
    assertTrue(breaches().contains("tree.shard"));
  }

  @Test
  void run_nothing_isNoDataset() throws IOException {
    assertEquals(Set.of("tree.chunks"), breaches());
    MediaException e =
        assertThrows(
            MediaException.class, () -> new DatasetCheck(root.resolve("none"), fault -> {}).run());
    assertEquals(MediaError.DIR_NOT_FOUND, e.code());
  }

  @Test
  void run_foreignNitroGen_isJudgedByItsOwnRules() throws Exception {
    nitrogen("SHARD_0000/abc/abc_chunk_0003", "DOUBLE[]", 1200);
    assertEquals(Set.of(), breaches());
    nitrogen("SHARD_0000/abc/abc_chunk_0004", "BIGINT[]", 1200);
    assertEquals(Set.of("table.columns"), breaches());
    nitrogen("SHARD_0000/abc/abc_chunk_0004", "DOUBLE[]", 1199);
    assertEquals(Set.of("table.rows"), breaches());
  }

  @Test
  void run_ourNitroGenProfile_keepsAllRules() throws IOException {
    SampleTree.write(
        SampleTree.recordings(films, "rec_1"), SampleTree.options("profile=nitrogen"), root);
    assertEquals(Set.of(), breaches());
    Path folder = root.resolve(CHUNK);
    Files.delete(folder.resolve(Layout.RAW));
    Files.delete(root.resolve(Manifest.FILE));
    new ChunkTables(folder).write(Layout.RAW, FrameState.NITROGEN, List.of());
    assertEquals(Set.of("table.rows"), breaches());
  }

  /** A chunk as other programs write it: pyarrow's or DuckDB's Parquet, without our columns. */
  private void nitrogen(String place, String sticks, int rows) throws Exception {
    Path folder = Files.createDirectories(root.resolve(place));
    int number = Integer.parseInt(place.substring(place.length() - 4));
    int start = number * 1200;
    Files.writeString(
        folder.resolve(Layout.METADATA),
        """
        {"uuid": "%s_actions", "chunk_id": "%04d", "chunk_size": 1200, "game": "x",
         "original_video": {"resolution": [1080, 1920], "video_id": "abc", "source": "youtube",
          "start_time": %d.0, "end_time": %d.0, "duration": 20.0,
          "start_frame": %d, "end_frame": %d},
         "bbox_controller_overlay": [0, 0, 10, 10], "bbox_game_area": null}
        """
            .formatted(
                folder.getFileName(), number, start / 60, start / 60 + 20, start, start + 1200));
    String buttons =
        ActionTables.BUTTONS.stream()
            .map(button -> "(i %% 2 = 0) as " + button.label())
            .collect(Collectors.joining(", "))
            .replace("%%", "%");
    Files.deleteIfExists(folder.resolve(Layout.RAW));
    DuckDb.run(
        ("copy (select %s, [0, -1]::%s as j_left, [0, 0]::%s as j_right from range(%d) t(i))"
                + " to '%s' (format parquet)")
            .formatted(buttons, sticks, sticks, rows, folder.resolve(Layout.RAW)));
  }

  @Test
  void write_twice_givesTheSameBytes() throws IOException {
    SampleTree.write(films, root, "rec_1");
    try (Stream<Path> files = Files.walk(written)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertArrayEquals(
            Files.readAllBytes(file),
            Files.readAllBytes(root.resolve(written.relativize(file))),
            file.toString());
      }
    }
  }

  @Test
  void tree_isLoadedByDuckDb() throws Exception {
    long events = SampleTree.write(films, root, "rec_1", "rec_2");
    String raw = root + "/actions/*/*/*/actions_raw.parquet";
    assertEquals(
        List.of("" + events),
        DuckDb.query("select count(*) from '%s' where not synthetic".formatted(raw)));
    assertEquals(
        List.of("0"),
        DuckDb.query(
            "select count(*) from '%s' where state = 'held' and (t_us <> 0 or not synthetic)"
                .formatted(raw)));
    assertEquals(
        List.of("6"), DuckDb.query("select count(*) from '%s/chunks.parquet'".formatted(root)));
    assertEquals(
        List.of("SHARD_0000/rec_1/rec_1_chunk_0000.mp4"),
        DuckDb.query("select min(file_name) from '%s/video/metadata.parquet'".formatted(root)));
  }
}
