package org.kinora.engine.play;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.play.PlayerOrders.Order;
import org.kinora.engine.play.PlayerOrders.OvertakenException;
import org.kinora.engine.play.PlayerSource.Watcher;
import org.kinora.engine.play.ShownPictures.Shown;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerListener;
import org.kinora.playback.PlayerListener.Precision;
import org.kinora.scene.Scene;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the orders of a player on a thread of its own: shows what was sought, plays by the
 * clock, and decodes what lies around the position while there is nothing else to do.
 */
public final class ScenePlayer implements Player {
  private static final Logger LOG = LoggerFactory.getLogger(ScenePlayer.class);

  /** Pictures that are decoded before they are shown while playing, if they find room. */
  private static final int AHEAD = 4;

  /**
   * How long nobody must have asked for anything before surroundings are decoded or, while somebody
   * scrubs, what leads from a key frame to the picture sought. Who scrubs asks again within it:
   * pointers move every 8 to 16 ms, and a decoder cannot be called off.
   */
  private static final long REST_NANOS = 30_000_000;

  private final PlayerOrders orders = new PlayerOrders();
  private final PlayerPictures pictures;
  private final PlayerListener listener;
  private final Consumer<ScenePlayer> onEnd;
  private final Thread thread;

  /** Where the player is, or goes to. */
  private Shown current;

  /** Whether the picture of that position was handed over. */
  private boolean isShown;

  /** Whether the picture that was sought last was given up for another. */
  private boolean isScrubbed;

  /** Whether the present picture was sought before there was a rest at the one before. */
  private boolean isHurried;

  private @Nullable PlayClock clock;

  /** What is decoded while the player rests; none before that. */
  private @Nullable Surroundings surroundings;

  private volatile long positionUs;

  /** Something that the listener is told. */
  @FunctionalInterface
  private interface Word {
    void tell() throws IOException;
  }

  /** Samples are decoded for an order, and the listener is told. */
  private final class Work implements Watcher {
    private final Order order;
    private final boolean rests;

    Work(Order order, boolean rests) {
      this.order = order;
      this.rests = rests;
    }

    @Override
    public boolean isHurried() {
      return isHurried;
    }

    @Override
    public void rest() throws OvertakenException, InterruptedException {
      if (rests) {
        orders.await(order, System.nanoTime() + REST_NANOS);
      }
      orders.check(order);
    }

    @Override
    public void beforeSample() throws OvertakenException {
      orders.check(order);
    }

    @Override
    public void requesting(SampleRange range) {
      LOG.debug("reads samples {} to {}", range.first(), range.end() - 1);
      tell(() -> listener.requestChunks(range));
    }
  }

  /**
   * Takes over the pictures; {@link #start} begins.
   *
   * @param onEnd is told when the player has closed
   */
  public ScenePlayer(PlayerPictures pictures, PlayerListener listener, Consumer<ScenePlayer> onEnd)
      throws MediaException {
    this.pictures = pictures;
    this.listener = listener;
    this.onEnd = onEnd;
    current = pictures.shown().at(0);
    thread = new Thread(this::run, "kinora-player");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try (pictures) {
      VideoFormat size = pictures.output();
      int count = pictures.source().index().count();
      long durationUs = pictures.shown().durationUs();
      tell(() -> listener.ready(count, durationUs, size.width(), size.height()));
      boolean hasWork = true;
      for (Order order = orders.take(false); !order.isClosed(); order = orders.take(!hasWork)) {
        hasWork = obey(order);
      }
    } catch (InterruptedException e) {
      LOG.debug("a player was interrupted", e);
    } catch (IOException e) {
      LOG.warn("a player did not close well", e);
    } finally {
      onEnd.accept(this);
    }
  }

  /**
   * Does what is asked, or a step of what may be asked next.
   *
   * @return whether there is more to do
   */
  private boolean obey(Order order) throws InterruptedException {
    try {
      if (order.scene().isPresent()) {
        apply(order.scene().get());
      }
      if (order.seekUs().isPresent()) {
        isHurried = surroundings == null;
        goTo(pictures.shown().at(order.seekUs().getAsLong()));
      }
      if (!isShown) {
        show(order);
        return true;
      }
      if (order.isPlaying()) {
        return play(order);
      }
      clock = null;
      return decodeSurroundings(order);
    } catch (OvertakenException e) {
      return true;
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      return false;
    }
  }

  private void goTo(Shown there) {
    current = there;
    isShown = false;
    clock = null;
    surroundings = null;
    pictures.moveTo(there);
  }

