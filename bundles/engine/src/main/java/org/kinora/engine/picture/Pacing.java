package org.kinora.engine.picture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameQueue;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Timeline.Span;

/**
 * Decides at which times pictures are composed. It is given pictures in the order in which they are
 * shown; they are lent to it.
 */
abstract class Pacing {
  /** Takes pictures with the times they are composed for. */
  interface Out {
    /**
     * Returns while pictures are wanted.
     *
     * @throws MediaException CLOSED once they are not
     */
    void checkWanted() throws MediaException;

    /**
     * Takes one picture; how long it is shown comes behind it.
     *
     * @param screen lent
     * @param recordedUs the recording's time that is composed
     * @param shownUs the picture's time in what is shown
     */
    void show(VideoFrame screen, long recordedUs, long shownUs) throws IOException;

    /**
     * Says how long the picture before is shown.
     *
     * @param durationUs 0 where not known
     */
    void lasts(long durationUs);
  }

  final Out out;

  private Pacing(Out out) {
    this.out = out;
  }

  /** Each picture once, at its own time. */
  static Pacing ownTimes(Out out) {
    return new OwnTimes(out);
  }

  /** Frames at equal distances, each the picture that is shown then. */
  static Pacing constant(FrameRate rate, Out out) {
    return new Constant(rate, out);
  }

  /** Returns while pictures are wanted. */
  final void checkWanted() throws MediaException {
    out.checkWanted();
  }

  /** Takes the next picture. */
  abstract void accept(VideoFrame picture, Shot shot) throws IOException;

  /** Says that no picture follows. */
  abstract void end() throws IOException;

  /**
   * A picture lasts as long as it did. Where speed brings pictures nearer than a screen can show
   * them, those in between are left out and the one before lasts longer.
   */
  private static final class OwnTimes extends Pacing {
    /** A sixtieth of a second, less what clocks jitter. */
    private static final long NEAREST_US = 15_000;

    private @Nullable Shot current;

    /** Until when the current picture is shown, or unknown. */
    private long endUs;

    OwnTimes(Out out) {
      super(out);
    }

    @Override
    void accept(VideoFrame picture, Shot shot) throws IOException {
      if (current != null && !isApart(current, shot)) {
        endUs = Math.max(shot.shownEndUs(), current.shownEndUs());
        return;
      }
      end();
      current = shot;
      endUs = shot.shownEndUs();
      out.show(picture, shot.fromUs(), shot.shownUs());
    }

    private static boolean isApart(Shot before, Shot next) {
      long distanceUs = next.shownUs() - before.shownUs();
      return distanceUs > 0 && (next.span().speed() <= 1 || distanceUs >= NEAREST_US);
    }

    @Override
    void end() {
      if (current != null) {
        out.lasts(endUs == MediaTime.UNKNOWN ? 0 : endUs - current.shownUs());
      }
    }
  }

  /** Keeps a copy of each picture, for how often it is shown the next one says. */
  private static final class Constant extends Pacing {
    private final FrameRate rate;
    private @Nullable Shot current;
    private @Nullable VideoFrame kept;
    private long number = -1;

    Constant(FrameRate rate, Out out) {
      super(out);
      this.rate = rate;
    }

    @Override
    void accept(VideoFrame picture, Shot shot) throws IOException {
      showUntil(shot.shownUs());
      kept = FrameQueue.copy(picture, kept);
      current = shot;
    }

    @Override
    void end() throws IOException {
      if (current != null) {
        showUntil(Math.max(current.shownUs() + 1, current.shownEndUs()));
      }
    }

    private void showUntil(long untilUs) throws IOException {
      Shot shot = current;
      VideoFrame picture = kept;
      if (shot == null || picture == null) {
        return;
      }
      if (number < 0) {
        number = rate.frameAt(shot.shownUs()); // the frame it falls into, so that none is lost
      }
      while (rate.timeUs(number) < untilUs) {
        long shownUs = rate.timeUs(number);
        out.show(picture, recorded(shot.span(), shownUs, shot.fromUs()), shownUs);
        out.lasts(rate.timeUs(number + 1) - shownUs);
        number++;
      }
    }

    private static long recorded(Span span, long shownUs, long fromUs) {
      return Math.max(fromUs, Math.min(span.endUs() - 1, span.toRecorded(shownUs)));
    }
  }
}
