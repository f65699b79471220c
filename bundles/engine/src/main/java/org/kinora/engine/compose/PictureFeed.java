package org.kinora.engine.compose;

import java.io.Closeable;
import java.io.IOException;
import org.kinora.engine.recording.Excerpt;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;

/** The encoded pictures of an export, from the first to the last. One thread at a time. */
interface PictureFeed extends Closeable {
  /** Is asked before each picture. */
  @FunctionalInterface
  interface Turn {
    /**
     * Returns when the work shall go on.
     *
     * @param shownUs the picture's time in what is shown
     * @param bytes what was handed over so far
     */
    void next(long shownUs, long bytes) throws IOException;
  }

  /** What they show. */
  Excerpt excerpt();

  /** The track as it is written. */
  Track output();

  /** The encoder's name, or {@code copy}. */
  String encoder();

  /** Hands over all pictures. */
  void run(Turn turn, SampleSink sink) throws IOException;

  /** Makes {@link #run} fail soon; called by any thread. */
  void cancel();
}
