package org.kinora.engine.picture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameQueue;
import org.kinora.engine.codec.FrameQueue.Item;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaTime;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Timeline.Span;

/**
 * Decides at which times pictures are composed. It is given pictures in the order in which they are
 * shown, and gives each back once it is not needed any more.
 */
abstract class Pacing {
  /** Takes pictures with the times they are composed for. */
  @FunctionalInterface
  interface Out {
    /**
     * Takes one picture.
     *
     * @param screen lent
     * @param recordedUs the recording's time that is composed
     * @param shownUs the picture's time in what is shown
     * @param durationUs how long it is shown; 0 where not known
     */
    void accept(VideoFrame screen, long recordedUs, long shownUs, long durationUs)
        throws IOException;
  }

  private final FrameQueue<Shot> queue;
  private @Nullable Item<Shot> current;

  private Pacing(FrameQueue<Shot> queue) {
    this.queue = queue;
  }

  /** Each picture once, at its own time. */
  static Pacing ownTimes(FrameQueue<Shot> queue, Out out) {
    return new OwnTimes(queue, out);
  }

  /** Frames at equal distances, each the picture that is shown then. */
  static Pacing constant(FrameRate rate, FrameQueue<Shot> queue, Out out) {
    return new Constant(rate, queue, out);
  }

  /** Takes all pictures out of the queue. */
  final void run() throws IOException {
    for (Item<Shot> next = queue.take(); next != null; next = queue.take()) {
      Item<Shot> before = current;
      if (before == null || follows(before, next)) {
        current = next;
        if (before != null) {
          queue.release(before);
        }
      } else {
        queue.release(next);
      }
    }
    if (current != null) {
      ends(current);
      queue.release(current);
    }
  }

  /** Composes a picture that another follows; false if the other shall be left out. */
  abstract boolean follows(Item<Shot> before, Item<Shot> next) throws IOException;

  /** Composes the last picture. */
  abstract void ends(Item<Shot> last) throws IOException;

  /**
   * A picture lasts as long as it did. Where speed brings pictures nearer than a screen can show
   * them, those in between are left out and the one before lasts longer.
   */
  private static final class OwnTimes extends Pacing {
    /** A sixtieth of a second, less what clocks jitter. */
    private static final long NEAREST_US = 15_000;

    private final Out out;

    /** Until when the current picture is shown, if one after it was left out. */
    private long extendedUs = MediaTime.UNKNOWN;

    OwnTimes(FrameQueue<Shot> queue, Out out) {
      super(queue);
      this.out = out;
    }

    @Override
    boolean follows(Item<Shot> before, Item<Shot> next) throws IOException {
      long distanceUs = next.word().shownUs() - before.word().shownUs();
      boolean isSpedUp = next.word().span().speed() > 1;
      if (distanceUs <= 0 || (isSpedUp && distanceUs < NEAREST_US)) {
        extendedUs = next.word().shownEndUs();
        return false;
      }
      ends(before);
      return true;
    }

    @Override
    void ends(Item<Shot> last) throws IOException {
      Shot shot = last.word();
      long endUs = Math.max(extendedUs, shot.shownEndUs());
      extendedUs = MediaTime.UNKNOWN;
      long durationUs = endUs == MediaTime.UNKNOWN ? 0 : endUs - shot.shownUs();
      out.accept(last.frame(), shot.fromUs(), shot.shownUs(), durationUs);
    }
  }

  private static final class Constant extends Pacing {
    private final FrameRate rate;
    private final Out out;
    private long number = -1;

    Constant(FrameRate rate, FrameQueue<Shot> queue, Out out) {
      super(queue);
      this.rate = rate;
      this.out = out;
    }

    @Override
    boolean follows(Item<Shot> before, Item<Shot> next) throws IOException {
      compose(before, next.word().shownUs());
      return true;
    }

    @Override
    void ends(Item<Shot> last) throws IOException {
      compose(last, Math.max(last.word().shownUs() + 1, last.word().shownEndUs()));
    }

    private void compose(Item<Shot> item, long untilUs) throws IOException {
      Shot shot = item.word();
      if (number < 0) {
        number = rate.frameAt(shot.shownUs()); // the frame it falls into, so that none is lost
      }
      while (rate.timeUs(number) < untilUs) {
        long shownUs = rate.timeUs(number);
        long recordedUs = recorded(shot.span(), shownUs, shot.fromUs());
        out.accept(item.frame(), recordedUs, shownUs, rate.timeUs(number + 1) - shownUs);
        number++;
      }
    }

    private static long recorded(Span span, long shownUs, long fromUs) {
      return Math.max(fromUs, Math.min(span.endUs() - 1, span.toRecorded(shownUs)));
    }
  }
}
