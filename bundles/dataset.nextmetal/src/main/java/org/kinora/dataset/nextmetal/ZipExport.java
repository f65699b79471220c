package org.kinora.dataset.nextmetal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.kinora.lib.dataset.Control;
import org.kinora.lib.dataset.RecordedEvents;
import org.kinora.lib.events.InputEvent;
import org.kinora.media.Effort;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;

/** Writes one recording as a ZIP. Time 0 of the ZIP is its first picture. */
final class ZipExport {
  private static final String WEBM = "webm";
  private static final long GROUP_US = 2_000_000;
  private static final int MS = 1_000;

  /** As a browser names what it recorded. */
  private static final List<String> SYSTEM = List.of("userAgent", "platform", "language");

  private final RecordingSource recording;
  private final Piece piece;
  private final int quality;
  private final ObjectMapper json = new ObjectMapper();

  ZipExport(RecordingSource recording, Piece piece, int quality) {
    this.recording = recording;
    this.piece = piece;
    this.quality = quality;
  }

  void write(Path directory, String name) throws IOException {
    RecordingInfo info = recording.info();
    RecordedEvents recorded = new RecordedEvents(recording);
    List<InputEvent> events =
        recorded.read(recorded.firstUs(piece.startUs()), Math.max(piece.endUs(), recorded.endUs()));
    long endUs = events.isEmpty() ? 0 : events.get(events.size() - 1).timeUs() + 1;
    long durationMs = ceilMs(Math.max(piece.endUs(), endUs) - piece.startUs());
    long startMs = startMs(info, events);
    Path video = directory.resolve("video");
    VideoCut.Made made = cut(video);
    JsonWriter writer = new JsonWriter(json);
    try (ZipFileWriter zip = new ZipFileWriter(directory.resolve(name))) {
      zip.store(info.id() + "." + WEBM, video);
      zip.add(
          info.id() + Archive.INPUT,
          out -> writer.input(info.id(), startMs, piece.startUs(), durationMs, events, out));
      ObjectNode metadata = metadata(info, events, startMs, durationMs, made.codec());
      zip.add(info.id() + Archive.METADATA, out -> writer.metadata(metadata, out));
      zip.finish();
    }
    Files.delete(video);
  }

  /** The wall clock at the first picture; where nobody knows it, one that has not been set. */
  private long startMs(RecordingInfo info, List<InputEvent> events) {
    if (info.startedAt().isPresent()) {
      Instant began = info.startedAt().get().toInstant().plusNanos(piece.startUs() * MS);
      return began.toEpochMilli();
    }
    long beforeUs = events.isEmpty() ? 0 : piece.startUs() - events.get(0).timeUs();
    return Math.max(0, ceilMs(beforeUs));
  }

  private static long ceilMs(long us) {
    return Math.floorDiv(us + MS - 1, MS);
  }

  /** Copies pictures if they can begin the file, else encodes them. */
  private VideoCut.Made cut(Path file) throws IOException {
    if (piece.cut().equals(NextMetalDataset.COPY)) {
      try {
        return cut(file, new VideoCut.Copied());
      } catch (MediaException e) {
        if (e.code() != MediaError.DATA_RANGE_ERROR) {
          throw e;
        }
        Files.deleteIfExists(file);
      }
    }
    return cut(
        file,
        new VideoCut.Encoded(
            NextMetalDataset.CODECS,
            Optional.empty(),
            OptionalInt.empty(),
            GROUP_US,
            quality,
            Effort.BALANCED));
  }

  private VideoCut.Made cut(Path file, VideoCut.Making making) throws IOException {
    int track = recording.info().firstVideo().orElseThrow().id();
    return recording.cut(
        new VideoCut(track, piece.startUs(), piece.endUs(), WEBM, making),
        file,
        (timeUs, durationUs, sourceUs, keyframe) -> {});
  }

  private ObjectNode metadata(
      RecordingInfo info, List<InputEvent> events, long startMs, long durationMs, String codec) {
    ObjectNode root = json.createObjectNode();
    ObjectNode session = root.putObject("session");
    session.put("id", info.id());
    if (info.startedAt().isPresent()) {
      session.put("startTime", Instant.ofEpochMilli(startMs).toString());
      session.put("endTime", Instant.ofEpochMilli(startMs + durationMs).toString());
    }
    session.put("duration", durationMs);
    session.put("totalInputEvents", events.size());
    String name = codec.toUpperCase(Locale.ROOT);
    ObjectNode what = root.putObject("recording");
    what.put("videoFormat", "WebM (" + name + ")");
    what.put("videoCodec", name);
    what.put("audioEnabled", false);
    what.put("webcamEnabled", false);
    what.put("screenRecordingEnabled", true);
    what.put("inputTrackingEnabled", !events.isEmpty());
    ObjectNode system = root.putObject("system");
    for (String member : SYSTEM) {
      Optional.ofNullable(info.tags().get(member)).ifPresent(value -> system.put(member, value));
    }
    ObjectNode use = root.putObject("ai");
    Stream.concat(
            Stream.of("video"),
            events.stream().flatMap(e -> Control.of(e).map(Control::source).stream()).sorted())
        .distinct()
        .forEach(use.withArray("dataTypes")::add);
    use.put("synchronizationMethod", Metadata.FIRST_PICTURE);
    use.put("dataFormat", "WebM + JSON");
    return root;
  }
}
