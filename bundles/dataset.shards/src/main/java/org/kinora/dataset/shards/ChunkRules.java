package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.dataset.shards.ChunkView.TableView;
import org.kinora.dataset.shards.Rule.Breaches;
import org.kinora.lib.parquet.Table;
import org.kinora.lib.parquet.TableFile;
import org.kinora.media.Fault.Severity;

/** The rules about one chunk's description and the shape of its tables. */
final class ChunkRules {
  private static final Pattern NAME = Pattern.compile("(.+)_chunk_([0-9]{4,})");
  private static final double TOLERANCE_S = 2e-6;

  private static final Map<String, Table<?>> TABLES =
      Map.of(
          Layout.RAW, ActionTables.RAW,
          Layout.PROCESSED, ActionTables.PROCESSED,
          Layout.FRAME_ACTIONS, FrameState.TABLE,
          Layout.FRAMES, FrameRow.TABLE);

  static final List<Rule<ChunkView>> ALL =
      List.of(
          new Rule<>(
              "chunk.whole",
              Severity.LOSS,
              "A chunk has metadata.json and actions_raw.parquet, and all its files can be read.",
              ChunkRules::whole),
          new Rule<>(
              "metadata.fields",
              Severity.LOSS,
              "metadata.json has the layout's fields with their types.",
              ChunkRules::fields),
          new Rule<>(
              "metadata.ids",
              Severity.WARNING,
              "uuid, chunk_id and video_id say what the folders say.",
              ChunkRules::ids),
          new Rule<>(
              "metadata.range",
              Severity.LOSS,
              "Ranges are half-open: chunk_size = end_frame - start_frame, and duration ="
                  + " end_time - start_time.",
              ChunkRules::range),
          new Rule<>(
              "metadata.rate",
              Severity.WARNING,
              "At a constant rate, chunk_size is duration times fps, to the frame.",
              ChunkRules::rate),
          new Rule<>(
              "metadata.boxes",
              Severity.WARNING,
              "Boxes lie within the picture.",
              ChunkRules::boxes),
          new Rule<>(
              "table.columns",
              Severity.LOSS,
              "Every file of a table has the same columns with the same types.",
              ChunkRules::columns),
          new Rule<>(
              "table.rows",
              Severity.LOSS,
              "Tables with a row a frame have chunk_size rows, and others as many as the metadata"
                  + " says.",
              ChunkRules::rows));

  private ChunkRules() {}

  private static void whole(ChunkView chunk, Breaches breaches) throws IOException {
    for (Map.Entry<String, String> broken : chunk.broken().entrySet()) {
      breaches.add(chunk.at(broken.getKey()), broken.getValue());
    }
    if (chunk.metadata().isMissingNode() && !chunk.broken().containsKey(Layout.METADATA)) {
      breaches.add(chunk.place(), Layout.METADATA + " is missing");
    }
    if (chunk.table(Layout.RAW).isEmpty() && !chunk.broken().containsKey(Layout.RAW)) {
      breaches.add(chunk.place(), Layout.RAW + " is missing");
    }
  }

  private static void fields(ChunkView chunk, Breaches breaches) throws IOException {
    if (chunk.metadata().isMissingNode()) {
      return;
    }
    Map<String, Boolean> found = new HashMap<>();
    JsonNode meta = chunk.metadata();
    JsonNode video = chunk.original();
    found.put("uuid, a text", meta.path("uuid").isTextual());
    found.put("chunk_id, a text", meta.path("chunk_id").isTextual());
    found.put("chunk_size, an integer", meta.path("chunk_size").isIntegralNumber());
    found.put(
        "original_video.resolution, [height, width]",
        video.path("resolution").size() == 2
            && video.path("resolution").path(0).isIntegralNumber()
            && video.path("resolution").path(1).isIntegralNumber());
    found.put("original_video.video_id, a text", video.path("video_id").isTextual());
    for (String name : List.of("start_time", "end_time", "duration")) {
      found.put("original_video." + name + ", seconds", video.path(name).isNumber());
    }
    for (String name : List.of("start_frame", "end_frame")) {
      found.put("original_video." + name + ", an integer", video.path(name).isIntegralNumber());
    }
    List<String> missing =
        found.entrySet().stream()
            .filter(entry -> !entry.getValue())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    for (String name : missing) {
      breaches.add(chunk.at(Layout.METADATA), "expected " + name);
    }
  }

  private static void ids(ChunkView chunk, Breaches breaches) throws IOException {
    Matcher name = NAME.matcher(chunk.name());
    if (!name.matches() || !name.group(1).equals(chunk.videoId())) {
      breaches.add(chunk.place(), "expected <video id>_chunk_<four digits>");
      return;
    }
    same(chunk, breaches, "uuid", chunk.metadata().path("uuid"), chunk.name() + "_actions");
    same(chunk, breaches, "chunk_id", chunk.metadata().path("chunk_id"), name.group(2));
    same(chunk, breaches, "video_id", chunk.original().path("video_id"), chunk.videoId());
  }

  private static void same(
      ChunkView chunk, Breaches breaches, String field, JsonNode found, String expected)
      throws IOException {
    if (found.isTextual() && !found.textValue().equals(expected)) {
      breaches.add(
          chunk.at(Layout.METADATA),
          "%s is '%s', expected '%s'".formatted(field, found.textValue(), expected));
    }
  }

