package org.kinora.dataset.lerobot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.parquet.TableFile;
import org.kinora.media.DatasetSummary;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPiece.Mark;
import org.kinora.spi.dataset.DatasetPiece.Place;

/**
 * A data set of this layout, whoever wrote it.
 *
 * @param info {@code meta/info.json}
 */
record LeRobotTree(Path root, JsonNode info, List<Listed> episodes) {
  private static final double US = 1e6;

  /**
   * An episode as {@code meta/episodes} lists it.
   *
   * @param data the table of its frames, below the root
   * @param video its video, below the root; absent without one
   * @param fromUs where it begins in its video
   */
  record Listed(
      long number,
      long length,
      long fromIndex,
      long toIndex,
      String data,
      Optional<String> video,
      long fromUs) {}

  /**
   * Reads what describes a data set.
   *
   * @throws MediaException DIR_NOT_FOUND; FORMAT_UNKNOWN if it is none of this layout
   */
  static LeRobotTree at(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + root);
    }
    Path file = root.resolve(Layout.INFO);
    if (!Files.exists(file)) {
      throw unknown(root, "there is no " + Layout.INFO);
    }
    try {
      JsonNode info = new ObjectMapper().readTree(file.toFile());
      String version = info.path("codebase_version").asText();
      if (!version.startsWith("v3.")) {
        throw unknown(root, "codebase_version is '%s', expected v3.0".formatted(version));
      }
      return new LeRobotTree(root, info, episodes(root, camera(info)));
    } catch (JsonProcessingException e) {
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN, "%s: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static MediaException unknown(Path root, String why) {
    return new MediaException(MediaError.FORMAT_UNKNOWN, "%s: %s".formatted(root, why));
  }

  /** The first feature that is video; nothing without any. */
  private static String camera(JsonNode info) {
    for (Map.Entry<String, JsonNode> feature : info.path("features").properties()) {
      if (feature.getValue().path("dtype").asText().equals("video")) {
        return feature.getKey();
      }
    }
    return "";
  }

  private static List<Listed> episodes(Path root, String camera) throws IOException {
    List<Listed> episodes = new ArrayList<>();
    Path folder = root.resolve("meta/episodes");
    if (!Files.isDirectory(folder)) {
      return episodes;
    }
    List<String> columns =
        new ArrayList<>(
            List.of(
                "episode_index",
                "length",
                "dataset_from_index",
                "dataset_to_index",
                "data/chunk_index",
                "data/file_index"));
    if (!camera.isEmpty()) {
      String video = "videos/" + camera + "/";
      columns.addAll(
          List.of(video + "chunk_index", video + "file_index", video + "from_timestamp"));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList()) {
        try (TableFile table = TableFile.open(file)) {
          table.read(columns, cells -> episodes.add(listed(cells, camera)));
        }
      }
    }
    return episodes;
  }

  private static Listed listed(@Nullable Object[] cells, String camera) {
    boolean seen = cells.length > 6;
    return new Listed(
        number(cells[0]).longValue(),
        number(cells[1]).longValue(),
        number(cells[2]).longValue(),
        number(cells[3]).longValue(),
        "data/" + numbered(cells[4], cells[5]) + ".parquet",
        seen
            ? Optional.of("videos/%s/%s.mp4".formatted(camera, numbered(cells[6], cells[7])))
            : Optional.empty(),
        seen ? Math.round(number(cells[8]).doubleValue() * US) : 0);
  }

  private static String numbered(@Nullable Object chunk, @Nullable Object file) {
    return Layout.numbered(number(chunk).intValue(), number(file).intValue());
  }

  private static Number number(@Nullable Object cell) {
    return cell instanceof Number number ? number : -1;
  }

  int fps() {
    return Math.max(1, info.path("fps").asInt(1));
  }

  /** When a picture is shown, from its episode's start. */
  long timeUs(long frame) {
    return Math.round(frame * US / fps());
  }

  DatasetSummary summary() throws IOException {
    long frames = episodes.stream().mapToLong(Listed::length).sum();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("frames", Long.toString(frames));
    facts.put("fps", Integer.toString(fps()));
    facts.put("action", info.path("features").path(Layout.ACTION).path("shape") + " numbers");
    facts.put("robot type", info.path("robot_type").asText());
    return new DatasetSummary(
        "lerobot",
        info.path("codebase_version").asText(),
        episodes.stream().map(Listed::data).distinct().count(),
        episodes.stream().map(episode -> Layout.piece((int) episode.number())).sorted().toList(),
        episodes.stream().mapToLong(episode -> timeUs(episode.length())).sum(),
        Manifest.sizeBytes(root),
        facts);
  }

  DatasetPiece piece(String name) throws IOException {
    Listed episode =
        episodes.stream()
            .filter(listed -> Layout.piece((int) listed.number()).equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.DATA_RANGE_ERROR, "%s has no %s".formatted(root, name)));
    return new DatasetPiece(
        episode.video().map(root::resolve),
        LongStream.range(0, episode.length())
            .mapToObj(frame -> episode.fromUs() + timeUs(frame))
            .toList(),
        marks(episode));
  }

  /** A mark for each frame at which other things are down than in the one before. */
  private List<Mark> marks(Listed episode) throws IOException {
    List<String> names = new ArrayList<>();
    info.path("features").path(Layout.ACTION).path("names").forEach(n -> names.add(n.asText()));
    List<Mark> marks = new ArrayList<>();
    if (!names.equals(ActionVector.NAMES)) {
      return marks;
    }
    JsonNode shape = info.path("features").path(Layout.CAMERA).path("shape");
    int x = names.indexOf("mouse_x");
    List<List<String>> before = new ArrayList<>(List.of(List.of()));
    try (TableFile table = TableFile.open(root.resolve(episode.data()))) {
      table.read(
          List.of("episode_index", "frame_index", Layout.ACTION),
          cells -> {
            if (number(cells[0]).longValue() != episode.number()
                || !(cells[2] instanceof List<?> action)) {
              return;
            }
            List<String> words = ActionVector.words(action);
            if (!words.equals(before.set(0, words))) {
              long frame = number(cells[1]).longValue();
              String text = words.isEmpty() ? "nothing" : String.join(" ", words);
              Optional<Place> place =
                  place(
                      action.get(x),
                      action.get(x + 1),
                      shape.path(1).asInt(),
                      shape.path(0).asInt());
              marks.add(new Mark(timeUs(frame), (int) frame, text, place));
            }
          });
    }
    return marks;
  }

  private static Optional<Place> place(Object x, Object y, int width, int height) {
    double right = number(x).doubleValue();
    double down = number(y).doubleValue();
    return right == -1 && down == -1
        ? Optional.empty()
        : Optional.of(new Place(right * width, down * height));
  }

  /** Whether the numbers of an action are as many as the description says. */
  boolean isAction(@Nullable Object cell) {
    int size = info.path("features").path(Layout.ACTION).path("shape").path(0).asInt(-1);
    return size < 0 || (cell instanceof List<?> action && action.size() == size);
  }

  /** The names of the columns of a table of frames, without the video. */
  List<String> columns() {
    return Arrays.asList("episode_index", "frame_index", "index", "timestamp", Layout.ACTION);
  }
}
