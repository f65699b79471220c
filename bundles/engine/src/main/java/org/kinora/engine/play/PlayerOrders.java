package org.kinora.engine.play;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.scene.Scene;

/**
 * What a player is asked to do: any thread asks, the player's thread takes. Only the newest of each
 * kind counts, so a player that is behind does not work off what nobody wants to see any more.
 */
final class PlayerOrders {
  private OptionalLong seekUs = OptionalLong.empty();
  private @Nullable Scene scene;
  private boolean isPlaying;
  private boolean isClosed;

  /** Grows with every order that makes the picture at work useless. */
  private long number;

  /**
   * What is to be done now.
   *
   * @param number tells whether a newer one overtakes it
   * @param scene another scene
   * @param seekUs another position
   * @param isPlaying whether it plays from there on
   */
  record Order(
      long number,
      Optional<Scene> scene,
      OptionalLong seekUs,
      boolean isPlaying,
      boolean isClosed) {
    /** Whether nothing was asked since the last one. */
    boolean isEmpty() {
      return scene.isEmpty() && seekUs.isEmpty() && !isPlaying && !isClosed;
    }
  }

  /** Ends work that a newer order overtakes. */
  static final class OvertakenException extends IOException {
    private static final long serialVersionUID = 1;

    OvertakenException() {
      super("a newer order came");
    }
  }

  synchronized void seek(long timeUs) {
    seekUs = OptionalLong.of(timeUs);
    changed(true);
  }

  synchronized void play() {
    isPlaying = true;
    changed(false);
  }

  synchronized void pause() {
    isPlaying = false;
    changed(false);
  }

  synchronized void stop() {
    isPlaying = false;
    seek(0);
  }

  synchronized void configure(Scene other) {
    scene = other;
    changed(true);
  }

  synchronized void close() {
    isClosed = true;
    changed(true);
  }

  private void changed(boolean overtakes) {
    number += overtakes ? 1 : 0;
    notifyAll();
  }

  synchronized boolean isPlaying() {
    return isPlaying;
  }

  synchronized boolean isClosed() {
    return isClosed;
  }

  /**
   * Takes what is to be done.
   *
   * @param waits whether to wait until there is something
   */
  synchronized Order take(boolean waits) throws InterruptedException {
    Order order = order();
    while (waits && order.isEmpty()) {
      wait();
      order = order();
    }
    seekUs = OptionalLong.empty();
    scene = null;
    return order;
  }

  private Order order() {
    return new Order(number, Optional.ofNullable(scene), seekUs, isPlaying, isClosed);
  }

  /** Ends the work on an order that is not the newest. */
  synchronized void check(Order order) throws OvertakenException {
    if (order.number != number) {
      throw new OvertakenException();
    }
  }

  /**
   * Waits while it plays, or does not play, as it was ordered and no newer order comes.
   *
   * @param untilNanos a time of {@link System#nanoTime}
   * @return whether that time has come
   */
  synchronized boolean await(Order order, long untilNanos) throws InterruptedException {
    long left = untilNanos - System.nanoTime();
    while (left > 0 && isNewest(order)) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = untilNanos - System.nanoTime();
    }
    return left <= 0 && isNewest(order);
  }

  private boolean isNewest(Order order) {
    return order.number == number && order.isPlaying == isPlaying;
  }
}
