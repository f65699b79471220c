package org.kinora.engine.plugin.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.plugins.PluginLease;
import org.kinora.spi.codec.EncoderFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/**
 * One plugin's service, for as long as it is registered, and the sessions that were begun with it.
 * Safe for many threads.
 *
 * @param <T> the service's type
 */
public final class Registration<T> {
  /** How long calls that are under way are waited for when a plugin goes. */
  public static final Duration CALL_LIMIT = Duration.ofSeconds(5);

  private final Registrations<T> all;
  private final ServiceReference<T> reference;
  private final long number;
  private final long bundleId;
  private final String bundle;
  private final Version version;
  private final Set<Session<?>> sessions = ConcurrentHashMap.newKeySet();

  /** How many sessions are about to begin: who drains must know what becomes of them. */
  private final AtomicInteger beginning = new AtomicInteger();

  /** Held for reading by calls of the service, for writing by the one who takes it away. */
  private final ReadWriteLock calls = new ReentrantReadWriteLock();

  private volatile @Nullable T service;
  private volatile boolean draining;

  /**
   * A call of a plugin.
   *
   * @param <T> whom it calls
   * @param <R> what it answers
   */
  @FunctionalInterface
  interface Call<T, R> {
    /** Calls. */
    R on(T plugin) throws IOException;
  }

  Registration(Registrations<T> all, T service, ServiceReference<T> reference, long number) {
    this.all = all;
    this.service = service;
    this.reference = reference;
    this.number = number;
    Bundle from = reference.getBundle();
    bundleId = from == null ? -1 : from.getBundleId();
    bundle = from == null ? "" : from.getSymbolicName();
    version = from == null ? Version.emptyVersion : from.getVersion();
  }

  /** What it provides. */
  public Kind kind() {
    return all.kind();
  }

  /** What the service says of itself, also when it is gone. */
  public ServiceReference<T> reference() {
    return reference;
  }

  /** The formats, codecs, containers or whatever it provides, by name. */
  public List<String> names() {
    return ServiceProperties.texts(reference, all.nameProperty());
  }

  public int ranking() {
    return (int) ServiceProperties.number(reference, Constants.SERVICE_RANKING);
  }

  /** The later a service was registered, the higher. */
  long age() {
    long id = ServiceProperties.number(reference, Constants.SERVICE_ID);
    return id == 0 ? number : id;
  }

  public long bundleId() {
    return bundleId;
  }

  public String bundle() {
    return bundle;
  }

  public Version version() {
    return version;
  }

  /** The bundle as people call it. */
  String title() {
    return bundle.isEmpty() ? "a bundle" : bundle + " " + version;
  }

  public boolean isDraining() {
    return draining;
  }

  boolean isGone() {
    return service == null;
  }

  /** How many sessions are open. */
  public int sessionCount() {
    return sessions.size();
  }

  /** The sessions that are open. */
  public List<PluginLease> leases() {
    return sessions.stream().map(this::lease).toList();
  }

  private PluginLease lease(Session<?> session) {
    return new PluginLease(
        kind(),
        session.name(),
        bundleId,
        bundle,
        version.toString(),
        session.since(),
        session.holder());
  }

  /** Lets new sessions begin with it or with others. */
  public void drain(boolean drains) {
    draining = drains;
    if (drains) {
      sessions.forEach(Session::move);
    }
    all.changed();
  }

  /** The one to begin a session with: this one, or what has taken its place. */
  Registration<T> heir(String name) {
    return draining || isGone() ? successor(name).orElse(this) : this;
  }

  /** The one to begin a session with, as {@link #heir}; {@link #leave} must follow. */
  Registration<T> enter(String name) {
    while (true) {
      Registration<T> from = heir(name);
      from.beginning.incrementAndGet();
      if (from.heir(name) == from) { // it did not begin to drain meanwhile
        return from;
      }
      from.leave();
    }
  }

  /** The session has begun, or never will. */
  void leave() {
    beginning.decrementAndGet();
    all.sessionEnded();
  }

  /** Whether sessions are about to begin; those that come later go elsewhere while it drains. */
  public boolean isEntered() {
    return beginning.get() > 0;
  }

  /** The preferred other provider of the same thing. */
  Optional<Registration<T>> successor(String name) {
    return all.choice(name).stream()
        .filter(other -> other != this && other.isSameLibrary(this))
        .findFirst();
  }

  boolean provides(String name) {
    List<String> names = names();
    return names.isEmpty() || names.contains(name);
  }

  private boolean isSameLibrary(Registration<T> other) {
    return ServiceProperties.texts(reference, EncoderFactory.IMPLEMENTATION)
        .equals(ServiceProperties.texts(other.reference, EncoderFactory.IMPLEMENTATION));
  }

  /**
   * Calls the service, which stays until the call returns.
   *
   * @param name what it is called for
   * @throws MediaException PLUGIN_GONE
   */
  <R> R call(String name, Call<T, R> call) throws IOException {
    Lock held = calls.readLock();
    held.lock();
    try {
      T there = service;
      if (there == null) {
        throw new PluginGone(this, name, null);
      }
      return call.on(there);
    } catch (LinkageError | IllegalStateException e) {
      if (isGone()) {
        throw new PluginGone(this, name, e);
      }
      throw e;
    } finally {
      held.unlock();
    }
  }

  /** Notes a session that has begun; one that is too late is cut off at once. */
  void began(Session<?> session) {
    sessions.add(session);
    if (isGone()) {
      session.cut(System.nanoTime());
    }
  }

  void ended(Session<?> session) {
    sessions.remove(session);
    all.sessionEnded();
  }

  /**
   * Takes the service away from all who use it, because its classes go when this returns. Waits for
   * calls that are under way, each to its end, all together not for ever.
   */
  void tearOut() {
    service = null;
    long endNs = System.nanoTime() + CALL_LIMIT.toNanos();
    Lock alone = calls.writeLock();
    if (lock(alone, endNs)) {
      alone.unlock();
    }
    sessions.stream().filter(one -> one.isOf(this)).forEach(one -> one.cut(endNs));
    sessions.clear();
    all.changed();
    all.sessionEnded();
  }

  /** Waits for a lock, at least a moment, until an end. */
  static boolean lock(Lock lock, long endNs) {
    try {
      return lock.tryLock(Math.max(0, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lock.tryLock();
    }
  }
}
