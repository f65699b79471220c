package org.kinora.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** One that waits for its sessions. */
  private static final class Waiting {
    private volatile @Nullable Thread thread;
    private volatile boolean recalled;
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
    waiting.thread = Thread.currentThread();
    try {
      List<PluginLease> left =
          waiting.recalled ? List.of() : plugins.drain(bundle.getBundleId(), limit);
      synchronized (waiting) {
        if (waiting.recalled) {
          return;
        }
        retiring.remove(bundle.getBundleId());
      }
      if (!left.isEmpty()) {
        LOG.warn("{} is torn out of {}", BundleSwap.name(bundle), held(bundle));
      }
      removal.accept(bundle);
    } catch (InterruptedException recalledOrStopping) {
      LOG.debug("{} waits no more", BundleSwap.name(bundle));
    }
  }

  /** Takes a bundle back that shall run again; nothing if it does not retire. */
  void recall(Bundle bundle) {
    Waiting waiting = retiring.get(bundle.getBundleId());
    if (waiting == null) {
      return;
    }
    synchronized (waiting) {
      waiting.recalled = true;
      retiring.remove(bundle.getBundleId());
    }
    Thread thread = waiting.thread;
    if (thread != null) {
      thread.interrupt();
    }
    plugins.undrain(bundle.getBundleId());
  }

  /** Waits no more; what retires stays as it is. */
  void stop() {
    threads.shutdownNow();
  }
}
