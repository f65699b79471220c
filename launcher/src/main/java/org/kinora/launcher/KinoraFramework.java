package org.kinora.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.wiring.Requirements;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A running OSGi framework with the bundles of one feature. Several may run, in one process or in
 * many: each holds a part of the cache of its own. May be closed from any thread, more than once.
 */
public final class KinoraFramework implements AutoCloseable {
  /** The service that takes the command line and returns the exit code. */
  private static final String COMMAND =
      "(&(objectClass=java.util.function.ToIntFunction)(kinora.main=true))";

  /** The framework property with the directory of Configuration Admin. */
  private static final String CONFIG = "kinora.config";

  private static final long STOP_LIMIT_MS = TimeUnit.SECONDS.toMillis(10);

  private final Framework framework;
  private final CacheSlot slot;
  private final String feature;
  private final Set<String> locations;

  private KinoraFramework(
      Framework framework, CacheSlot slot, String feature, Composition composition) {
    this.framework = framework;
    this.slot = slot;
    this.feature = feature;
    locations =
        composition.bundles().values().stream()
            .map(Composition.Jar::location)
            .collect(Collectors.toSet());
  }

  /**
   * Starts a feature: all its bundles are active and its fragments resolved when this returns.
   *
   * @return a framework that the caller closes
   * @throws LaunchException if something of it is missing, does not resolve or does not start; then
   *     nothing is left running
   */
  public static KinoraFramework start(Launch launch) throws LaunchException {
    Composition composition = Composition.of(launch);
    CacheSlot slot = CacheSlot.take(launch.cache());
    Framework framework = newFramework(properties(launch, composition, slot));
    KinoraFramework started = new KinoraFramework(framework, slot, launch.feature(), composition);
    try {
      framework.init();
      new Installation(framework.getBundleContext(), slot.installed())
          .bringTo(composition.bundles().values());
      framework.start();
      started.refuseIncomplete();
      started.context().addFrameworkListener(KinoraFramework::report);
      return started;
    } catch (BundleException e) {
      started.close();
      throw new LaunchException("the framework does not start in " + slot.storage(), e);
    } catch (LaunchException e) {
      started.close();
      throw e;
    }
  }

  private static Map<String, String> properties(
      Launch launch, Composition composition, CacheSlot slot) {
    Map<String, String> properties = new HashMap<>(composition.properties());
    properties.put("kinora.log.dir", slot.logs().toString());
    properties.put("kinora.plugins", launch.home().resolve("plugins").toString());
    properties.put(CONFIG, launch.cache().resolve("config").toString());
    properties.putAll(launch.properties());
    properties.put("felix.cm.dir", configuration(properties, slot).toString());
    properties.put(Constants.FRAMEWORK_STORAGE, slot.storage().toString());
    if (launch.clean()) {
      properties.put(
          Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    }
    return properties;
  }

  /** Where settings are kept: a home that cannot be written is no reason not to start. */
  private static Path configuration(Map<String, String> properties, CacheSlot slot) {
    Path wanted = Path.of(properties.getOrDefault(CONFIG, ""));
    try {
      return Files.createDirectories(wanted);
    } catch (IOException e) {
      Path instead = slot.storage().resolveSibling("config");
      System.err.println("kinora: settings are kept in " + instead + ": " + e);
      return instead;
    }
  }

  private static Framework newFramework(Map<String, String> properties) {
    return ServiceLoader.load(FrameworkFactory.class, KinoraFramework.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no OSGi framework on the class path"))
        .newFramework(properties);
  }

  private void refuseIncomplete() throws LaunchException {
    List<Bundle> unresolved = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Bundle bundle : Installation.bundles(context())) {
      if (!locations.contains(bundle.getLocation())) {
        continue; // a plugin that came by another way; who brought it says what is wrong with it
      }
      if (bundle.getState() == Bundle.INSTALLED) {
        unresolved.add(bundle);
      } else if (!Installation.isFragment(bundle)) {
        failure(bundle).ifPresent(lines::add);
      }
    }
    if (!unresolved.isEmpty()) {
      lines.addAll(new Requirements(context()).missingCapabilities(unresolved));
      // two versions of a package in one place, for instance: only the resolver itself can tell
      if (lines.isEmpty()) {
        unresolved.forEach(bundle -> failure(bundle).ifPresent(lines::add));
      }
    }
    if (!lines.isEmpty()) {
      throw new LaunchException(
          "the feature " + feature + " is incomplete:\n  " + String.join("\n  ", lines));
    }
  }

  /** Why a bundle is not active. */
  private static Optional<String> failure(Bundle bundle) {
    try {
      bundle.start();
      return Optional.empty();
    } catch (BundleException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return Optional.of(bundle.getSymbolicName() + " does not start: " + cause);
    }
  }

  /** The framework's own log goes to standard output, which belongs to the commands. */
  private static void report(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR) {
      System.err.println("kinora: " + event.getBundle() + ": " + event.getThrowable());
    }
  }

  /** The system bundle's context. */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Waits for the service that takes the command line: a {@code ToIntFunction<String[]>} with the
   * property {@code kinora.main=true}.
   *
   * @throws LaunchException if it does not come within the limit
   */
  public ToIntFunction<String[]> command(long limitMs) throws LaunchException {
    try {
      ServiceTracker<Object, ToIntFunction<String[]>> tracker =
          new ServiceTracker<>(context(), FrameworkUtil.createFilter(COMMAND), null);
      tracker.open();
      @Nullable ToIntFunction<String[]> command = tracker.waitForService(limitMs);
      if (command != null) {
        return command;
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<String> missing =
        new Requirements(context()).missingServices(Installation.bundles(context()));
    throw new LaunchException(
        missing.isEmpty()
            ? "the feature " + feature + " brings no command; the feature shell does"
            : "the command of the feature "
                + feature
                + " does not come up:\n  "
                + String.join("\n  ", missing));
  }

  /**
   * Stops the bundles from the highest start level to the lowest, waits for that at most ten
   * seconds, and gives the cache back.
   */
  @Override
  public void close() {
    try {
      framework.stop();
      framework.waitForStop(STOP_LIMIT_MS);
      slot.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BundleException | IOException e) {
      System.err.println("kinora: the framework does not stop: " + e);
    }
  }
}
