package org.kinora.lib.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.kinora.media.AudioFormat;
import org.kinora.media.FrameRate;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.RecordingSource;

/**
 * Plans what a layout makes of recordings that takes their first video track, cut into pieces of
 * whole frames, and what was done meanwhile.
 *
 * @param rate of the pictures
 * @param mostUs how long a piece may be
 * @param frameBytes what a frame takes beside its picture, about
 * @param pieceBytes what a piece takes beside its frames, about
 */
public record VideoUnits(FrameRate rate, long mostUs, int frameBytes, int pieceBytes) {
  private static final int PIXELS_A_BYTE = 100;

  /**
   * The unit of a recording; one without pictures has no pieces and no place.
   *
   * @param names of the pieces, by their numbers from 0
   */
  public Unit unit(int number, RecordingSource recording, String place, IntFunction<String> names)
      throws IOException {
    RecordingInfo info = recording.info();
    Optional<Track> video = info.firstVideo();
    if (video.isEmpty() || recording.index(video.get().id()).count() == 0) {
      return new Unit(number, info.id(), "", List.of(), 0, List.of("It has no pictures."));
    }
    TrackIndex index = recording.index(video.get().id());
    List<Piece> pieces = GridCut.pieces(index, rate, mostUs, names);
    VideoFormat format = (VideoFormat) video.get().format();
    long frames = pieces.stream().mapToLong(piece -> GridCut.frames(piece, rate)).sum();
    long bytes =
        frames * ((long) format.width() * format.height() / PIXELS_A_BYTE + frameBytes)
            + (long) pieces.size() * pieceBytes;
    List<String> notes = notes(recording);
    RecordedRate.note(timesUs(index), rate).ifPresent(notes::add);
    return new Unit(number, info.id(), place, pieces, bytes, notes);
  }

  /** When pictures are shown, from the first on. */
  private static long[] timesUs(TrackIndex index) {
    long startUs = GridCut.startUs(index);
    return IntStream.range(0, index.count())
        .mapToLong(i -> index.timeUs(i) - startUs)
        .sorted()
        .toArray();
  }

  /** What people should know: what such a layout leaves out of a recording. The caller's own. */
  public static List<String> notes(RecordingSource recording) throws IOException {
    List<Track> tracks = recording.info().tracks();
    List<String> notes = new ArrayList<>();
    if (!new RecordedEvents(recording).areThere()) {
      notes.add("It has no input events: nothing is done in it.");
    }
    if (tracks.stream().anyMatch(track -> track.format() instanceof AudioFormat)) {
      notes.add("Its sound is left out.");
    }
    long videos = tracks.stream().filter(track -> track.format() instanceof VideoFormat).count();
    if (videos > 1) {
      notes.add("Of its pictures those of %d more tracks are left out.".formatted(videos - 1));
    }
    return notes;
  }
}
