package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kinora.dataset.shards.Rule.Breaches;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.dataset.Sha256;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaException;

/** The rules about how the chunks and files of a data set fit together. */
final class TreeRules {
  /** A chunk, as far as the tree needs it. */
  record ChunkPlace(
      String place, String shard, String videoId, JsonNode original, List<String> media) {}

  /**
   * A data set.
   *
   * @param chunks in the order of their places
   * @param files all files below the root, with slashes
   */
  record Tree(Path root, List<ChunkPlace> chunks, Set<String> files) {}

  static final List<Rule<Tree>> ALL =
      List.of(
          new Rule<>("tree.chunks", Severity.LOSS, "A data set has chunks.", TreeRules::notEmpty),
          new Rule<>(
              "tree.shard",
              Severity.WARNING,
              "All chunks of a recording lie in one shard.",
              TreeRules::shards),
          new Rule<>(
              "tree.consecutive",
              Severity.WARNING,
              "Chunks of a recording do not overlap, and follow each other without gaps.",
              TreeRules::consecutive),
          new Rule<>(
              "tree.media",
              Severity.LOSS,
              "The video and sound that metadata.json names are there.",
              TreeRules::media),
          new Rule<>(
              "tree.manifest",
              Severity.LOSS,
              "Files are as manifest.jsonl says, and it says all.",
              TreeRules::manifest),
          new Rule<>(
              "tree.leftovers",
              Severity.NOTE,
              "Nothing is left of an interrupted export.",
              TreeRules::leftovers));

  private TreeRules() {}

  private static void notEmpty(Tree tree, Breaches breaches) throws IOException {
    if (tree.chunks().isEmpty()) {
      breaches.add(".", "no actions/SHARD_xxxx/<video id>/<video id>_chunk_<number>");
    }
  }

  private static void shards(Tree tree, Breaches breaches) throws IOException {
    Map<String, Set<String>> shards = new TreeMap<>();
    tree.chunks()
        .forEach(
            chunk ->
                shards.computeIfAbsent(chunk.videoId(), id -> new TreeSet<>()).add(chunk.shard()));
    for (Map.Entry<String, Set<String>> entry : shards.entrySet()) {
      if (entry.getValue().size() > 1) {
        breaches.add(
            "actions", "recording %s lies in %s".formatted(entry.getKey(), entry.getValue()));
      }
    }
  }

  private static void consecutive(Tree tree, Breaches breaches) throws IOException {
    ChunkPlace before = null;
    for (ChunkPlace chunk : tree.chunks()) {
      if (before != null && before.videoId().equals(chunk.videoId())) {
        long end = before.original().path("end_frame").longValue();
        long start = chunk.original().path("start_frame").longValue();
        if (end != start) {
          breaches.add(
              chunk.place(),
              "start_frame is %d, the chunk before ends with %d".formatted(start, end));
        }
      }
      before = chunk;
    }
  }

  private static void media(Tree tree, Breaches breaches) throws IOException {
    for (ChunkPlace chunk : tree.chunks()) {
      for (String path : chunk.media()) {
        if (!tree.files().contains(path)) {
          breaches.add(chunk.place() + "/" + Layout.METADATA, path + " is missing");
        }
      }
    }
  }

  private static void manifest(Tree tree, Breaches breaches) throws IOException {
    if (!tree.files().contains(Manifest.FILE)) {
      return;
    }
    List<Manifest.Entry> entries;
    try {
      entries = new Manifest().read(tree.root().resolve(Manifest.FILE));
    } catch (MediaException e) {
      breaches.add(Manifest.FILE, e.getMessage());
      return;
    }
    for (Manifest.Entry entry : entries) {
      // A manifest is a foreign text: only files that were found below the root are looked at.
      if (!tree.files().contains(entry.path())) {
        breaches.add(entry.path(), "is missing");
        continue;
      }
      Path file = tree.root().resolve(entry.path());
      if (Files.size(file) != entry.bytes()) {
        breaches.add(
            entry.path(), "%d bytes, expected %d".formatted(Files.size(file), entry.bytes()));
      } else if (!Sha256.of(file).equals(entry.sha256())) {
        breaches.add(entry.path(), "SHA-256 is another, expected " + entry.sha256());
      }
    }
    Set<String> told = entries.stream().map(Manifest.Entry::path).collect(Collectors.toSet());
    for (String path : tree.files()) {
      boolean data = path.contains("/");
      if (data && !told.contains(path) && !isLeftover(path)) {
        breaches.add(path, "is not in the manifest");
      }
    }
  }

  private static void leftovers(Tree tree, Breaches breaches) throws IOException {
    for (String path : tree.files()) {
      if (isLeftover(path)) {
        breaches.add(path, "is a temporary file");
      }
    }
  }

  private static boolean isLeftover(String path) {
    return path.endsWith(".tmp") || path.contains(".tmp/");
  }
}
