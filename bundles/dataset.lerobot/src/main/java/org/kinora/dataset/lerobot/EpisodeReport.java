package org.kinora.dataset.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kinora.lib.dataset.Manifest;

/**
 * What is known of a recording's episodes once they are written, as text between {@code write} and
 * {@code complete}.
 */
record EpisodeReport(List<Episode> episodes, List<Manifest.Entry> files) {
  /**
   * An episode.
   *
   * @param recording the number of its recording, and of the file of its rows
   * @param number in the data set
   * @param firstIndex the number of its first frame in the data set
   * @param spreads by feature
   */
  record Episode(
      int recording,
      int number,
      long firstIndex,
      long frames,
      int fps,
      String codec,
      int width,
      int height,
      Map<String, Spread> spreads) {}

  /** Copies the lists. */
  EpisodeReport {
    episodes = List.copyOf(episodes);
    files = List.copyOf(files);
  }

  /** One line of JSON. */
  String text() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    for (Episode episode : episodes) {
      ObjectNode node = root.withArray("episodes").addObject();
      node.put("recording", episode.recording());
      node.put("number", episode.number());
      node.put("firstIndex", episode.firstIndex());
      node.put("frames", episode.frames());
      node.put("fps", episode.fps());
      node.put("codec", episode.codec());
      node.put("width", episode.width());
      node.put("height", episode.height());
      ObjectNode spreads = node.putObject("spreads");
      episode.spreads().forEach((feature, spread) -> spreads.set(feature, spread.json()));
    }
    files.forEach(file -> Manifest.write(root.withArray("files").addObject(), file));
    return root.toString();
  }

  /** Reads what {@link #text()} wrote. */
  static EpisodeReport of(String text) throws IOException {
    JsonNode root = new ObjectMapper().readTree(text);
    List<Episode> episodes = new ArrayList<>();
    for (JsonNode node : root.path("episodes")) {
      Map<String, Spread> spreads = new LinkedHashMap<>();
      node.path("spreads")
          .properties()
          .forEach(e -> spreads.put(e.getKey(), Spread.of(e.getValue())));
      episodes.add(
          new Episode(
              node.path("recording").intValue(),
              node.path("number").intValue(),
              node.path("firstIndex").longValue(),
              node.path("frames").longValue(),
              node.path("fps").intValue(),
              node.path("codec").textValue(),
              node.path("width").intValue(),
              node.path("height").intValue(),
              spreads));
    }
    List<Manifest.Entry> files = new ArrayList<>();
    root.path("files").forEach(file -> files.add(Manifest.entry(file)));
    return new EpisodeReport(episodes, files);
  }
}
