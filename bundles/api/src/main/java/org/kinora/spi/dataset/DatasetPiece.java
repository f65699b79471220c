package org.kinora.spi.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A piece of a data set as people look at it.
 *
 * @param video the file of its pictures, the first one if there are several; absent without any
 * @param frames when each picture of that file is shown, in µs from the file's start, rising
 * @param marks what was done, in the order of time
 */
public record DatasetPiece(Optional<Path> video, List<Long> frames, List<Mark> marks) {
  /** Copies the lists. */
  public DatasetPiece {
    Objects.requireNonNull(video);
    frames = List.copyOf(frames);
    marks = List.copyOf(marks);
  }

  /**
   * Something that was done.
   *
   * @param timeUs from the piece's start
   * @param frame the number of the picture that was shown then, from 0
   * @param text what it was: {@code keydown KeyW}
   * @param place where in the picture; absent if nowhere
   */
  public record Mark(long timeUs, int frame, String text, Optional<Place> place) {
    /** Checks for null. */
    public Mark {
      Objects.requireNonNull(text);
      Objects.requireNonNull(place);
    }
  }

  /**
   * A place in a picture, in pixels from its left upper corner; it may lie outside.
   *
   * @param x to the right
   * @param y down
   */
  public record Place(double x, double y) {}
}
