package org.kinora.playback;

import java.io.IOException;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.VideoFrame;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a player tells. Called on one thread of the player, one call at a time; whoever takes long
 * holds the player up.
 */
@ConsumerType
public interface PlayerListener {
  /** How exact a picture is. */
  enum Precision {
    /** A key frame near the time, shown until the exact picture is there. */
    KEY_FRAME,
    /** The picture of the time. */
    EXACT
  }

  /**
   * The recording is open.
   *
   * @param pictures of the video track, all of the recording
   * @param durationUs of what is shown
   * @param width of the pictures that will come
   * @param height of the pictures that will come
   */
  default void ready(int pictures, long durationUs, int width, int height) {}

  /** Samples are about to be read, from the cache or from disk. */
  default void requestChunks(SampleRange range) {}

  /**
   * A picture.
   *
   * @param frame composed, its time that of what is shown; lent until this call returns
   * @throws IOException what is thrown comes back as {@link #error}
   */
  void frame(VideoFrame frame, Precision precision) throws IOException;

  /** Pictures have another size from now on. */
  default void sizeChanged(int width, int height) {}

  /** The end was reached while playing; the position is the last picture. */
  default void complete() {}

  /** Something failed; the player waits for the next call. */
  void error(MediaException failure);
}
