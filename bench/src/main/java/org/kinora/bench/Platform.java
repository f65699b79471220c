package org.kinora.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.kinora.media.MediaException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Kinora's bundles in this process; what they and the benchmarks say to each other is one API. */
final class Platform implements Closeable {
  private static final String API = "org.kinora.api";

  /** Bundles that a benchmark does without. */
  private static final List<String> LEFT_OUT =
      List.of(API, "org.kinora.shell", "org.kinora.deploy", "gogo");

  private final Framework framework;

  private Platform(Framework framework) {
    this.framework = framework;
  }

  /** What the launcher put together. */
  static Path distribution() {
    return Path.of(System.getProperty("kinora.distribution")).normalize();
  }

  /** The argument that makes Java start as the product does. */
  static String javaOptions() {
    return "@" + distribution().resolve("lib/java.options");
  }

  /** Starts the bundles of the distribution. */
  static Platform start(Path cache) throws IOException, BundleException {
    return start(cache, name -> name.contains("-gpl"));
  }

  /** The same with FFmpeg's natives under the GPL, which have x264. */
  static Platform startGpl(Path cache) throws IOException, BundleException {
    return start(cache, name -> name.contains("ffmpeg.linux") && !name.contains("-gpl"));
  }

  private static Platform start(Path cache, Predicate<String> otherNatives)
      throws IOException, BundleException {
    Path bundles = distribution().resolve("bundles");
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE, cache.toString(),
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exported()));
    framework.start();
    List<Bundle> installed = new ArrayList<>();
    try (Stream<Path> files = Files.list(bundles)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (LEFT_OUT.stream().noneMatch(name::contains) && !otherNatives.test(name)) {
          installed.add(framework.getBundleContext().installBundle("reference:" + file.toUri()));
        }
      }
    }
    for (Bundle bundle : installed) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start();
      }
    }
    return new Platform(framework);
  }

  /** The packages of the API that this class path has, with their versions. */
  private static String exported() throws IOException {
    String api = MediaException.class.getProtectionDomain().getCodeSource().getLocation() + "!/";
    try (InputStream in = new URL("jar:" + api + "META-INF/MANIFEST.MF").openStream()) {
      Attributes manifest = new Manifest(in).getMainAttributes();
      return manifest.getValue(Constants.EXPORT_PACKAGE);
    }
  }

  /** Adds a plugin. */
  <T> void register(Class<T> type, T service, Map<String, ?> properties) {
    framework
        .getBundleContext()
        .registerService(type, service, FrameworkUtil.asDictionary(properties));
  }

  /** The only service of a type. */
  <T> T service(Class<T> type) {
    return found(type, framework.getBundleContext().getServiceReference(type));
  }

  /** A service of a type with a property. */
  <T> T service(Class<T> type, String property, String value) throws InvalidSyntaxException {
    String filter = "(" + property + "=" + value + ")";
    return framework.getBundleContext().getServiceReferences(type, filter).stream()
        .findFirst()
        .map(reference -> found(type, reference))
        .orElseThrow(() -> new IllegalStateException("no " + type + " with " + filter));
  }

  private <T> T found(Class<T> type, ServiceReference<T> reference) {
    T service = reference == null ? null : framework.getBundleContext().getService(reference);
    if (service == null) {
      throw new IllegalStateException("no " + type + " is registered");
    }
    return service;
  }

  @Override
  public void close() throws IOException {
    try {
      framework.stop();
      framework.waitForStop(0);
    } catch (BundleException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
