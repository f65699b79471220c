package org.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetType;
import org.kinora.spi.dataset.RecordingSource;
import org.osgi.service.component.annotations.Component;

/**
 * One video of a constant rate for each recording, and what was done while each of its pictures was
 * shown:
 *
 * <ul>
 *   <li>{@code recordings/ID/video.mp4};
 *   <li>{@code recordings/ID/frames.jsonl}: a {@link FrameLine} for each picture;
 *   <li>{@code dataset.json}: the {@link Head}, which lists the recordings;
 *   <li>{@code README.md}, for people;
 *   <li>{@code SHA256SUMS}: the {@link Sums} of all other files.
 * </ul>
 */
@Component
@DatasetType(
    dataset = FramesFormat.NAME,
    dataset_options = {
      "rate=20, pictures in a second: 1 to 240",
      "width=0, of the pictures in pixels: even; 0 for the recording's own"
    },
    dataset_codecs = {"h264", "vp9"},
    dataset_containers = "mp4",
    description = "A video file of each recording, and a line of JSON for each picture")
public final class FramesFormat implements DatasetFormat {
  static final String NAME = "frames";
  static final int VERSION = 1;
  static final String HEAD = "dataset.json";
  static final String README = "README.md";
  static final String RECORDINGS = "recordings";
  static final String VIDEO = "video.mp4";
  static final String LINES = "frames.jsonl";

  /** A recording's id is the name of its directory. */
  private static final Pattern ID = Pattern.compile("(?!\\.)[A-Za-z0-9._-]{1,128}");

  /** Called by Declarative Services. */
  public FramesFormat() {}

  /** Where a recording's files are. */
  static Path home(Path root, String id) {
    return root.resolve(RECORDINGS).resolve(id);
  }

  /** Whether a recording of this id has a directory. */
  static boolean isName(String id) {
    return ID.matcher(id).matches();
  }

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    Settings settings = Settings.of(options);
    Set<String> seen = new HashSet<>();
    List<DatasetPlan.Unit> units = new ArrayList<>();
    for (RecordingSource recording : recordings) {
      String id = recording.info().id();
      if (!isName(id)) {
        throw new MediaException(
            MediaError.ID_INVALID,
            "'" + id + "' cannot be a directory's name: expected " + ID.pattern());
      }
      if (!seen.add(id)) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID, "two recordings have the id " + id + ", expected one");
      }
      units.add(unit(units.size(), recording));
    }
    return new DatasetPlan(settings.asOptions(), units);
  }

  /** A recording is one piece, from its first picture to the end of its last. */
  private static DatasetPlan.Unit unit(int number, RecordingSource recording) throws IOException {
    String id = recording.info().id();
    Optional<Track> video = recording.info().firstVideo();
    if (video.isEmpty() || recording.index(video.get().id()).count() == 0) {
      return new DatasetPlan.Unit(
          number, id, RECORDINGS, List.of(), 0, List.of("It has no pictures and is left out."));
    }
    TrackIndex index = recording.index(video.get().id());
    long startUs = Long.MAX_VALUE;
    long bytes = 0;
    for (int i = 0; i < index.count(); i++) {
      startUs = Math.min(startUs, index.timeUs(i));
      bytes += index.size(i);
    }
    DatasetPlan.Piece piece = new DatasetPlan.Piece(id, startUs, index.endUs(), "whole");
    List<String> notes =
        Hands.track(recording.info()).isPresent()
            ? List.of()
            : List.of("It has no track of input events: nothing was done.");
    return new DatasetPlan.Unit(number, id, RECORDINGS, List.of(piece), bytes, notes);
  }

  @Override
  public String write(
      DatasetPlan plan, DatasetPlan.Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    if (unit.pieces().isEmpty()) {
      return "";
    }
    Path home = Files.createDirectories(home(directory, unit.recording()));
    UnitWriter writer = new UnitWriter(recording, unit.pieces().get(0));
    Head.Entry entry = writer.write(Settings.of(plan.options()), home);
    return entry.json() + "\n" + Sums.none().addAll(directory).text();
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    List<Head.Entry> entries = new ArrayList<>();
    Sums sums = Sums.none();
    for (String report : reports) {
      if (!report.isEmpty()) {
        entries.add(Head.Entry.parse(report.substring(0, report.indexOf('\n'))));
        sums.addAll(Sums.parse(report));
      }
    }
    Head head = new Head(plan.options(), entries);
    Files.writeString(directory.resolve(HEAD), head.json(), UTF_8);
    Files.writeString(directory.resolve(README), head.readme(), UTF_8);
    sums.addAll(directory).writeTo(directory);
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    Head head = Head.read(root);
    long durationUs = 0;
    long pictures = 0;
    for (Head.Entry entry : head.entries()) {
      durationUs += entry.durationUs();
      pictures += entry.pictures();
    }
    return new DatasetSummary(
        NAME,
        Integer.toString(VERSION),
        head.entries().size(),
        head.entries().stream().map(Head.Entry::id).sorted().toList(),
        durationUs,
        sizeBytes(root),
        Map.of("pictures", Long.toString(pictures)));
  }

  private static long sizeBytes(Path root) throws IOException {
    long sizeBytes = 0;
    for (Path file : Sums.files(root)) {
      sizeBytes += Files.size(file);
    }
    return sizeBytes;
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    new FramesCheck(root, faults).run();
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    if (!isName(piece)
        || Head.read(root).entries().stream().noneMatch(entry -> entry.id().equals(piece))) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR, root + " has no recording '" + piece + "'");
    }
    return Marks.of(home(root, piece));
  }
}
