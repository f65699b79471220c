package org.kinora.engine.plugin.lease;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin's session as its user holds it. One thread uses it at a time; another may cut it off,
 * which waits for a call that is under way. After that every call fails with PLUGIN_GONE, and
 * nothing of the plugin is reachable from here.
 *
 * @param <S> what the plugin made
 */
abstract class Session<S> implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final String name;
  private final String holder;
  private final Instant since = Instant.now();

  /** Belongs to the caller during a call; nobody else asks for it but who takes the plugin away. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile Registration<?> plugin;
  private volatile @Nullable S open;
  private volatile boolean cut;
  private volatile boolean closed;

  /** What another took the place of, and nobody has closed yet. */
  private volatile @Nullable Left<S> left;

  /** What a plugin made, and which one. */
  private record Left<S>(S made, Registration<?> of) {}

  /**
   * Holds what a plugin made; {@link Registration#began} must follow.
   *
   * @param name what it is for
   * @param holder whose it is
   */
  Session(Registration<?> plugin, String name, String holder, S open) {
    this.plugin = plugin;
    this.name = name;
    this.holder = holder;
    this.open = open;
  }

  /** Closes what the plugin made. */
  abstract void close(S made) throws IOException;

  final String name() {
    return name;
  }

  final String holder() {
    return holder;
  }

  final Instant since() {
    return since;
  }

  final boolean isCut() {
    return cut;
  }

  final boolean isClosed() {
    return closed;
  }

  /** Whether the caller is inside a call of this session. */
  final boolean isNested() {
    return lock.getHoldCount() > 1;
  }

  /**
   * Calls the plugin.
   *
   * @throws MediaException PLUGIN_GONE; CLOSED after {@link #close()}
   */
  final <R> R ask(Registration.Call<S, R> call) throws IOException {
    lock.lock();
    S asked = null;
    try {
      asked = open();
      return call.on(asked);
    } catch (LinkageError | IllegalStateException e) {
      if (cut || asked != open) {
        throw gone(e);
      }
      throw e;
    } finally {
      leave();
    }
  }

  /**
   * A call of the plugin that answers nothing.
   *
   * @param <S> whom it calls
   */
  @FunctionalInterface
  interface Step<S> {
    /** Calls. */
    void on(S made) throws IOException;
  }

  /**
   * Calls the plugin, as {@link #ask} does.
   *
   * @throws MediaException as there
   */
  final void run(Step<S> step) throws IOException {
    ask(
        made -> {
          step.on(made);
          return this;
        });
  }

  /** What the plugin made, for a call under the lock. */
  S open() throws IOException {
    S now = open;
    if (now != null && !cut) {
      return now;
    }
    throw closed ? new MediaException(MediaError.CLOSED, name + " was closed") : gone(null);
  }

  final PluginGone gone(@Nullable Throwable cause) {
    return new PluginGone(plugin, name, cause);
  }

  /** Ends a call; who ends the outermost closes what is left, while others may call. */
  private void leave() {
    @Nullable Left<S> mine = lock.getHoldCount() == 1 ? taken() : null;
    lock.unlock();
    release(mine);
  }

  private @Nullable Left<S> taken() {
    Left<S> mine = left;
    left = null;
    return mine;
  }

  /** Closes what is left; after that its plugin may go. */
  final void closeLeft() {
    release(taken());
  }

  private void release(@Nullable Left<S> last) {
    if (last != null) {
      closeQuietly(last.made());
      last.of().ended(this);
    }
  }

  /** Goes over to another provider if that can be done and nobody notices. */
  void move() {}

  /** Whether it was begun with that plugin and has not gone over to another. */
  final boolean isOf(Registration<?> asked) {
    return plugin == asked;
  }

  /**
   * Takes the plugin away: at once if nobody is in a call, else when that call has ended.
   *
   * @param endNs until when to wait for the call
   */
  void cut(long endNs) {
    cut = true;
    lost();
    Runnable taking = () -> replace(null, plugin);
    if (!ifIdle(taking, endNs)) {
      taking.run();
    }
  }

  /** What was asked of the plugin so far is not to be used any more. */
  void lost() {}

  /** Puts something in the place of what the plugin made, of the same plugin or another. */
  final void replace(@Nullable S other, Registration<?> of) {
    S before = open;
    Registration<?> its = plugin;
    open = other;
    if (before != null) {
      left = new Left<>(before, its);
    }
    if (of != its) {
      plugin = of;
      cut = false;
      of.began(this);
    }
  }

  /** Runs something while nobody calls; false if somebody does until the end. */
  final boolean ifIdle(Runnable action, long endNs) {
    if (lock.isHeldByCurrentThread() || !Registration.lock(lock, endNs)) {
      return false;
    }
    try {
      action.run();
      return true;
    } finally {
      leave();
    }
  }

  private void closeQuietly(S made) {
    try {
      close(made);
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.debug("{} of {} is closed because its plugin goes: {}", name, holder, e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      S last = open;
      open = null;
      if (last != null) {
        close(last);
      }
    } catch (LinkageError | IllegalStateException e) {
      if (!cut) {
        throw e;
      }
    } finally {
      plugin.ended(this);
      leave();
    }
  }
}
