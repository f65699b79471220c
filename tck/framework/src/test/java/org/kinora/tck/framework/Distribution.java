package org.kinora.tck.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.kinora.launcher.KinoraFramework;
import org.kinora.launcher.Launch;
import org.kinora.launcher.LaunchException;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** The distribution under test. */
final class Distribution {
  static final Path HOME =
      Path.of(System.getProperty("kinora.distribution")).toAbsolutePath().normalize();

  private Distribution() {}

  /** The names of its features. */
  static List<String> features() throws IOException {
    return files("features").stream().map(name -> name.replace(".json", "")).toList();
  }

  /** The file names of its bundles. */
  static List<String> jars() throws IOException {
    return files("bundles");
  }

  /** The jar of one of Kinora's bundles. */
  static Path jar(String bundle) throws IOException {
    return HOME.resolve("bundles")
        .resolve(
            jars().stream()
                .filter(jar -> jar.matches(bundle.replace(".", "\\.") + "-[0-9].*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no jar of " + bundle)));
  }

  private static List<String> files(String directory) throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve(directory))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static KinoraFramework start(String feature, Path cache) throws LaunchException {
    return KinoraFramework.start(Launch.of(HOME, feature, cache));
  }

  /** All bundles but the framework itself. */
  static List<Bundle> bundles(KinoraFramework framework) {
    return Arrays.stream(framework.context().getBundles())
        .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
        .toList();
  }

  static Bundle bundle(KinoraFramework framework, String name) {
    return bundles(framework).stream()
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + name));
  }
}
