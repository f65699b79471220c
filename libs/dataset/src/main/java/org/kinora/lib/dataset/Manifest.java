package org.kinora.lib.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The list of a data set's files, {@code manifest.jsonl}: a line a file, sorted by path. Made of
 * what is there, so that it does not matter who wrote it in which order.
 */
public final class Manifest {
  /** Its name, at the root. */
  public static final String FILE = "manifest.jsonl";

  private final ObjectMapper json = new ObjectMapper();

  /**
   * A file of the data set.
   *
   * @param path below the root, with slashes
   * @param sha256 in hex
   * @param rows of tables
   * @param frames of video
   */
  public record Entry(
      String path, long bytes, String sha256, OptionalLong rows, OptionalLong frames) {
    /** Describes a file that is there. */
    public static Entry of(Path root, String path, OptionalLong rows, OptionalLong frames)
        throws IOException {
      Path file = root.resolve(path);
      return new Entry(path, Files.size(file), Sha256.of(file), rows, frames);
    }
  }

  /** The manifest's bytes; in which order entries come does not matter. */
  public byte[] bytes(List<Entry> entries) {
    StringBuilder lines = new StringBuilder();
    entries.stream()
        .sorted(Comparator.comparing(Entry::path))
        .forEach(entry -> lines.append(line(entry)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String line(Entry entry) {
    ObjectNode node = json.createObjectNode();
    write(node, entry);
    return node.toString();
  }

  /** Writes an entry's fields. */
  public static void write(ObjectNode node, Entry entry) {
    node.put("path", entry.path());
    node.put("bytes", entry.bytes());
    node.put("sha256", entry.sha256());
    entry.rows().ifPresent(rows -> node.put("rows", rows));
    entry.frames().ifPresent(frames -> node.put("frames", frames));
  }

  /**
   * Reads a manifest.
   *
   * @throws MediaException INDEX_PARSE_ERROR with the first line that is no entry
   */
  public List<Entry> read(Path file) throws IOException {
    return entries(Files.readString(file));
  }

  /**
   * Reads the text of a manifest.
   *
   * @throws MediaException INDEX_PARSE_ERROR with the first line that is no entry
   */
  public List<Entry> entries(String text) throws MediaException {
    List<Entry> entries = new ArrayList<>();
    for (String line : text.lines().toList()) {
      entries.add(entry(line, entries.size() + 1));
    }
    return List.copyOf(entries);
  }

  /** Describes all files below a directory. */
  public static List<Entry> of(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String path : paths(directory)) {
      entries.add(Entry.of(directory, path, OptionalLong.empty(), OptionalLong.empty()));
    }
    return entries;
  }

  /** How many bytes all files below a directory have, but for those in hidden folders. */
  public static long sizeBytes(Path directory) throws IOException {
    long bytes = 0;
    for (String path : paths(directory)) {
      bytes += Files.size(directory.resolve(path));
    }
    return bytes;
  }

  /** All files below a directory, sorted, but for those in folders whose names begin with a dot. */
  static Set<String> paths(Path directory) throws IOException {
    Set<String> paths = new TreeSet<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String place = directory.relativize(path).toString().replace('\\', '/');
        if (!place.startsWith(".")) {
          paths.add(place);
        }
      }
    }
    return paths;
  }

  private Entry entry(String line, int number) throws MediaException {
    try {
      JsonNode node = json.readTree(line);
      if (node.path("path").isTextual()
          && node.path("bytes").isIntegralNumber()
          && node.path("sha256").isTextual()) {
        return entry(node);
      }
    } catch (JsonProcessingException e) {
      throw bad(number, e.getOriginalMessage());
    }
    throw bad(number, "path, bytes or sha256 is missing");
  }

  /** Reads what {@link #write} wrote. */
  public static Entry entry(JsonNode node) {
    return new Entry(
        node.path("path").textValue(),
        node.path("bytes").longValue(),
        node.path("sha256").textValue(),
        number(node.path("rows")),
        number(node.path("frames")));
  }

  private static OptionalLong number(JsonNode node) {
    return node.isIntegralNumber() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
  }

  private static MediaException bad(int number, String what) {
    return new MediaException(
        MediaError.INDEX_PARSE_ERROR, "%s, line %d: %s".formatted(FILE, number, what));
  }
}
