package org.kinora.engine.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the journal of a data set says, an object a line: {@code {"version":1,"format":…,
 * "fingerprint":…}} of the request; {@code {"unit":3,"report":…,"files":[{"path":…,
 * "sizeBytes":…}]}} before the files of a unit get their names; the same of unit -1 for those about
 * all units; {@code {"done":true}} once all are there. The last line of a unit counts. A line that
 * a crash cut off does not, nor what is behind it. Checksums are the formats' own, in their
 * manifests: what is listed here was on the disk before.
 */
final class DatasetJournal {
  /** The number under which files stand that are about the data set as a whole. */
  static final int WHOLE = -1;

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, Entry> entries = new TreeMap<>();
  private Optional<Request> request = Optional.empty();
  private boolean done;
  private int sizeBytes;

  /**
   * What was asked for.
   *
   * @param format the data set's format
   * @param fingerprint equal for requests that lead to the same bytes
   */
  record Request(String format, String fingerprint) {
    ByteBuffer line() {
      return DatasetJournal.line(
          JSON.createObjectNode()
              .put("version", VERSION)
              .put("format", format)
              .put("fingerprint", fingerprint));
    }
  }

  /**
   * A file of the data set.
   *
   * @param path below its root, with slashes
   */
  record Listed(String path, long sizeBytes) {}

  /**
   * Files that were written together.
   *
   * @param report what the format wants to know of them later
   */
  record Entry(String report, List<Listed> files) {
    Entry {
      files = List.copyOf(files);
    }

    ByteBuffer line(int unit) {
      ObjectNode node = JSON.createObjectNode().put("unit", unit).put("report", report);
      ArrayNode list = node.putArray("files");
      for (Listed file : files) {
        list.addObject().put("path", file.path()).put("sizeBytes", file.sizeBytes());
      }
      return DatasetJournal.line(node);
    }

    static Entry of(JsonNode node) {
      List<Listed> files = new ArrayList<>();
      for (JsonNode file : node.path("files")) {
        files.add(new Listed(file.path("path").asText(), file.path("sizeBytes").asLong()));
      }
      return new Entry(node.path("report").asText(), files);
    }
  }

  /** The last line. */
  static ByteBuffer doneLine() {
    return line(JSON.createObjectNode().put("done", true));
  }

  private static ByteBuffer line(ObjectNode node) {
    return ByteBuffer.wrap((node + "\n").getBytes(UTF_8));
  }

  /** Reads a journal; one that is not there says nothing. */
  static DatasetJournal read(Path file) throws IOException {
    DatasetJournal journal = new DatasetJournal();
    if (!Files.exists(file)) {
      return journal;
    }
    byte[] bytes = Files.readAllBytes(file);
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (!journal.take(new String(bytes, start, i - start, UTF_8))) {
          break;
        }
        start = i + 1;
      }
    }
    journal.sizeBytes = start;
    return journal;
  }

  /** False for a line that is none. */
  private boolean take(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JacksonException e) {
      return false;
    }
    if (node.path("version").asInt() == VERSION) {
      request =
          Optional.of(new Request(node.path("format").asText(), node.path("fingerprint").asText()));
    } else if (node.path("unit").isInt()) {
      entries.put(node.path("unit").asInt(), Entry.of(node));
    } else if (!node.path("done").asBoolean()) {
      return false;
    }
    done = node.path("done").asBoolean();
    return true;
  }

  Optional<Request> request() {
    return request;
  }

  /** What was written or begun, by unit. */
  Map<Integer, Entry> entries() {
    return Map.copyOf(entries);
  }

  /** What was written or begun of one unit. */
  Optional<Entry> entry(int unit) {
    return Optional.ofNullable(entries.get(unit));
  }

  /** Whether nothing follows {@code done}. */
  boolean isDone() {
    return done;
  }

  /** The bytes of the lines that count. */
  int sizeBytes() {
    return sizeBytes;
  }

  /** All files that it names. */
  List<Listed> files() {
    return entries.values().stream().flatMap(entry -> entry.files().stream()).toList();
  }

  /** Notes what has been written to the journal. */
  void put(int unit, Entry entry) {
    entries.put(unit, entry);
  }
}
