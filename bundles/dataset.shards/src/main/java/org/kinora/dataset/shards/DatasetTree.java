package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.kinora.media.DatasetSummary;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetPiece;

/**
 * A data set as it lies on the disk, ours or a foreign one.
 *
 * @param files all of them, with slashes
 * @param chunks the chunks' folders below the root
 */
record DatasetTree(Path root, SortedSet<String> files, SortedSet<String> chunks, long sizeBytes) {
  /** Shard, recording, chunk. */
  static final int CHUNK_DEPTH = 3;

  private static final double US = 1e6;

  /**
   * Looks at a directory.
   *
   * @throws MediaException DIR_NOT_FOUND if there is none
   */
  static DatasetTree at(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, root.getFileName() + " is no directory");
    }
    SortedSet<String> files = new TreeSet<>();
    SortedSet<String> chunks = new TreeSet<>();
    long sizeBytes = 0;
    try (Stream<Path> paths = Files.walk(root)) {
      for (Iterator<Path> each = paths.iterator(); each.hasNext(); ) {
        Path path = each.next();
        Path below = root.relativize(path);
        // What begins with a dot is somebody else's: an exporter's journal, a version control's.
        if (below.startsWith("") || below.getName(0).toString().startsWith(".")) {
          continue;
        }
        String place = below.toString().replace('\\', '/');
        if (Files.isRegularFile(path)) {
          files.add(place);
          sizeBytes += Files.size(path);
        } else if (isChunk(below)) {
          chunks.add(place);
        }
      }
    }
    return new DatasetTree(root, files, chunks, sizeBytes);
  }

  /** Whether it is actions/SHARD_xxxx/id/chunk; foreign trees may begin with the shards. */
  private static boolean isChunk(Path below) {
    int first = below.startsWith("actions") ? 1 : 0;
    return below.getNameCount() == first + CHUNK_DEPTH
        && below.getName(first).toString().startsWith("SHARD_")
        && below.getFileName().toString().contains("_chunk_")
        && !below.toString().endsWith(".tmp");
  }

  /**
   * What it holds.
   *
   * @throws MediaException FORMAT_UNKNOWN if it is no such data set
   */
  DatasetSummary summary() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode stats = stats(json);
    if (chunks.isEmpty() && !stats.has("schema_version")) {
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN,
          "%s has no actions/SHARD_xxxx/<video id>/<video id>_chunk_<number>"
              .formatted(root.getFileName()));
    }
    SortedSet<String> recordings = new TreeSet<>();
    SortedSet<String> shards = new TreeSet<>();
    String version = stats.path("schema_version").asText();
    long durationUs = 0;
    for (String place : chunks) {
      ChunkView chunk = ChunkView.of(root, root.resolve(place), json);
      recordings.add(chunk.videoId());
      shards.add(chunk.shard());
      durationUs += durationUs(chunk);
      version = chunk.metadata().path("schema_version").asText(version);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("shards", Integer.toString(shards.size()));
    for (String fact : List.of("frames", "quality")) {
      tell(facts, fact, stats.path(fact));
    }
    return new DatasetSummary(
        "shards",
        version,
        recordings.size(),
        chunks.stream().map(DatasetTree::name).sorted().toList(),
        durationUs,
        sizeBytes,
        facts);
  }

  private static void tell(Map<String, String> facts, String name, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(e -> tell(facts, e.getKey().replace('_', ' '), e.getValue()));
    } else if (value.isNumber()) {
      facts.put(name, value.asText());
    }
  }

  private JsonNode stats(ObjectMapper json) throws IOException {
    Path file = root.resolve(DatasetStats.FILE);
    return Files.isRegularFile(file) ? json.readTree(Files.readAllBytes(file)) : json.missingNode();
  }

  private static long durationUs(ChunkView chunk) {
    JsonNode video = chunk.original();
    return video.has("end_us")
        ? video.path("end_us").longValue() - video.path("start_us").longValue()
        : Math.round(video.path("duration").doubleValue() * US);
  }

  /**
   * A chunk and what was done in it.
   *
   * @throws MediaException DATA_RANGE_ERROR if there is no such chunk
   */
  DatasetPiece piece(String name) throws IOException {
    for (String place : chunks) {
      if (name(place).equals(name)) {
        return ChunkMarks.of(ChunkView.of(root, root.resolve(place), new ObjectMapper()));
      }
    }
    throw new MediaException(
        MediaError.DATA_RANGE_ERROR,
        "%s has no chunk '%s'; it has %d".formatted(root.getFileName(), name, chunks.size()));
  }

  private static String name(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
