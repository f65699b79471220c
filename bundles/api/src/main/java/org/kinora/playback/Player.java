package org.kinora.playback;

import java.io.Closeable;
import org.kinora.scene.Scene;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Shows one recording through a scene: a position that is sought or plays, pulled through a small
 * window of samples and decoded pictures. Every method returns at once and may be called by any
 * thread; what becomes of it the {@link PlayerListener} is told, on a thread of the player.
 *
 * <p>Times are those of what is shown: where the scene's timeline leaves parts out, they are left
 * out here.
 */
@ProviderType
public interface Player extends Closeable {
  /**
   * Goes to a time: hands over the nearest key frame's picture at once, where the exact one must be
   * decoded first, then the exact one. A newer call overtakes an older one, whose pictures then do
   * not come any more; while that goes on, the exact one waits for a short rest. Times outside mean
   * the first or the last picture.
   */
  void seek(long timeUs);

  /** Plays from here on in real time; pictures that would come late are left out. */
  void play();

  /** Stops playing; the position stays. */
  void pause();

  /** Stops playing and goes back to the beginning. */
  void stop();

  /** Shows the recording through another scene from now on; the current picture comes again. */
  void configure(Scene scene);

  /** The time of the picture handed over last. */
  long positionUs();

  /** Ends; nothing is handed over any more once this has returned. */
  @Override
  void close();
}
