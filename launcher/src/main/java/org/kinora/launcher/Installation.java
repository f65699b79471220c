package org.kinora.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Brings the bundles that a framework kept from its last run to the state of a feature, touching
 * only what differs.
 *
 * <p>A note says of each bundle which file it was made from (size and time) and when the framework
 * last changed it. A bundle is read anew if either is different: the file was built again, or
 * somebody updated the bundle from elsewhere.
 */
final class Installation {
  private final BundleContext framework;
  private final Path note;
  private final Properties known = new Properties();

  Installation(BundleContext framework, Path note) {
    this.framework = framework;
    this.note = note;
  }

  /**
   * Installs, updates and uninstalls, and marks all for the start; the framework is not started
   * yet.
   *
   * @throws LaunchException if the framework refuses a bundle
   */
  void bringTo(Collection<Composition.Jar> jars) throws LaunchException {
    try {
      readNote();
      // first, because the framework refuses a second bundle of the same name and version
      uninstallAllBut(jars.stream().map(Composition.Jar::location).collect(Collectors.toSet()));
      Properties now = new Properties();
      for (Composition.Jar jar : jars) {
        Bundle bundle = install(jar);
        now.setProperty(jar.location(), state(jar, bundle));
        markForStart(bundle, jar);
      }
      if (!now.equals(known)) {
        writeNote(now);
      }
    } catch (IOException e) {
      throw new LaunchException("the cache " + note.getParent() + " cannot be used", e);
    }
  }

  private void uninstallAllBut(Set<String> locations) throws LaunchException {
    for (Bundle bundle : framework.getBundles()) {
      if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID
          && !locations.contains(bundle.getLocation())) {
        try {
          bundle.uninstall();
        } catch (BundleException e) {
          throw new LaunchException("cannot uninstall " + bundle.getSymbolicName(), e);
        }
      }
    }
  }

  private Bundle install(Composition.Jar jar) throws IOException, LaunchException {
    try {
      Bundle bundle = framework.getBundle(jar.location());
      if (bundle == null) {
        return framework.installBundle(jar.location());
      }
      if (!state(jar, bundle).equals(known.getProperty(jar.location()))) {
        bundle.update();
      }
      return bundle;
    } catch (BundleException e) {
      throw new LaunchException("cannot install " + jar.file(), e);
    }
  }

  private void markForStart(Bundle bundle, Composition.Jar jar) throws LaunchException {
    FrameworkStartLevel levels = framework.getBundle().adapt(FrameworkStartLevel.class);
    bundle
        .adapt(BundleStartLevel.class)
        .setStartLevel(jar.startLevel().orElse(levels.getInitialBundleStartLevel()));
    if (!isFragment(bundle)) {
      try {
        bundle.start();
      } catch (BundleException e) {
        throw new LaunchException("cannot start " + bundle.getSymbolicName(), e);
      }
    }
  }

  /** Whether a bundle is part of another, so that it is resolved but never started. */
  static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }

  private static String state(Composition.Jar jar, Bundle bundle) throws IOException {
    return Files.size(jar.file())
        + " "
        + Files.getLastModifiedTime(jar.file()).toMillis()
        + " "
        + bundle.getLastModified();
  }

  private void readNote() throws IOException {
    if (Files.exists(note)) {
      try (Reader reader = Files.newBufferedReader(note)) {
        known.load(reader);
      }
    }
  }

  private void writeNote(Properties now) throws IOException {
    try (Writer writer = Files.newBufferedWriter(note)) {
      now.store(writer, "file size, file time, time of the framework's last change");
    }
  }

  /** All bundles but the framework itself. */
  static List<Bundle> bundles(BundleContext framework) {
    return Arrays.stream(framework.getBundles())
        .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
        .toList();
  }
}
