package org.kinora.lib.movie;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kinora.lib.movie.BoxFile.FileBox;

/**
 * Goes through the boxes of a file, as far as there is sense in them.
 *
 * <p>A finished hybrid file is one whose fragments lie within its first {@code mdat} box: where the
 * index behind that is lost, the scan goes on inside.
 */
public final class FragmentScan {
  private final BoxFile file;
  private Optional<FoundMovie> movie = Optional.empty();
  private long movieEnd;
  private Optional<FileBox> samples = Optional.empty();
  private long end;
  private boolean cut;
  private boolean hasAccess;

  private FragmentScan(BoxFile file) {
    this.file = file;
  }

  /** Looks for the movie. */
  public static FragmentScan of(BoxFile file) throws IOException {
    FragmentScan scan = new FragmentScan(file);
    scan.walk(0, file.sizeBytes());
    if (scan.movie.isPresent() || scan.samples.isEmpty()) {
      return scan;
    }
    FileBox mdat = scan.samples.get();
    FragmentScan inside = new FragmentScan(file);
    long limit = Math.min(mdat.end(), file.sizeBytes());
    inside.walk(inside.readBareMovie(mdat.payloadAt(), limit), limit);
    inside.cut = true;
    return inside.movie.filter(FoundMovie::fragmented).isPresent() ? inside : scan;
  }

  /** What {@code moov} says, if there is a whole one. */
  public Optional<FoundMovie> movie() {
    return movie;
  }

  /** Whether the last box is not whole, or a fragment's samples are not. */
  public boolean isCut() {
    return cut;
  }

  /** Whether there is an index of fragments, which is written last. */
  public boolean hasAccess() {
    return hasAccess;
  }

  /**
   * Reads what {@code moov} held where its own header became that of {@code mdat}, as FFmpeg does.
   *
   * @return where the boxes behind it begin
   */
  private long readBareMovie(long from, long limit) throws IOException {
    if (file.box(from, limit).filter(box -> box.type().equals("mvhd")).isEmpty()) {
      return from;
    }
    long at = from;
    Optional<FileBox> box = file.box(at, limit);
    while (box.filter(b -> b.end() <= limit && !b.type().equals("moof")).isPresent()) {
      at = box.get().end();
      box = file.box(at, limit);
    }
    movie = FoundMovie.of(file.payload(new FileBox("moov", from, 0, at)));
    movieEnd = at;
    return at;
  }

  private void walk(long from, long limit) throws IOException {
    long at = from;
    while (at < limit) {
      Optional<FileBox> found = file.box(at, limit);
      if (found.isEmpty()) {
        break;
      }
      FileBox box = found.get();
      boolean whole = box.end() <= limit;
      if (box.type().equals("mdat") && samples.isEmpty()) {
        samples = found;
      }
      if (!whole) {
        break;
      }
      if (box.type().equals("moov") && movie.isEmpty()) {
        movie = FoundMovie.of(file.payload(box));
        movieEnd = box.end();
      }
      hasAccess |= box.type().equals("mfra");
      at = box.end();
    }
    cut = at < limit;
    end = limit;
  }

  /**
   * Hands over the samples that are whole, those of the tables first; can be done again.
   *
   * @param found what {@link #movie} gave
   */
  public void read(FoundMovie found, FoundSample.Sink sink) throws IOException {
    Map<Integer, TrackState> states = new LinkedHashMap<>();
    found.tracks().forEach((id, track) -> states.put(id, new TrackState(track, states.size())));
    SampleCheck check = new SampleCheck(end, sink);
    boolean whole = TableReader.read(states.values(), check);
    FragmentReader reader = new FragmentReader(states, check);
    long at = movieEnd;
    while (whole && at < end) {
      Optional<FileBox> box = file.box(at, end).filter(other -> other.end() <= end);
      if (box.isEmpty()) {
        break;
      }
      if (box.get().type().equals("moof")) {
        whole = reader.read(file.payload(box.get()), at);
      }
      at = box.get().end();
    }
    cut |= !whole;
  }
}
