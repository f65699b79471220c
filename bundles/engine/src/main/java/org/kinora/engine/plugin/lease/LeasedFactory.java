package org.kinora.engine.plugin.lease;

import java.io.IOException;

/**
 * A plugin's service as the engine sees it. A call goes to the provider that was chosen, or to the
 * one that has taken its place since; sessions that it begins are leases.
 *
 * @param <T> the service's type
 */
abstract class LeasedFactory<T> {
  private final Registration<T> plugin;
  private final String holder;

  LeasedFactory(Registration<T> plugin, String holder) {
    this.plugin = plugin;
    this.holder = holder;
  }

  final String holder() {
    return holder;
  }

  /** The first name of what it provides. */
  final String name() {
    return plugin.names().isEmpty() ? "" : plugin.names().get(0);
  }

  /** Calls the plugin. */
  final <R> R ask(String name, Registration.Call<T, R> call) throws IOException {
    return plugin.heir(name).call(name, call);
  }

  /** Asks the plugin something that it knows without opening anything; gone means no. */
  final boolean is(String name, Registration.Call<T, Boolean> call) {
    try {
      return ask(name, call);
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Makes a session of what the plugin makes.
   *
   * @param <R> what the plugin makes
   * @param <S> the lease on it
   */
  @FunctionalInterface
  interface Wrapping<T, R, S> {
    /** Wraps. */
    S wrap(Registration<T> plugin, R made);
  }

  /** Begins a session. */
  final <R, S extends Session<R>> S begin(
      String name, Registration.Call<T, R> making, Wrapping<T, R, S> wrapping) throws IOException {
    Registration<T> from = plugin.enter(name);
    try {
      return from.call(
          name,
          service -> {
            S session = wrapping.wrap(from, making.on(service));
            from.began(session);
            return session;
          });
    } finally {
      from.leave();
    }
  }
}
