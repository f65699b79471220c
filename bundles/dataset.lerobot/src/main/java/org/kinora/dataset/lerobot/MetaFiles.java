package org.kinora.dataset.lerobot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kinora.dataset.lerobot.EpisodeReport.Episode;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.parquet.Table;
import org.kinora.lib.parquet.TableWriter;

/** Writes {@code meta/} and what else is about a data set as a whole. */
final class MetaFiles {
  private static final int DATA_MIB = 100;
  private static final int VIDEO_MIB = 200;
  private static final List<String> NUMBERS =
      List.of("frame_index", "episode_index", "index", "task_index");

  private final LeRobotOptions options;
  private final ObjectMapper json = new ObjectMapper();
  private final List<Episode> episodes = new ArrayList<>();
  private final List<Manifest.Entry> files = new ArrayList<>();

  MetaFiles(LeRobotOptions options) {
    this.options = options;
  }

  /** Adds a recording, in the order of the plan. */
  void add(EpisodeReport report) {
    episodes.addAll(report.episodes());
    files.addAll(report.files());
  }

  void write(Path directory) throws IOException {
    Files.createDirectories(directory.resolve(Layout.EPISODES).getParent());
    text(directory.resolve(Layout.INFO), pretty(info()));
    text(directory.resolve(Layout.STATS), pretty(stats()));
    table(directory.resolve(Layout.TASKS), tasks(), List.of(options.task()), Pandas.TASKS);
    table(directory.resolve(Layout.EPISODES), EpisodeTable.of(options.task()), episodes, Map.of());
    text(directory.resolve(Layout.CARD), card());
    List<Manifest.Entry> all = new ArrayList<>(files);
    all.addAll(Manifest.of(directory));
    Files.write(directory.resolve(Manifest.FILE), new Manifest().bytes(all));
  }

  private static void text(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private String pretty(ObjectNode node) throws IOException {
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  private static <T> void table(
      Path file, Table<T> table, List<T> rows, Map<String, String> metadata) throws IOException {
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TableWriter<T> writer = TableWriter.create(out, table, metadata)) {
      for (T row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
  }

  private static Table<String> tasks() {
    return Table.<String>with()
        .requiredLong("task_index", "The task's number.", task -> 0L)
        .requiredText("task", "What was to be done.", task -> task)
        .table("tasks", 1, "task");
  }

  private ObjectNode info() {
    ObjectNode info = json.createObjectNode();
    info.put("codebase_version", Layout.VERSION);
    info.put("robot_type", options.robotType());
    info.put("total_episodes", episodes.size());
    info.put("total_frames", episodes.stream().mapToLong(Episode::frames).sum());
    info.put("total_tasks", 1);
    info.put("chunks_size", Layout.FILES_A_CHUNK);
    info.put("data_files_size_in_mb", DATA_MIB);
    info.put("video_files_size_in_mb", VIDEO_MIB);
    info.put("fps", options.fps());
    info.putObject("splits").put("train", "0:" + episodes.size());
    info.put("data_path", "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet");
    info.put("video_path", "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4");
    ObjectNode features = info.putObject("features");
    if (!episodes.isEmpty()) {
      camera(features.putObject(Layout.CAMERA), episodes.get(0));
    }
    ArrayNode names = feature(features, Layout.ACTION, "float32", ActionVector.NAMES.size());
    ActionVector.NAMES.forEach(names::add);
    features.putObject("timestamp").put("dtype", "float32");
    NUMBERS.forEach(name -> features.putObject(name).put("dtype", "int64"));
    for (String name :
        List.of("timestamp", "frame_index", "episode_index", "index", "task_index")) {
      ObjectNode feature = features.withObject("/" + name);
      feature.putArray("shape").add(1);
      feature.putNull("names");
    }
    return info;
  }

  private static ArrayNode feature(ObjectNode features, String name, String type, int size) {
    ObjectNode feature = features.putObject(name).put("dtype", type);
    feature.putArray("shape").add(size);
    return feature.putArray("names");
  }

  private void camera(ObjectNode feature, Episode episode) {
    feature.put("dtype", "video");
    feature.putArray("shape").add(episode.height()).add(episode.width()).add(3);
    feature.putArray("names").add("height").add("width").add("channels");
    ObjectNode info = feature.putObject("info");
    info.put("video.height", episode.height());
    info.put("video.width", episode.width());
    info.put("video.codec", episode.codec());
    info.put("video.pix_fmt", "yuv420p");
    info.put("video.is_depth_map", false);
    info.put("video.fps", options.fps());
    info.put("video.channels", 3);
    info.put("has_audio", false);
  }

  /** Pixels are not measured: the feature is there so that readers can put ImageNet's in. */
  private ObjectNode stats() {
    Map<String, Spread> all = new LinkedHashMap<>();
    for (Episode episode : episodes) {
      episode.spreads().forEach((name, more) -> all.merge(name, more, Spread::and));
    }
    ObjectNode stats = json.createObjectNode();
    all.forEach((name, spread) -> stats.set(name, spread.json()));
    long frames = episodes.stream().mapToLong(Episode::frames).sum();
    stats.putObject(Layout.CAMERA).putArray("count").add(frames);
    return stats;
  }

  private static String card() {
    return """
        ---
        task_categories:
        - robotics
        tags:
        - LeRobot
        configs:
        - config_name: default
          data_files: data/*/*.parquet
        ---

        Recordings of what people did, in the layout of LeRobot %s. `meta/info.json` names the numbers of
        `action`; made by Kinora.
        """
        .formatted(Layout.VERSION);
  }
}
