package org.kinora.tck.framework;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.kinora.launcher.KinoraFramework;
import org.kinora.launcher.Launch;
import org.kinora.launcher.LaunchException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** A framework with a plugins folder, and a caller that asks a plugin every five milliseconds. */
final class RunningFolder implements AutoCloseable {
  private static final long PERIOD_MS = 5;
  private static final long LIMIT_S = 120;

  final Path folder;
  private final KinoraFramework framework;
  private final ServiceTracker<Object, Supplier<?>> tracker;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final List<String> failures = new ArrayList<>();
  private final ScheduledFuture<?> asking;
  private boolean mustAnswer;
  private int calls;
  private long longestNs;

  /**
   * One file of the folder, as the service {@code Deployment} describes it.
   *
   * @param state ACTIVE, SUPERSEDED or REFUSED
   */
  record Deployed(String file, String version, String state, String code, String detail) {}

  /** A change that was refused. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final String code;

    Refused(String code, Throwable cause) {
      super(cause);
      this.code = code;
    }
  }

  private RunningFolder(KinoraFramework framework, Path folder, String plugin) throws IOException {
    this.framework = framework;
    this.folder = folder;
    try {
      tracker =
          new ServiceTracker<>(
              framework.context(),
              FrameworkUtil.createFilter(
                  "(&(objectClass=java.util.function.Supplier)(name=" + plugin + "))"),
              null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
    tracker.open(true);
    asking = ticks.scheduleAtFixedRate(this::ask, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts a feature.
   *
   * @param at holds the cache and the folder of plugins; perhaps the feature's file
   * @param plugin the one that is asked
   */
  static RunningFolder start(Path at, String feature, String plugin)
      throws IOException, LaunchException {
    return start(at, feature, plugin, Map.of());
  }

  /**
   * Starts a feature, as the other method does.
   *
   * @param more framework properties
   */
  static RunningFolder start(Path at, String feature, String plugin, Map<String, String> more)
      throws IOException, LaunchException {
    Path folder = Files.createDirectories(at.resolve("plugins"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> properties = new HashMap<>(more);
    properties.put("kinora.plugins", folder.toString());
    properties.put("kinora.recordings", at.resolve("recordings").toString());
    Launch launch =
        new Launch(Distribution.HOME, feature, List.of(at), at.resolve("cache"), false, properties);
    return new RunningFolder(KinoraFramework.start(launch), folder, plugin);
  }

  BundleContext context() {
    return framework.context();
  }

  /** From now on every call must be answered. */
  synchronized void mustAnswer() {
    mustAnswer = true;
  }

  private synchronized void ask() {
    if (mustAnswer) {
      long beganNs = System.nanoTime();
      try {
        if (answer().isEmpty()) {
          failures.add("nobody is there");
        }
      } catch (RuntimeException | Error e) {
        failures.add(e.toString());
      }
      calls++;
      longestNs = Math.max(longestNs, System.nanoTime() - beganNs);
    }
  }

  /** What the plugin answers now; empty if it is not there. */
  Optional<String> answer() {
    // not getService(): that is null where the service that it has just picked goes meanwhile
    return tracker.getTracked().values().stream()
        .findFirst()
        .map(Supplier::get)
        .map(Object::toString);
  }

  /** The class loader of the version that answers now. */
  ClassLoader loader() {
    return Objects.requireNonNull(tracker.getService()).getClass().getClassLoader();
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  synchronized int calls() {
    return calls;
  }

  synchronized double longestMs() {
    return longestNs / 1e6;
  }

  /** Waits until the plugin answers so. */
  void awaitAnswer(String answer) throws InterruptedException {
    await("the answer " + answer, () -> answer().equals(Optional.of(answer)));
  }

  /** Waits until something is so. */
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    CompletableFuture<Boolean> so = new CompletableFuture<>();
    var watch =
        ticks.scheduleAtFixedRate(
            () -> {
              try {
                if (condition.getAsBoolean()) {
                  so.complete(true);
                }
              } catch (RuntimeException | Error e) {
                so.completeExceptionally(e);
              }
            },
            0,
            PERIOD_MS,
            TimeUnit.MILLISECONDS);
    try {
      so.get(LIMIT_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(
          what + " does not come: " + answer() + ", " + deployed() + ": " + e, e);
    } finally {
      watch.cancel(false);
    }
  }

  /** Waits until a file is refused, and says why. */
  Deployed awaitRefusal(String file) throws InterruptedException {
    await("the refusal of " + file, () -> deployed(file).state().equals("REFUSED"));
    return deployed(file);
  }

  /** What became of a file; its state is empty if it is unknown. */
  Deployed deployed(String file) {
    return deployed().stream()
        .filter(deployed -> deployed.file().equals(file))
        .findFirst()
        .orElse(new Deployed(file, "", "", "", ""));
  }

  List<Deployed> deployed() {
    try {
      List<Deployed> deployed = new ArrayList<>();
      for (Object one : (List<?>) call("deployed")) {
        deployed.add(
            new Deployed(
                String.valueOf(((Path) get(one, "file")).getFileName()),
                String.valueOf(get(one, "version")),
                String.valueOf(get(one, "state")),
                String.valueOf(get(one, "code")),
                String.valueOf(get(one, "detail"))));
      }
      return deployed;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Deployment", e);
    } catch (Refused e) {
      throw new AssertionError(e);
    }
  }

  /** Calls a method of the service {@code Deployment}. */
  Object call(String method, Object... arguments) throws Refused {
    return callService("org.kinora.plugins.Deployment", method, arguments);
  }

  /** Calls a method of a service of Kinora's, whose class the test does not share. */
  Object callService(String type, String method, Object... arguments) throws Refused {
    Object service = service(type);
    for (var candidate : service.getClass().getInterfaces()[0].getMethods()) {
      if (candidate.getName().equals(method)) {
        try {
          return candidate.invoke(service, arguments);
        } catch (InvocationTargetException e) {
          throw refused(Objects.requireNonNull(e.getCause()));
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(method, e);
        }
      }
    }
    throw new AssertionError("no method " + method);
  }

  /** The bundles that offer services of a type. */
  List<Bundle> providers(String type) {
    try {
      ServiceReference<?>[] found = context().getAllServiceReferences(type, null);
      return found == null
          ? List.of()
          : Arrays.stream(found).map(ServiceReference::getBundle).distinct().toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A service of Kinora's, whose class the test does not share. */
  private Object service(String type) {
    try {
      ServiceReference<?>[] found = context().getAllServiceReferences(type, null);
      return Arrays.stream(Objects.requireNonNull(found, type))
          .filter(one -> one.getBundle().getSymbolicName().startsWith("org.kinora."))
          .map(context()::getService)
          .findFirst()
          .orElseThrow();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refused refused(Throwable cause) {
    try {
      return new Refused(String.valueOf(get(cause, "code")), cause);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(cause.toString(), e);
    }
  }

  /** A component of a record whose class the test does not share. */
  static Object get(Object of, String name) throws ReflectiveOperationException {
    return of.getClass().getMethod(name).invoke(of);
  }

  @Override
  public void close() {
    asking.cancel(true);
    ticks.shutdownNow();
    tracker.close();
    framework.close();
  }
}
