package org.kinora.dataset.shards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kinora.lib.dataset.Manifest;

/** Writes the files that are about a data set as a whole. */
final class DatasetFiles {
  private static final String VIDEO = "video";

  private final ShardsOptions options;
  private final DatasetStats stats = new DatasetStats();
  private final List<ChunkRow> chunks = new ArrayList<>();
  private final List<Manifest.Entry> files = new ArrayList<>();

  DatasetFiles(ShardsOptions options) {
    this.options = options;
  }

  /** Adds a recording, in the order of the plan. */
  void add(UnitReport unit) {
    stats.add(unit);
    chunks.addAll(unit.chunks());
    files.addAll(unit.files());
  }

  /** Writes them all. */
  void write(Path directory) throws IOException {
    new ChunkTables(directory).write(ChunkRow.TABLE, chunks);
    List<ChunkRow> videos = chunks.stream().filter(row -> row.videoPath().isPresent()).toList();
    new ChunkTables(Files.createDirectories(directory.resolve(VIDEO)))
        .write(ChunkRow.VIDEOS, videos);
    Files.write(directory.resolve(DatasetStats.FILE), stats.bytes());
    Files.write(directory.resolve(DatasetCard.FILE), new DatasetCard(options).bytes(stats));
    Files.write(directory.resolve(Croissant.FILE), new Croissant(options).bytes());
    List<Manifest.Entry> all = new ArrayList<>(files);
    all.addAll(entries(directory));
    Files.write(directory.resolve(Manifest.FILE), new Manifest().bytes(all));
  }

  /** What was written here, with the rows of tables. */
  private List<Manifest.Entry> entries(Path directory) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String place = directory.relativize(path).toString().replace('\\', '/');
        boolean table = place.endsWith(".parquet");
        entries.add(
            Manifest.Entry.of(
                directory,
                place,
                table ? OptionalLong.of(chunks.size()) : OptionalLong.empty(),
                OptionalLong.empty()));
      }
    }
    return entries;
  }
}
