package org.kinora.engine.play;

import java.io.IOException;
import java.util.Optional;
import org.kinora.engine.play.PlayerSource.Watcher;
import org.kinora.engine.play.ShownPictures.Shown;
import org.kinora.media.Gops;

/**
 * Decodes into the window what lies around a position, one step at a time: first the pictures
 * behind it up to the end of their group, then those before it from their key frame on.
 */
final class Surroundings {
  /** Pictures before the position are decoded only if not more samples lead to it. */
  private static final int MOST_BEFORE = 300;

  private final PlayerPictures pictures;
  private final Shown position;
  private final int key;
  private final int end;
  private Optional<Shown> ahead;
  private Optional<Shown> before;

  /** Begins at a position, whose picture is there. */
  Surroundings(PlayerPictures pictures, Shown position) throws IOException {
    this.pictures = pictures;
    this.position = position;
    key = pictures.source().keyframe(position.sample());
    end = Gops.end(pictures.source().index(), key);
    ahead = pictures.shown().after(position);
    before =
        position.sample() - key > MOST_BEFORE
            ? Optional.empty()
            : Optional.of(pictures.shown().within(position, pictures.source().index().timeUs(key)));
  }

  /**
   * Decodes the next picture that is missing.
   *
   * @return false if none is missing that finds room
   */
  boolean step(Watcher watcher) throws IOException {
    while (ahead.isPresent() && isWanted(ahead.get())) {
      Shown next = ahead.get();
      ahead = pictures.shown().after(next);
      if (!pictures.has(next)) {
        if (!pictures.accepts(next)) {
          ahead = Optional.empty();
          break;
        }
        pictures.decode(next, watcher);
        return true;
      }
    }
    while (before.isPresent() && before.get().timeUs() < position.timeUs()) {
      Shown next = before.get();
      before = pictures.shown().after(next);
      if (!pictures.has(next) && pictures.accepts(next)) {
        pictures.decode(next, watcher);
        return true;
      }
    }
    return false;
  }

  private boolean isWanted(Shown next) {
    return next.span() == position.span() && next.sample() >= key && next.sample() < end;
  }
}
