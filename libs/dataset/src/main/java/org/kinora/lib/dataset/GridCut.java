package org.kinora.lib.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.spi.dataset.VideoCut.Encoded;

/**
 * Cuts a video into pieces of whole frames of a constant rate. Times are computed, never summed.
 */
public final class GridCut {
  /** How the pictures of pieces are made: encoded again, to the frame. */
  public static final String CUT = "exact";

  private static final int MOST_REORDERED = 64;

  private GridCut() {}

  /**
   * The pieces: from the first picture on, each as long as it may be, but for the last.
   *
   * @param mostUs how long a piece may be
   * @param names of the pieces, by their numbers from 0
   * @return none of a video without pictures
   */
  public static List<Piece> pieces(
      TrackIndex index, FrameRate rate, long mostUs, IntFunction<String> names) {
    List<Piece> pieces = new ArrayList<>();
    if (index.count() == 0) {
      return pieces;
    }
    long startUs = startUs(index);
    long frames = frames(Math.max(1, index.endUs() - startUs), rate);
    long perPiece = Math.max(1, rate.frameAt(mostUs));
    for (long first = 0; first < frames; first += perPiece) {
      pieces.add(
          new Piece(
              names.apply(pieces.size()),
              startUs + rate.timeUs(first),
              startUs + rate.timeUs(Math.min(frames, first + perPiece)),
              CUT));
    }
    return pieces;
  }

  /** When the first picture is shown; the index may be in the order of decoding. */
  public static long startUs(TrackIndex index) {
    long startUs = Long.MAX_VALUE;
    for (int i = 0; i < Math.min(index.count(), MOST_REORDERED); i++) {
      startUs = Math.min(startUs, index.timeUs(i));
    }
    return startUs;
  }

  /** How many frames a piece has. */
  public static int frames(Piece piece, FrameRate rate) {
    return (int) frames(piece.endUs() - piece.startUs(), rate);
  }

  /**
   * Makes the video of a piece. Frame n shows what the recording shows n periods behind the piece's
   * start, or up to a millisecond later: recorders round the times of pictures up, too.
   *
   * @param encoded with the rate of which the piece was cut
   * @param file does not exist yet
   * @throws MediaException DATA_RANGE_ERROR if it has not the piece's frames
   */
  public static VideoCut.Made video(
      RecordingSource recording, int track, Piece piece, Encoded encoded, Path file)
      throws IOException {
    FrameRate rate = encoded.rate().orElseThrow();
    int frames = frames(piece, rate);
    long startUs = piece.startUs() + RecordedRate.ROUNDING_US;
    int[] heard = {0};
    VideoCut.Made made =
        recording.cut(
            new VideoCut(track, startUs, startUs + rate.timeUs(frames), "mp4", encoded),
            file,
            (timeUs, durationUs, sourceUs, keyframe) -> heard[0]++);
    if (heard[0] != frames) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s: %d pictures, expected %d".formatted(piece.name(), heard[0], frames));
    }
    return made;
  }

  private static long frames(long lengthUs, FrameRate rate) {
    return rate.frameAt(Math.max(0, lengthUs - 1 - RecordedRate.ROUNDING_US)) + 1;
  }
}
