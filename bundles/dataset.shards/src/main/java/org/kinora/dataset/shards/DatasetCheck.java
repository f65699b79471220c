package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.dataset.shards.TreeRules.ChunkPlace;
import org.kinora.dataset.shards.TreeRules.Tree;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaException;

/**
 * Verifies a data set of this layout, also one that others wrote, by {@link #rules}. Changes
 * nothing. Holds one chunk at a time.
 */
final class DatasetCheck {
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
    DatasetTree tree = DatasetTree.at(root);
    List<ChunkPlace> chunks = new ArrayList<>();
    for (String path : tree.chunks()) {
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
      apply(rule, new Tree(root, chunks, tree.files()));
    }
  }

  private static ChunkPlace placed(ChunkView chunk) {
    List<String> media = new ArrayList<>();
    for (String kind : List.of("video", "audio")) {
      for (JsonNode file : chunk.metadata().path(kind).path("tracks")) {
        media.add(file.path("path").asText());
      }
    }
    return new ChunkPlace(chunk.place(), chunk.shard(), chunk.videoId(), chunk.original(), media);
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
