package org.kinora.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kinora.export.Datasets;
import org.kinora.export.ExportRequest;
import org.kinora.media.DatasetSummary;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Data sets of seven pieces a recording; the first recording of a plan may be in place. */
final class FakeDatasets implements Datasets {
  /** What {@link #verify} tells. */
  final List<Fault> faults = new ArrayList<>();

  /** What was asked. */
  final List<String> asked = new ArrayList<>();

  boolean resumes;

  @Override
  public Outlook plan(ExportRequest.Dataset request) throws IOException {
    if (!request.format().equals("shards")) {
      throw new MediaException(MediaError.PLUGIN_NOT_FOUND, "no data set " + request.format());
    }
    List<Planned> recordings = new ArrayList<>();
    for (Path source : request.sources()) {
      recordings.add(
          new Planned(
              source,
              source.getFileName().toString(),
              "SHARD_000" + recordings.size(),
              7,
              recordings.isEmpty() ? Map.of("grid", 6, "exact", 1) : Map.of("exact", 7),
              140_000_000,
              10 << 20,
              recordings.isEmpty() ? List.of("its rate varies") : List.of(),
              resumes && recordings.isEmpty()));
    }
    Map<String, String> options = new LinkedHashMap<>(request.options());
    options.putIfAbsent("length", "20s");
    options.putIfAbsent("game", "");
    return new Outlook(request.format(), options, recordings, resumes);
  }

  @Override
  public DatasetSummary summary(Path root, Optional<String> format) throws IOException {
    asked.add("summary " + root.getFileName() + format.map(name -> " as " + name).orElse(""));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("rows", "4000");
    facts.put("bad\u001bname", "x");
    return new DatasetSummary(
        "shards", "1", 1, List.of("rec_1_chunk_0000", "rec_1_chunk_0001"), 40_000_000, 2048, facts);
  }

  @Override
  public void verify(Path root, Optional<String> format, FaultSink sink) throws IOException {
    for (Fault fault : faults) {
      sink.accept(fault);
    }
  }

  @Override
  public void draw(Path root, String piece, Path target, int most, boolean overwrite)
      throws IOException {
    if (Files.exists(target) && !overwrite) {
      throw new MediaException(MediaError.TARGET_EXISTS, target + " is there already");
    }
    asked.add("draw " + piece + " " + most);
    Files.writeString(target, "picture", StandardCharsets.UTF_8);
  }
}