  private static void range(ChunkView chunk, Breaches breaches) throws IOException {
    JsonNode video = chunk.original();
    JsonNode size = chunk.metadata().path("chunk_size");
    if (size.isNumber() && video.path("start_frame").isNumber()) {
      long frames = video.path("end_frame").longValue() - video.path("start_frame").longValue();
      if (frames != size.longValue()) {
        breaches.add(
            chunk.at(Layout.METADATA),
            "chunk_size is %d, frames %d to %d are %d"
                .formatted(
                    size.longValue(),
                    video.path("start_frame").longValue(),
                    video.path("end_frame").longValue(),
                    frames));
      }
    }
    if (video.path("start_time").isNumber() && video.path("duration").isNumber()) {
      double length = video.path("end_time").doubleValue() - video.path("start_time").doubleValue();
      if (Math.abs(length - video.path("duration").doubleValue()) > TOLERANCE_S) {
        breaches.add(
            chunk.at(Layout.METADATA),
            "duration is %s s, the times are %s s apart".formatted(video.path("duration"), length));
      }
    }
  }

  private static void rate(ChunkView chunk, Breaches breaches) throws IOException {
    JsonNode video = chunk.original();
    if (video.path("fps").isNumber() && !video.path("frame_timing").asText().equals("vfr")) {
      double frames = video.path("duration").doubleValue() * video.path("fps").doubleValue();
      long size = chunk.metadata().path("chunk_size").longValue();
      if (Math.abs(frames - size) >= 1) {
        breaches.add(
            chunk.at(Layout.METADATA),
            "chunk_size is %d, %s s at %s a second are %.1f frames"
                .formatted(size, video.path("duration"), video.path("fps"), frames));
      }
    }
  }

  private static void boxes(ChunkView chunk, Breaches breaches) throws IOException {
    JsonNode overlay = chunk.metadata().path("bbox_controller_overlay");
    JsonNode resolution = chunk.original().path("resolution");
    if (overlay.size() == 4
        && resolution.size() == 2
        && (overlay.path(0).doubleValue() < 0
            || overlay.path(1).doubleValue() < 0
            || sum(overlay, 0, 2) > resolution.path(1).doubleValue()
            || sum(overlay, 1, 3) > resolution.path(0).doubleValue())) {
      breaches.add(
          chunk.at(Layout.METADATA),
          "bbox_controller_overlay is %s, the picture [height, width] %s"
              .formatted(overlay, resolution));
    }
    JsonNode area = chunk.metadata().path("bbox_game_area");
    if (area.isObject()
        && !(inOrder(area.path("xtl"), area.path("xbr"))
            && inOrder(area.path("ytl"), area.path("ybr")))) {
      breaches.add(
          chunk.at(Layout.METADATA), "bbox_game_area is %s, expected 0 to 1".formatted(area));
    }
  }

  private static double sum(JsonNode box, int first, int second) {
    return box.path(first).doubleValue() + box.path(second).doubleValue();
  }

  private static boolean inOrder(JsonNode low, JsonNode high) {
    return low.isNumber()
        && high.isNumber()
        && low.doubleValue() >= 0
        && low.doubleValue() < high.doubleValue()
        && high.doubleValue() <= 1;
  }

  private static void columns(ChunkView chunk, Breaches breaches) throws IOException {
    for (Map.Entry<String, TableView> entry : chunk.tables().entrySet()) {
      TableView table = entry.getValue();
      boolean perFrameRaw = entry.getKey().equals(Layout.RAW) && table.isPerFrame();
      Table<?> ours =
          perFrameRaw ? FrameState.NITROGEN : TABLES.getOrDefault(entry.getKey(), FrameRow.TABLE);
      Map<String, String> expected = TableFile.columns(ours);
      for (Map.Entry<String, String> column : expected.entrySet()) {
        String found = table.columns().getOrDefault(column.getKey(), "not there");
        // Foreign files may call a list's levels otherwise and leave every cell optional.
        boolean fits =
            table.isOurs()
                ? found.equals(column.getValue())
                : loose(found).equals(loose(column.getValue()));
        if (!fits && (table.isOurs() || table.isPerFrame())) {
          breaches.add(
              chunk.at(entry.getKey()),
              "column %s is %s, expected %s".formatted(column.getKey(), found, column.getValue()));
        }
      }
    }
  }

  /** A column's type without what readers do not care about. */
  private static String loose(String column) {
    String type = column.replaceAll(".*\\b(boolean|int32|int64|float|double|binary)\\b.*", "$1");
    return type.equals("int32") ? "boolean" : type;
  }

  private static void rows(ChunkView chunk, Breaches breaches) throws IOException {
    JsonNode size = chunk.metadata().path("chunk_size");
    for (Map.Entry<String, TableView> entry : chunk.tables().entrySet()) {
      long rows = entry.getValue().rows();
      if (entry.getValue().isPerFrame() && size.isNumber() && rows != size.longValue()) {
        breaches.add(
            chunk.at(entry.getKey()),
            "%d rows, expected %d, a row a frame".formatted(rows, size.longValue()));
      }
      JsonNode told = chunk.metadata().path("rows").path(entry.getKey());
      if (told.isNumber() && told.longValue() != rows) {
        breaches.add(
            chunk.at(entry.getKey()),
            "%d rows, the metadata says %d".formatted(rows, told.longValue()));
      }
    }
  }
}