  /** The position stays at the same moment of the recording, if that is still shown. */
  private void apply(Scene scene) throws IOException {
    VideoFormat before = pictures.output();
    pictures.configure(scene);
    Optional<Shown> same = pictures.shown().atRecorded(current.timeUs());
    goTo(same.isPresent() ? same.get() : pictures.shown().at(current.shownUs()));
    VideoFormat after = pictures.output();
    if (after.width() != before.width() || after.height() != before.height()) {
      tell(() -> listener.sizeChanged(after.width(), after.height()));
    }
  }

  private void show(Order order) throws IOException, InterruptedException {
    Work work = new Work(order, isScrubbed);
    isScrubbed = true;
    pictures.show(
        current,
        work,
        (picture, at, precision) -> {
          orders.check(order);
          hand(picture, at, precision);
        });
    isShown = true;
    isScrubbed = false;
    isHurried = false;
  }

  private void hand(VideoFrame picture, Shown at, Precision precision) {
    positionUs = at.shownUs();
    tell(() -> listener.frame(picture.at(at.shownUs(), at.durationUs()), precision));
  }

  /** Decodes the next picture and shows it when its time has come; one that is late is left out. */
  private boolean play(Order order) throws IOException, InterruptedException {
    PlayClock running = clock;
    if (running == null) {
      running = new PlayClock(current.shownUs(), System.nanoTime());
      clock = running;
    }
    Optional<Shown> next = pictures.shown().after(current);
    if (next.isEmpty()) {
      complete(order, running);
      return true;
    }
    long nowUs = running.shownUs(System.nanoTime());
    Shown due = next.get().endUs() > nowUs ? next.get() : pictures.shown().at(nowUs);
    pictures.moveTo(due);
    decodeAhead(due, new Work(order, false), running.nanosAt(due.shownUs()));
    if (orders.await(order, running.nanosAt(due.shownUs()))) {
      current = due;
      surroundings = null;
      show(order);
    }
    return true;
  }

  /**
   * Decodes the picture that is shown next and, as long as that does not make it late, those after
   * it, so that one that takes long holds nothing up.
   */
  private void decodeAhead(Shown due, Work work, long dueNanos) throws IOException {
    Optional<Shown> next = Optional.of(due);
    long longestNanos = 0;
    for (int i = 0; i < AHEAD && next.isPresent(); i++) {
      long begunNanos = System.nanoTime();
      boolean isInTime = orders.isPlaying() && dueNanos - begunNanos > 2 * longestNanos;
      if (i > 0 && !isInTime) {
        return;
      }
      if (!pictures.has(next.get())) {
        if (!pictures.accepts(next.get())) {
          return;
        }
        pictures.decode(next.get(), work);
        longestNanos = Math.max(longestNanos, System.nanoTime() - begunNanos);
      }
      next = pictures.shown().after(next.get());
    }
  }

  private void complete(Order order, PlayClock running) throws InterruptedException {
    if (orders.await(order, running.nanosAt(current.endUs()))) {
      orders.pause();
      tell(listener::complete);
    }
  }

  private boolean decodeSurroundings(Order order) throws IOException, InterruptedException {
    Surroundings around = surroundings;
    if (around == null) {
      if (!orders.await(order, System.nanoTime() + REST_NANOS)) {
        return true;
      }
      pictures.moveTo(current);
      around = new Surroundings(pictures, current);
      surroundings = around;
    }
    try {
      return around.step(() -> orders.check(order));
    } catch (MediaException e) {
      LOG.debug("pictures around {} us cannot be decoded", current.timeUs(), e);
      return false; // whoever wants to see them is told
    }
  }

  /** What cannot be shown is told once; the next call may try it again. */
  private void fail(Throwable cause) {
    orders.pause();
    clock = null;
    isScrubbed = false;
    MediaException failure =
        cause instanceof MediaException media
            ? media
            : new MediaException(
                cause instanceof IOException ? MediaError.IO_ERROR : MediaError.INTERNAL_ERROR,
                "playing %s failed: %s".formatted(pictures.source().recording().path(), cause),
                cause);
    tell(() -> listener.error(failure));
  }

  /** A listener that fails harms itself alone. */
  private void tell(Word word) {
    if (orders.isClosed()) {
      return;
    }
    try {
      word.tell();
    } catch (IOException | RuntimeException | Error e) {
      LOG.warn("the listener of a player failed", e);
    }
  }

  @Override
  public void seek(long timeUs) {
    orders.seek(timeUs);
  }

  @Override
  public void play() {
    orders.play();
  }

  @Override
  public void pause() {
    orders.pause();
  }

  @Override
  public void stop() {
    orders.stop();
  }

  @Override
  public void configure(Scene scene) {
    orders.configure(scene);
  }

  @Override
  public long positionUs() {
    return positionUs;
  }

  /** What samples and pictures take now. */
  long heldBytes() {
    return pictures.source().heldBytes() + pictures.heldBytes();
  }

  @Override
  public void close() {
    orders.close();
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
