package org.kinora.dataset.webdataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.kinora.lib.dataset.EventMarks;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.parquet.TableFile;
import org.kinora.media.DatasetSummary;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetPiece;

/** The shards of a data set, whoever wrote them. */
final class Shards {
  static final String VIDEO = ".mp4";
  static final String DESCRIPTION = ".json";
  static final String EVENTS = ".parquet";
  static final String CARD = "README.md";

  private static final String SUFFIX = ".tar";
  private static final List<String> MEMBERS = List.of(VIDEO, DESCRIPTION, EVENTS);
  private static final int MOST_DESCRIPTION = 1 << 20;

  private final Path root;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * A data set.
   *
   * @throws MediaException DIR_NOT_FOUND
   */
  Shards(Path root) throws MediaException {
    this.root = root;
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + root);
    }
  }

  static String name(int shard) {
    return String.format(Locale.ROOT, "shard-%06d", shard) + SUFFIX;
  }

  /** Readers take what is in front of the first dot as the name of a sample. */
  static String key(String recording, int piece) {
    return String.format(Locale.ROOT, "%s_%06d", recording.replace('.', '='), piece);
  }

  static String card() {
    return """
        ---
        tags:
        - webdataset
        configs:
        - config_name: default
          data_files: "*.tar"
        ---

        Pieces of recordings of what people did: `.mp4` the pictures, `.json` what they are, `.parquet` the
        events; made by Kinora.
        """;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static int dot(String name) {
    int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    return dot < 0 ? name.length() : dot;
  }

  DatasetSummary summary() throws IOException {
    TreeSet<String> pieces = new TreeSet<>();
    TreeSet<String> recordings = new TreeSet<>();
    long[] sums = new long[3];
    for (Path file : files()) {
      Tar.read(
          file,
          (name, size, in) -> {
            pieces.add(name.substring(0, dot(name)));
            if (name.endsWith(DESCRIPTION)) {
              JsonNode about = json.readTree(in.readNBytes(MOST_DESCRIPTION));
              recordings.add(about.path("recording").asText());
              sums[0] += about.path("end_us").asLong() - about.path("start_us").asLong();
              sums[1] += about.path("frames").asLong();
              sums[2] += about.path("events").asLong();
            }
          });
    }
    if (pieces.isEmpty()) {
      throw new MediaException(MediaError.FORMAT_UNKNOWN, root + " holds no shards");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("shards", Integer.toString(files().size()));
    facts.put("frames", Long.toString(sums[1]));
    facts.put("events", Long.toString(sums[2]));
    return new DatasetSummary(
        "webdataset",
        "",
        recordings.size(),
        List.copyOf(pieces),
        sums[0],
        Manifest.sizeBytes(root),
        facts);
  }

  void verify(FaultSink faults) throws IOException {
    for (Path file : files()) {
      String place = String.valueOf(file.getFileName());
      Map<String, List<String>> samples = new TreeMap<>();
      List<String> order = new ArrayList<>();
      try {
        Tar.read(
            file,
            (name, size, in) -> {
              String key = name.substring(0, dot(name));
              if (order.isEmpty() || !order.get(order.size() - 1).equals(key)) {
                order.add(key);
              }
              samples.computeIfAbsent(key, k -> new ArrayList<>()).add(name.substring(dot(name)));
            });
      } catch (MediaException e) {
        faults.accept(new Fault(Severity.LOSS, place, "tar.readable: " + e.getMessage()));
        continue;
      }
      for (Map.Entry<String, List<String>> sample : samples.entrySet()) {
        if (!sample.getValue().equals(MEMBERS)) {
          faults.accept(
              new Fault(
                  Severity.WARNING,
                  place + ", " + sample.getKey(),
                  "sample.members: %s, expected %s".formatted(sample.getValue(), MEMBERS)));
        }
      }
      if (order.size() != samples.size()) {
        faults.accept(
            new Fault(
                Severity.WARNING,
                place,
                "sample.together: the files of a sample stand apart; readers take each part for a"
                    + " sample"));
      }
    }
  }

  /** A piece; its video is unpacked into a file that goes when the program ends. */
  DatasetPiece piece(String piece) throws IOException {
    Map<String, Path> members = new HashMap<>();
    try {
      for (Path file : files()) {
        Tar.read(file, (name, size, in) -> keep(piece, name, in, members));
      }
      Path description = members.get(DESCRIPTION);
      if (description == null) {
        throw new MediaException(
            MediaError.DATA_RANGE_ERROR, "%s has no %s".formatted(root, piece));
      }
      JsonNode about = json.readTree(description.toFile());
      FrameRate rate = new FrameRate(Math.max(1, about.path("fps").asInt(1)), 1);
      long[] frameUs =
          LongStream.range(0, about.path("frames").asLong()).map(rate::timeUs).toArray();
      List<InputEvent> events =
          members.containsKey(EVENTS) ? events(members.get(EVENTS)) : List.of();
      return new DatasetPiece(
          Optional.ofNullable(members.remove(VIDEO)),
          LongStream.of(frameUs).boxed().toList(),
          EventMarks.of(events, 0, frameUs));
    } finally {
      for (Path left : members.values()) {
        Files.deleteIfExists(left);
      }
    }
  }

  private static void keep(String piece, String name, InputStream in, Map<String, Path> members)
      throws IOException {
    String suffix = name.substring(dot(name));
    if (name.substring(0, dot(name)).equals(piece) && MEMBERS.contains(suffix)) {
      Path file = Files.createTempFile("kinora-", suffix);
      file.toFile().deleteOnExit();
      members.put(suffix, file);
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<InputEvent> events(Path file) throws IOException {
    EventCodec codec = new EventCodec();
    List<InputEvent> events = new ArrayList<>();
    try (TableFile table = TableFile.open(file)) {
      table.read(
          List.of("t_us", "held", "event"),
          cells -> {
            if (cells[0] instanceof Long timeUs
                && Long.valueOf(0).equals(cells[1])
                && cells[2] instanceof String event) {
              ByteBuffer data = ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8));
              events.add(codec.read(EventCodec.VERSION, timeUs, data));
            }
          });
    }
    return events;
  }
}
