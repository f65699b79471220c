package org.kinora.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinora.plugins.PluginLease;
import org.kinora.plugins.Plugins;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Old bundles on their way out: they get no new sessions, and go when the last session that was
 * begun with them has ended. Safe for many threads.
 */
final class Retirement {
  private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

  /** Long enough for ever; what waits is woken by what it waits for. */
  private static final Duration NO_LIMIT = Duration.ofDays(3650);

  private final Plugins plugins;
  private final Map<Long, Waiting> retiring = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "kinora-retirement");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Duration limit = NO_LIMIT;

  /** One that waits for its sessions; its monitor guards what becomes of it. */
  private static final class Waiting {
    private final CountDownLatch gone = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean recalled;
    private boolean goes;

    /** Notes who waits; false if nobody shall. */
    synchronized boolean begin() {
      thread = Thread.currentThread();
      return !recalled;
    }

    /** Waits no more; whether the bundle goes now. */
    synchronized boolean decide() {
      goes = !recalled;
      return goes;
    }

    synchronized void end() {
      thread = null;
    }

    /** Keeps the bundle; false if it goes already. */
    synchronized boolean recall() {
      if (goes) {
        return false;
      }
      recalled = true;
      if (thread != null) {
        thread.interrupt();
      }
      return true;
    }
  }

  /**
   * Nobody retires yet.
   *
   * @param plugins knows the sessions
   */
  Retirement(Plugins plugins) {
    this.plugins = plugins;
  }

  /** From now on bundles wait at most so long for their sessions; zero for as long as it takes. */
  void limit(Duration most) {
    limit = most.isZero() ? NO_LIMIT : most;
  }

  boolean isRetiring(Bundle bundle) {
    return retiring.containsKey(bundle.getBundleId());
  }

  /** Who holds a bundle that retires, in words; empty if nobody does. */
  String held(Bundle bundle) {
    return plugins.leases().stream()
        .filter(lease -> lease.bundleId() == bundle.getBundleId())
        .map(PluginLease::holder)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /**
   * Lets a bundle go: at once if nobody holds it, else later, on another thread.
   *
   * @param removal takes it away
   */
  void retire(Bundle bundle, Consumer<Bundle> removal) throws InterruptedException {
    if (plugins.drain(bundle.getBundleId(), Duration.ZERO).isEmpty()) {
      removal.accept(bundle);
      return;
    }
    Waiting waiting = new Waiting();
    retiring.put(bundle.getBundleId(), waiting);
    LOG.info("{} is draining, held by {}", BundleSwap.name(bundle), held(bundle));
    try {
      threads.execute(() -> await(bundle, waiting, removal));
    } catch (RejectedExecutionException stopping) {
      retiring.remove(bundle.getBundleId());
    }
  }

  private void await(Bundle bundle, Waiting waiting, Consumer<Bundle> removal) {
    try {
      if (waiting.begin()) {
        List<PluginLease> left = plugins.drain(bundle.getBundleId(), limit);
        if (waiting.decide()) {
          remove(bundle, !left.isEmpty(), removal);
        }
      }
    } catch (InterruptedException recalledOrStopping) {
      LOG.debug("{} waits no more", BundleSwap.name(bundle));
    } finally {
      waiting.end();
      waiting.gone.countDown();
    }
  }

  /** It retires until it is gone: nobody may take it for one that runs meanwhile. */
  private void remove(Bundle bundle, boolean isTorn, Consumer<Bundle> removal) {
    if (isTorn) {
      LOG.warn("{} is torn out of {}", BundleSwap.name(bundle), held(bundle));
    }
    try {
      removal.accept(bundle);
    } finally {
      retiring.remove(bundle.getBundleId());
    }
  }

  /**
   * Takes a bundle back that shall run again.
   *
   * @return whether it runs on; false if it was going already, and has gone
   */
  boolean recall(Bundle bundle) throws InterruptedException {
    Waiting waiting = retiring.get(bundle.getBundleId());
    if (waiting == null) {
      return bundle.getState() != Bundle.UNINSTALLED;
    }
    if (!waiting.recall()) {
      waiting.gone.await();
      return false;
    }
    retiring.remove(bundle.getBundleId());
    plugins.undrain(bundle.getBundleId());
    return true;
  }

  /** Waits no more; what retires stays as it is. */
  void stop() {
    threads.shutdownNow();
  }
}
