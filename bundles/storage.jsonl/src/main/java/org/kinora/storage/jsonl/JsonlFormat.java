package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kinora.lib.provider.Faults;
import org.kinora.lib.provider.Options;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.spi.storage.StorageFormatType;
import org.osgi.service.component.annotations.Component;

/**
 * Format {@code jsonl}: the directory that the browser recorder writes. Version 0 is the recorder's
 * own; version 1 adds what a copy from elsewhere needs. See {@code docs/formats/jsonl.md}.
 */
@Component
@StorageFormatType(
    format = "jsonl",
    format_reads = {Meta.OLDEST_VERSION, Meta.NEWEST_VERSION},
    format_writes = Meta.NEWEST_VERSION,
    format_loses = {
      "a duration that is not known becomes the time to the next sample",
      "tracks stand in the order of their ids"
    },
    description = "browser recorder: meta.json, index.jsonl, data.bin")
public final class JsonlFormat implements StorageFormat {
  private final ObjectMapper json = new ObjectMapper();

  /** {@inheritDoc} Two of the three main files make a recording; open() names the missing one. */
  @Override
  public Probe probe(Path at) throws IOException {
    if (!Files.isDirectory(at)) {
      return new Probe.NoMatch(at + " is no directory");
    }
    List<String> found = new ArrayList<>();
    for (String name : mainFiles()) {
      if (Files.isRegularFile(at.resolve(name))) {
        found.add(name);
      }
    }
    if (found.size() < 2) {
      return new Probe.NoMatch("of " + mainFiles() + " there is " + found);
    }
    int version = found.contains(Meta.FILE) ? Meta.read(at, json, Faults.UNHEARD).version() : 0;
    return version >= Meta.OLDEST_VERSION && version <= Meta.NEWEST_VERSION
        ? new Probe.Match(version)
        : new Probe.WrongVersion(version, Meta.OLDEST_VERSION, Meta.NEWEST_VERSION);
  }

  private static List<String> mainFiles() {
    return List.of(Meta.FILE, StreamFiles.VIDEO.index, StreamFiles.VIDEO.data);
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    return new JsonlReader(at, json);
  }

  /**
   * {@inheritDoc} Holds at most one video track, one more as the camera, and one audio track; any
   * codec.
   */
  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    Options.of(options, Set.of());
    return JsonlWriter.create(at, info, json);
  }
}
