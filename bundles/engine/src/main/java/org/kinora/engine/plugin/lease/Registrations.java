package org.kinora.engine.plugin.lease;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.kinora.plugins.PluginInfo.Kind;
import org.osgi.framework.ServiceReference;

/**
 * The providers of one kind. Safe for many threads.
 *
 * @param <T> the type of their services
 */
public final class Registrations<T> {
  private final Kind kind;
  private final String nameProperty;
  private final Preferences preferences;
  private final Changes plugins;
  private final Changes sessions;
  private final Map<ServiceReference<T>, Registration<T>> all = new ConcurrentHashMap<>();
  private final AtomicLong arrivals = new AtomicLong();

  /** The highest ranking first, then the highest version, then the one that came first. */
  private final Comparator<Registration<T>> best =
      Comparator.<Registration<T>>comparingInt(Registration::ranking)
          .thenComparing(Registration::version)
          .reversed()
          .thenComparingLong(Registration::age);

  /**
   * None yet.
   *
   * @param nameProperty the service property that says what a provider provides
   * @param plugins hears when a provider comes, goes or drains
   * @param sessions hears when a session ends
   */
  public Registrations(
      Kind kind, String nameProperty, Preferences preferences, Changes plugins, Changes sessions) {
    this.kind = kind;
    this.nameProperty = nameProperty;
    this.preferences = preferences;
    this.plugins = plugins;
    this.sessions = sessions;
  }

  public Kind kind() {
    return kind;
  }

  /** The service property that says what a provider provides. */
  public String nameProperty() {
    return nameProperty;
  }

  /** A provider came, drains or went. */
  void changed() {
    plugins.happened();
  }

  /** A session ended. */
  void sessionEnded() {
    sessions.happened();
  }

  /** A service came. */
  public void add(T service, ServiceReference<T> reference) {
    all.put(reference, new Registration<>(this, service, reference, arrivals.incrementAndGet()));
    changed();
  }

  /** A service goes; returns when nobody calls it any more. */
  public void remove(ServiceReference<T> reference) {
    Registration<T> gone = all.remove(reference);
    if (gone != null) {
      gone.tearOut();
    }
  }

  /** All that are there, best first. */
  public List<Registration<T>> list() {
    return all.values().stream().sorted(preferredFirst(preferences::isPreferred)).toList();
  }

  /** Those with which a session may begin, best first. */
  public List<Registration<T>> choice() {
    return undrained(this::list);
  }

  /** All that are there, best first for something that they may provide. */
  public List<Registration<T>> list(String name) {
    return all.values().stream()
        .sorted(preferredFirst(one -> preferences.isPreferred(one, name)))
        .toList();
  }

  /** Those that provide this and with which a session may begin, best first. */
  public List<Registration<T>> choice(String name) {
    return undrained(() -> list(name)).stream().filter(one -> one.provides(name)).toList();
  }

  /**
   * Those of a list that do not drain. What has taken the place of one that does may have come
   * after the list was made, so that it is made again until it stays the same.
   */
  private static <T> List<Registration<T>> undrained(Supplier<List<Registration<T>>> lists) {
    List<Registration<T>> now = lists.get();
    while (true) {
      List<Registration<T>> before = now;
      List<Registration<T>> undrained = before.stream().filter(one -> !one.isDraining()).toList();
      now = lists.get();
      if (now.equals(before)) {
        return undrained;
      }
    }
  }

  private Comparator<Registration<T>> preferredFirst(Predicate<Registration<T>> isPreferred) {
    return Comparator.<Registration<T>, Boolean>comparing(one -> !isPreferred.test(one))
        .thenComparing(best);
  }
}
