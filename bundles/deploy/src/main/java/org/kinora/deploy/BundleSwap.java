package org.kinora.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.wiring.Requirements;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginError;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one version of a bundle in the place of another. Both are there for a moment, so that who
 * looks for a service always finds one: a framework's own update stops the old code first, and
 * cannot go back if the new does not resolve.
 */
final class BundleSwap {
  private static final Logger LOG = LoggerFactory.getLogger(BundleSwap.class);
  private static final long REFRESH_LIMIT_MS = TimeUnit.SECONDS.toMillis(10);

  private final BundleContext context;
  private final ServiceCheck services;
  private final Retirement retirement;
  private final long serviceLimitMs;

  BundleSwap(
      BundleContext context, ServiceCheck services, Retirement retirement, long serviceLimitMs) {
    this.context = context;
    this.services = services;
    this.retirement = retirement;
    this.serviceLimitMs = serviceLimitMs;
  }

  /**
   * Starts a version, then lets the old one go when no session holds it any more.
   *
   * @param isTorn whether the old one goes at once, whoever holds it
   * @return what the new one still waits for, in sentences; never anything if there was an old one
   * @throws MediaException PLUGIN_UNRESOLVED, PLUGIN_START_FAILED; then all is as before
   */
  List<String> bring(Candidate version, Optional<Bundle> before, boolean isTorn)
      throws MediaException {
    Bundle fresh = installed(version);
    // somebody may have stopped the very one that shall run, or stops it now
    Optional<Bundle> old = before.filter(bundle -> !bundle.equals(fresh));
    boolean stays = before.isPresent() && old.isEmpty();
    try {
      start(fresh);
      List<String> missing = services.await(fresh, old.isPresent() ? serviceLimitMs : 0);
      if (old.isPresent() && !missing.isEmpty()) {
        throw new MediaException(
            PluginError.PLUGIN_START_FAILED, name(fresh) + ": " + String.join("; ", missing));
      }
      stays = true;
      if (old.isPresent() && isTorn) {
        tearOut(old.get());
      } else if (old.isPresent()) {
        retirement.retire(old.get(), this::tearOut);
      }
      return missing;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(MediaError.CANCELLED, name(fresh) + ": interrupted", e);
    } finally {
      if (!stays) {
        tearOut(fresh);
      }
    }
  }

  /** The bundle of a version: installed now, or back from its way out. */
  private Bundle installed(Candidate version) throws MediaException {
    try {
      Bundle there = install(version);
      while (!retirement.recall(there)) {
        there = install(version);
      }
      return there;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(MediaError.CANCELLED, version.location() + ": interrupted", e);
    }
  }

  private Bundle install(Candidate version) throws MediaException {
    try {
      if (version instanceof Candidate.OfFolder ours) {
        try (InputStream in = Files.newInputStream(ours.jar().copy())) {
          return context.installBundle(version.location(), in);
        }
      }
      return context.installBundle(version.location());
    } catch (IOException | BundleException e) {
      throw new MediaException(
          PluginError.PLUGIN_FILE_INVALID, "the framework refuses it: " + cause(e), e);
    }
  }

  private void start(Bundle fresh) throws MediaException {
    if (!wiring().resolveBundles(List.of(fresh))) {
      List<String> missing = new Requirements(context).missingCapabilities(List.of(fresh));
      if (!missing.isEmpty()) {
        throw new MediaException(
            PluginError.PLUGIN_UNRESOLVED, name(fresh) + ": " + String.join("; ", missing));
      }
    }
    try {
      fresh.start();
    } catch (BundleException e) {
      boolean unresolved = e.getType() == BundleException.RESOLVE_ERROR;
      throw new MediaException(
          unresolved ? PluginError.PLUGIN_UNRESOLVED : PluginError.PLUGIN_START_FAILED,
          name(fresh) + " does not start: " + cause(e),
          e);
    }
  }

  /** Lets a bundle go when no session holds it any more; says who does. */
  String remove(Bundle bundle) {
    try {
      retirement.retire(bundle, this::tearOut);
      return retirement.isRetiring(bundle) ? retirement.held(bundle) : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /**
   * Stops a bundle and lets go of its classes. Its services go first, while its classes are still
   * there for the calls that are in them.
   */
  void tearOut(Bundle bundle) {
    try {
      stop(bundle);
      bundle.uninstall();
      refresh(bundle);
      LinkedRecords.forget();
    } catch (BundleException e) {
      LOG.warn("{} does not go: {}", name(bundle), cause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a bundle throws while it stops changes nothing: it is stopped (OSGi Core 8, 4.4.8). */
  private static void stop(Bundle bundle) {
    try {
      bundle.stop();
    } catch (BundleException e) {
      LOG.warn("{} stops with an error: {}", name(bundle), cause(e));
    }
  }

  /** Wires those anew that use packages of a bundle that is gone. */
  private void refresh(Bundle gone) throws InterruptedException {
    if (wiring().getRemovalPendingBundles().contains(gone)) {
      CountDownLatch done = new CountDownLatch(1);
      wiring().refreshBundles(List.of(gone), event -> done.countDown());
      if (!done.await(REFRESH_LIMIT_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn("{} is still in use", name(gone));
      }
    }
  }

  /** The bundle of a symbolic name that is not on its way out. */
  Optional<Bundle> current(String symbolicName) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .filter(bundle -> !retirement.isRetiring(bundle))
        .findFirst();
  }

  /** The versions of a bundle that are on their way out, with who holds them. */
  List<String> retiring(String symbolicName) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .filter(retirement::isRetiring)
        .map(bundle -> bundle.getVersion() + " is draining, held by " + retirement.held(bundle))
        .toList();
  }

  /** The bundle that the framework has from a location and that is not on its way out. */
  Optional<Bundle> at(String location) {
    return Optional.ofNullable(context.getBundle(location))
        .filter(bundle -> !retirement.isRetiring(bundle));
  }

  private FrameworkWiring wiring() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  static String name(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  /** What the causes say, for the outermost exception seldom says it. */
  private static String cause(Throwable error) {
    List<String> messages = new ArrayList<>();
    for (@Nullable Throwable e = error; e != null; e = e.getCause()) {
      messages.add(e.getMessage() == null ? e.getClass().getName() : e.getMessage());
    }
    return messages.get(messages.size() - 1);
  }
}
