package org.kinora.dataset.nextmetal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.kinora.lib.dataset.EventMarks;
import org.kinora.lib.dataset.FileCheck;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;
import org.kinora.media.DatasetSummary;
import org.kinora.media.EventFormat;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;

/** A directory of ZIPs. */
final class ZipTree {
  static final String SUFFIX = ".zip";

  private final NextMetalFormat format;

  ZipTree(NextMetalFormat format) {
    this.format = format;
  }

  /** All ZIPs, by name. */
  private static List<Path> zips(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + root);
    }
    try (Stream<Path> files = Files.list(root)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  DatasetSummary summary(Path root) throws IOException {
    List<String> pieces = new ArrayList<>();
    long durationUs = 0;
    long events = 0;
    for (Path zip : zips(root)) {
      if (!(format.probe(zip) instanceof Probe.Match)) {
        continue;
      }
      try (RecordingReader reader = format.open(zip)) {
        pieces.add(name(zip));
        durationUs += reader.info().durationUs().orElse(0);
        events += reader.index(events(reader).id()).count();
      }
    }
    if (pieces.isEmpty()) {
      throw new MediaException(MediaError.FORMAT_UNKNOWN, root + " holds no ZIP of a recording");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("events", Long.toString(events));
    return new DatasetSummary(
        "nextmetal", "", pieces.size(), pieces, durationUs, Manifest.sizeBytes(root), facts);
  }

  private static String name(Path zip) {
    String name = zip.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static Track events(RecordingReader reader) {
    return reader.info().tracks().stream()
        .filter(track -> track.format() instanceof EventFormat)
        .findFirst()
        .orElseThrow();
  }

  void verify(Path root, FaultSink faults) throws IOException {
    List<Path> zips = zips(root);
    FileCheck.run(root, faults);
    for (Path zip : zips) {
      String place = String.valueOf(zip.getFileName());
      try (RecordingReader reader = format.open(zip)) {
        reader.verify(
            fault ->
                faults.accept(
                    new Fault(
                        fault.severity(),
                        place + ", " + fault.place(),
                        "zip.content: " + fault.message())));
        if (!reader.info().id().equals(name(zip))) {
          faults.accept(
              new Fault(
                  Severity.NOTE, place, "zip.name: it holds recording " + reader.info().id()));
        }
      } catch (MediaException e) {
        faults.accept(new Fault(Severity.LOSS, place, "zip.whole: " + e.getMessage()));
      }
    }
  }

  DatasetPiece piece(Path root, String piece) throws IOException {
    Path zip =
        zips(root).stream()
            .filter(file -> name(file).equals(piece))
            .findFirst()
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.DATA_RANGE_ERROR, "%s has no %s".formatted(root, piece)));
    try (RecordingReader reader = format.open(zip)) {
      Optional<Track> video = reader.info().firstVideo();
      if (video.isEmpty()) {
        return new DatasetPiece(Optional.empty(), List.of(), List.of());
      }
      TrackIndex index = reader.index(video.get().id());
      long[] frameUs =
          IntStream.range(0, index.count()).mapToLong(index::timeUs).sorted().toArray();
      // A ZIP also has what was done before its first picture and behind its last one.
      List<InputEvent> shown =
          read(reader).stream()
              .filter(event -> event.timeUs() >= 0 && event.timeUs() < index.endUs())
              .toList();
      return new DatasetPiece(
          Optional.of(zip),
          Arrays.stream(frameUs).boxed().toList(),
          EventMarks.of(shown, 0, frameUs));
    }
  }

  private static List<InputEvent> read(RecordingReader reader) throws IOException {
    Track track = events(reader);
    int version = ((EventFormat) track.format()).schemaVersion();
    EventCodec codec = new EventCodec();
    List<InputEvent> events = new ArrayList<>();
    reader.read(
        new SampleRange(track.id(), 0, reader.index(track.id()).count()),
        (info, data) -> {
          try {
            events.add(codec.read(version, info.timeUs(), data));
          } catch (MediaException e) {
            // What is no event of the schema cannot be shown.
          }
        });
    return events;
  }
}
