package org.kinora.tck.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.kinora.media.DatasetSummary;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPiece.Mark;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;

/**
 * The smallest data set format, and what can be wrong with one. A piece has two seconds or so: a
 * film and a text, which has a line a picture and a line an event. {@code sums.txt} has the
 * checksums of all of them.
 */
final class ToyDataset implements DatasetFormat {
  private static final String NAME = "toy";
  private static final String SUMS = "sums.txt";
  private static final int PICTURES = 40;

  private final Bug bug;
  private final AtomicInteger calls = new AtomicInteger();
  private final List<InputStream> forgotten = new ArrayList<>();

  /** What is wrong with it. */
  enum Bug {
    NONE,
    PLANS_ANEW,
    OVERLAPS,
    COUNTS_CALLS,
    LEAVES_OPEN,
    COMPLAINS,
    OVERLOOKS,
    TAKES_THE_JOURNAL,
    SHIFTS_PICTURES,
    LOSES_EVENTS,
    TAKES_ANY_OPTION,
    TAKES_TWINS,
    TAKES_ANY_ID,
    KNOWS_ANYTHING,
    INVENTS_PIECES,
    GOES_ON
  }

  ToyDataset(Bug bug) {
    this.bug = bug;
  }

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    if (!options.isEmpty() && bug != Bug.TAKES_ANY_OPTION) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "options " + options + ", none known");
    }
    List<Unit> units = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (RecordingSource recording : recordings) {
      String id = recording.info().id();
      if (!id.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}") && bug != Bug.TAKES_ANY_ID) {
        throw new MediaException(MediaError.ID_INVALID, "recording '" + id + "'");
      }
      if (!ids.add(id) && bug != Bug.TAKES_TWINS) {
        throw new MediaException(MediaError.ARGUMENT_INVALID, "two recordings '" + id + "'");
      }
      int bytes = bug == Bug.PLANS_ANEW ? calls.incrementAndGet() : 1;
      units.add(new Unit(units.size(), id, "here", pieces(recording), bytes, List.of()));
    }
    return new DatasetPlan(options, units);
  }

  private List<Piece> pieces(RecordingSource recording) throws IOException {
    TrackIndex film = recording.index(DatasetRecording.VIDEO);
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < film.count(); i += PICTURES) {
      int next = i + PICTURES;
      long endUs = next < film.count() ? film.timeUs(next) : film.endUs();
      String name = recording.info().id() + "_" + pieces.size();
      pieces.add(new Piece(name, film.timeUs(i), endUs + (bug == Bug.OVERLAPS ? 1 : 0), "copied"));
    }
    return pieces;
  }

  @Override
  public String write(DatasetPlan plan, Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    Path folder = Files.createDirectory(directory.resolve(unit.recording()));
    for (Piece piece : unit.pieces()) {
      try {
        write(piece, recording, folder);
      } catch (MediaException e) {
        if (bug != Bug.GOES_ON) {
          throw e;
        }
      }
    }
    return sums(directory);
  }

  private void write(Piece piece, RecordingSource recording, Path folder) throws IOException {
    Path film = folder.resolve(piece.name() + ".ivf");
    StringBuilder text = new StringBuilder();
    text.append(piece.startUs()).append(' ').append(piece.endUs()).append('\n');
    VideoCut cut =
        new VideoCut(
            DatasetRecording.VIDEO, piece.startUs(), piece.endUs(), "ivf", new VideoCut.Copied());
    List<Long> frames = new ArrayList<>();
    recording.cut(cut, film, (timeUs, durationUs, sourceUs, keyframe) -> frames.add(timeUs));
    frames.forEach(timeUs -> text.append("picture ").append(timeUs).append('\n'));
    boolean hasEvents =
        recording.info().tracks().stream().anyMatch(t -> t.id() == DatasetRecording.EVENTS);
    if (hasEvents) {
      recording.read(
          DatasetRecording.EVENTS,
          piece.startUs(),
          piece.endUs(),
          (info, data) -> {
            if (bug != Bug.LOSES_EVENTS || calls.incrementAndGet() % 100 != 0) {
              text.append("event ").append(info.timeUs() - piece.startUs()).append(' ');
              text.append(StandardCharsets.UTF_8.decode(data)).append('\n');
            }
          });
    }
    if (bug == Bug.COUNTS_CALLS) {
      text.append("call ").append(calls.incrementAndGet()).append('\n');
    }
    Path description = Files.writeString(folder.resolve(piece.name() + ".txt"), text);
    if (bug == Bug.LEAVES_OPEN) {
      forgotten.add(Files.newInputStream(description));
    }
  }

  private static String sums(Path root) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Path file : Snapshot.files(root)) {
      sums.append(sum(file)).append(' ').append(root.relativize(file)).append('\n');
    }
    return sums.toString();
  }

  private static String sum(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(Files.readAllBytes(file));
    return Long.toHexString(sum.getValue());
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    Files.writeString(directory.resolve(SUMS), String.join("", reports));
  }

  private Map<String, String> told(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "no directory");
    }
    if (!Files.exists(root.resolve(SUMS))) {
      if (bug == Bug.KNOWS_ANYTHING) {
        return Map.of();
      }
      throw new MediaException(MediaError.FORMAT_UNKNOWN, "no " + SUMS);
    }
    Map<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(root.resolve(SUMS))) {
      String[] parts = line.split(" ", 2);
      sums.put(parts[1], parts[0]);
    }
    return sums;
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    Set<String> recordings = new HashSet<>();
    List<String> pieces = new ArrayList<>();
    long durationUs = 0;
    long bytes = 0;
    for (String path : told(root).keySet()) {
      if (path.endsWith(".txt")) {
        Path file = root.resolve(path);
        recordings.add(Objects.requireNonNull(Path.of(path).getParent()).toString());
        pieces.add(file.getFileName().toString().replace(".txt", ""));
        String[] range = Files.readAllLines(file).get(0).split(" ", 2);
        durationUs += Long.parseLong(range[1]) - Long.parseLong(range[0]);
      }
    }
    for (Path file : Snapshot.files(root)) {
      boolean ours = !root.relativize(file).startsWith(".kinora");
      bytes += ours || bug == Bug.TAKES_THE_JOURNAL ? Files.size(file) : 0;
    }
    List<String> sorted = pieces.stream().sorted().toList();
    return new DatasetSummary(NAME, "1", recordings.size(), sorted, durationUs, bytes, Map.of());
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    for (Map.Entry<String, String> each : told(root).entrySet()) {
      Path file = root.resolve(each.getKey());
      boolean whole = Files.exists(file) && sum(file).equals(each.getValue());
      if ((!whole && bug != Bug.OVERLOOKS) || bug == Bug.COMPLAINS) {
        faults.accept(new Fault(Fault.Severity.LOSS, each.getKey(), "sums: is another"));
      }
    }
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    for (String path : told(root).keySet()) {
      if (path.endsWith("/" + piece + ".txt") || bug == Bug.INVENTS_PIECES) {
        return piece(root.resolve(path.replace(".ivf", ".txt")));
      }
    }
    throw new MediaException(MediaError.DATA_RANGE_ERROR, "no piece '" + piece + "'");
  }

  private DatasetPiece piece(Path description) throws IOException {
    List<Long> frames = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (String line : Files.readAllLines(description)) {
      String[] parts = line.split(" ", 3);
      if (parts[0].equals("picture")) {
        frames.add(Long.valueOf(parts[1]));
      } else if (parts[0].equals("event")) {
        long timeUs = Long.parseLong(parts[1]);
        int shown = (int) frames.stream().filter(frame -> frame <= timeUs).count() - 1;
        int frame = bug == Bug.SHIFTS_PICTURES ? shown + 1 : shown;
        marks.add(new Mark(timeUs, frame, parts[2], Optional.empty()));
      }
    }
    Path film =
        description.resolveSibling(description.getFileName().toString().replace(".txt", ".ivf"));
    return new DatasetPiece(Optional.of(film), frames, marks);
  }

  /** Closes what {@link Bug#LEAVES_OPEN} left. */
  void closeForgotten() throws IOException {
    for (InputStream each : forgotten) {
      each.close();
    }
  }
}
