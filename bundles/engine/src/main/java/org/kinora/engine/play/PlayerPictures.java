package org.kinora.engine.play;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalInt;
import org.kinora.engine.picture.Composition;
import org.kinora.engine.picture.SceneScale;
import org.kinora.engine.play.PlayerSource.Watcher;
import org.kinora.engine.play.ShownPictures.Shown;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Frame;
import org.kinora.media.MediaTime;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.playback.PlayerListener.Precision;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composed pictures of a player. A window holds those around the position: as they were
 * decoded, or as they are composed where that is smaller. One thread at a time.
 */
public final class PlayerPictures implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(PlayerPictures.class);

  /** A picture that is so few samples away comes as soon as a key frame's would. */
  private static final int FEW_SAMPLES = 4;

  /** Of the pictures on the way to one this part is kept: each copy holds that one up. */
  private static final int KEPT_ON_THE_WAY = 16;

  private final Providers providers;
  private final PlayerSource source;
  private final PictureWindow window;
  private final OptionalInt maxWidth;
  private Composition composition;
  private ShownPictures shown;
  private boolean holdsComposed;

  /** The key frame of the picture that was wanted last. */
  private int lastKey = -1;

  /** Takes a composed picture, lent to it. */
  @FunctionalInterface
  interface Sink {
    void accept(VideoFrame picture, Shown at, Precision precision) throws IOException;
  }

  /**
   * Takes over the source.
   *
   * @param windowBytes the most that the window takes
   */
  public PlayerPictures(
      Providers providers, PlayerSource source, Scene scene, OptionalInt maxWidth, long windowBytes)
      throws IOException {
    this.providers = providers;
    this.source = source;
    this.maxWidth = maxWidth;
    window = new PictureWindow(windowBytes);
    shown = shown(scene);
    composition = composition(scene);
    holdsComposed = isComposedSmaller();
  }

  private ShownPictures shown(Scene scene) throws IOException {
    return new ShownPictures(source.index(), source.track().id(), scene.timeline(), source.endUs());
  }

  private Composition composition(Scene scene) throws IOException {
    Composition made = compose(scene);
    int width = made.output().width();
    if (maxWidth.isEmpty() || width <= maxWidth.getAsInt()) {
      return made;
    }
    made.close();
    return compose(SceneScale.toWidth(scene, width, made.output().height(), maxWidth.getAsInt()));
  }

  private Composition compose(Scene scene) throws IOException {
    return Composition.beside(
        providers,
        source.recording(),
        source.track(),
        scene,
        Quality.FULL,
        problem -> LOG.info("{}: {}", source.recording().path(), problem));
  }

  private boolean isComposedSmaller() {
    VideoFormat recorded = (VideoFormat) source.track().format();
    VideoFormat composed = output();
    return (long) composed.width() * composed.height()
        < (long) recorded.width() * recorded.height();
  }

  /** Composes by another scene from now on; if that fails, by the one before. */
  void configure(Scene scene) throws IOException {
    ShownPictures other = shown(scene);
    Composition made = composition(scene);
    composition.close();
    composition = made;
    shown = other;
    if (holdsComposed || isComposedSmaller()) {
      window.forget();
    }
    holdsComposed = isComposedSmaller();
  }

  ShownPictures shown() {
    return shown;
  }

  PlayerSource source() {
    return source;
  }

  VideoFormat output() {
    return composition.output();
  }

  /** What the window takes. */
  long heldBytes() {
    return window.heldBytes();
  }

  /** Moves the window. */
  void moveTo(Shown position) {
    window.moveTo(key(position));
  }

  /** Whether a picture is in the window. */
  boolean has(Shown picture) {
    return window.at(key(picture)).isPresent();
  }

  /** Whether the window would take a picture. */
  boolean accepts(Shown picture) {
    return window.accepts(key(picture), 0);
  }

  /** What the window knows a picture by: when it was recorded, or when it is composed for. */
  private long key(Shown picture) {
    return holdsComposed ? picture.timeUs() : source.index().timeUs(picture.sample());
  }

  /**
   * Hands over a picture: at once where it is in the window, else decoded; then a key frame's comes
   * first if it takes more than a few samples.
   */
  void show(Shown wanted, Watcher watcher, Sink sink) throws IOException, InterruptedException {
    int sample = wanted.sample();
    int key = source.keyframe(sample);
    boolean isElsewhere = key != lastKey;
    lastKey = key;
    if (has(wanted)) {
      handKept(wanted, Precision.EXACT, sink);
      return;
    }
    int distance = source.distance(sample);
    long keyUs =
        distance <= FEW_SAMPLES
            ? MediaTime.UNKNOWN
            : quickKeyUs(wanted, key, isElsewhere, watcher, sink);
    int keptFrom = sample - Math.max(2, distance / KEPT_ON_THE_WAY);
    source.decodeTo(
        sample,
        watcher,
        keyUs,
        decoded -> {
          if (decoded.timeUs() == source.index().timeUs(sample)) {
            handNew(wanted, (VideoFrame) decoded, sink);
          } else if (decoded.timeUs() == keyUs) {
            hand(shown.within(wanted, keyUs), (VideoFrame) decoded, Precision.KEY_FRAME, sink);
          } else if (shown.within(wanted, decoded.timeUs()).sample() >= keptFrom) {
            keep(decoded, wanted);
          }
        });
  }

  /** Decodes a picture into the window, with all that come on the way. */
  void decode(Shown wanted, Watcher watcher) throws IOException {
    source.decodeTo(wanted.sample(), watcher, decoded -> keep(decoded, wanted));
  }

  /**
   * Hands over the key frame's picture where it is in the window. In a hurry, that of another group
   * is decoded alone: the decoder's threads are at work on what lies behind the picture before.
   *
   * @return the time of the key frame's picture that shall come on the way; unknown if none shall
   */
  private long quickKeyUs(Shown wanted, int key, boolean isElsewhere, Watcher watcher, Sink sink)
      throws IOException, InterruptedException {
    long keyUs = source.index().timeUs(key);
    Shown shownKey = shown.within(wanted, keyUs);
    if (has(shownKey)) {
      handKept(shownKey, Precision.KEY_FRAME, sink);
      return MediaTime.UNKNOWN;
    }
    if (isElsewhere && watcher.isHurried()) {
      source.decodeKey(
          key, watcher, decoded -> hand(shownKey, (VideoFrame) decoded, Precision.KEY_FRAME, sink));
      watcher.rest();
      return MediaTime.UNKNOWN;
    }
    return keyUs;
  }

  private void handKept(Shown picture, Precision precision, Sink sink) throws IOException {
    VideoFrame kept = window.at(key(picture)).orElseThrow();
    if (holdsComposed) {
      sink.accept(kept, picture, precision);
    } else {
      hand(picture, kept, precision, sink);
    }
  }

  private void hand(Shown at, VideoFrame decoded, Precision precision, Sink sink)
      throws IOException {
    composition.compose(
        at.timeUs(), decoded, picture -> sink.accept((VideoFrame) picture, at, precision));
  }

  private void handNew(Shown at, VideoFrame decoded, Sink sink) throws IOException {
    hand(
        at,
        decoded,
        Precision.EXACT,
        (picture, same, precision) -> {
          sink.accept(picture, same, precision);
          if (holdsComposed) {
            window.put(key(same), picture);
          }
        });
    if (!holdsComposed) {
      window.put(key(at), decoded);
    }
  }

  /** Puts a picture into the window, unless it is not shown in the span of another. */
  private void keep(Frame frame, Shown near) throws IOException {
    VideoFrame decoded = (VideoFrame) frame;
    Shown at = shown.within(near, decoded.timeUs());
    if (source.index().timeUs(at.sample()) != decoded.timeUs() || !accepts(at)) {
      return;
    }
    if (holdsComposed) {
      composition.compose(
          at.timeUs(), decoded, picture -> window.put(key(at), (VideoFrame) picture));
    } else {
      window.put(key(at), decoded);
    }
  }

  @Override
  public void close() throws IOException {
    try (source) {
      composition.close();
    }
  }
}
