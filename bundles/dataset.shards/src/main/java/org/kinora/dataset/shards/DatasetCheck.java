package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.kinora.dataset.shards.TreeRules.ChunkPlace;
import org.kinora.dataset.shards.TreeRules.Tree;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Verifies a data set of this layout, also one that others wrote, by {@link #rules}. Changes
 * nothing. Holds one chunk at a time.
 */
final class DatasetCheck {
  /** Shard, recording, chunk. */
  private static final int CHUNK_DEPTH = 3;

  private final Path root;
  private final FaultSink sink;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * A check of a tree.
   *
   * @param sink hears each breach of a rule, which its message begins with
   */
  DatasetCheck(Path root, FaultSink sink) {
    this.root = root;
    this.sink = sink;
  }

  /** All rules, each as its id and what it says. */
  static List<String> rules() {
    List<Rule<?>> rules = new ArrayList<>(ChunkRules.ALL);
    rules.addAll(RowRules.ALL);
    rules.addAll(TreeRules.ALL);
    return Rule.describe(rules);
  }

  /**
   * Checks everything.
   *
   * @throws MediaException DIR_NOT_FOUND if there is no such directory
   */
  void run() throws IOException {
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, root.getFileName() + " is no directory");
    }
    Set<String> files = new TreeSet<>();
    List<ChunkPlace> chunks = new ArrayList<>();
    for (String path : walk(files)) {
      ChunkView chunk = ChunkView.of(root, root.resolve(path), json);
      for (Rule<ChunkView> rule : ChunkRules.ALL) {
        apply(rule, chunk);
      }
      for (Rule<ChunkView> rule : RowRules.ALL) {
        apply(rule, chunk);
      }
      chunks.add(placed(chunk));
    }
    for (Rule<Tree> rule : TreeRules.ALL) {
      apply(rule, new Tree(root, chunks, files));
    }
  }

  /** Gathers the files, and gives the chunks' folders in the order of their names. */
  private Set<String> walk(Set<String> files) throws IOException {
    Set<String> folders = new TreeSet<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path below = root.relativize(path);
        String place = below.toString().replace('\\', '/');
        if (Files.isRegularFile(path)) {
          files.add(place);
        } else if (isChunk(below)) {
          folders.add(place);
        }
      }
    }
    return folders;
  }

  /** Whether it is actions/SHARD_xxxx/id/chunk; foreign trees may begin with the shards. */
  private static boolean isChunk(Path below) {
    int first = below.startsWith("actions") ? 1 : 0;
    return below.getNameCount() == first + CHUNK_DEPTH
        && below.getName(first).toString().startsWith("SHARD_")
        && below.getFileName().toString().contains("_chunk_")
        && !below.toString().endsWith(".tmp");
  }

  private static ChunkPlace placed(ChunkView chunk) {
    List<String> media = new ArrayList<>();
    for (String kind : List.of("video", "audio")) {
      for (JsonNode file : chunk.metadata().path(kind).path("tracks")) {
        media.add(file.path("path").asText());
      }
    }
    Path place = Path.of(chunk.place());
    return new ChunkPlace(
        chunk.place(),
        place.getName(place.getNameCount() - CHUNK_DEPTH).toString(),
        chunk.videoId(),
        chunk.original(),
        media);
  }

  private <S> void apply(Rule<S> rule, S subject) throws IOException {
    List<Fault> found = new ArrayList<>();
    try {
      rule.check()
          .run(
              subject, (place, message) -> found.add(fault(rule, rule.severity(), place, message)));
    } catch (MediaException e) {
      // Rows may be damaged, or compressed in a way that is not known here.
      String place = subject instanceof ChunkView chunk ? chunk.place() : ".";
      found.add(fault(rule, Fault.Severity.LOSS, place, e.getMessage()));
    }
    for (Fault fault : found) {
      sink.accept(fault);
    }
  }

  private static Fault fault(Rule<?> rule, Fault.Severity severity, String place, String message) {
    return new Fault(severity, place, rule.id() + ": " + message);
  }
}
