package org.kinora.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A feature together with all that it builds on.
 *
 * @param bundles by {@code group:artifact}, in the order of the features
 * @param properties framework properties
 */
record Composition(Map<String, Jar> bundles, Map<String, String> properties) {
  /**
   * One bundle on the disk.
   *
   * @param startLevel absent for the framework's initial bundle start level
   */
  record Jar(Path file, OptionalInt startLevel) {
    /** The location under which the framework knows it, and from which it can update it. */
    String location() {
      return file.toUri().toString();
    }
  }

  /**
   * Finds a feature and puts it together.
   *
   * @throws LaunchException if a feature or a bundle is missing, or a feature builds on itself
   */
  static Composition of(Launch launch) throws LaunchException {
    Builder builder = new Builder(launch);
    builder.add(launch.feature(), List.of());
    return new Composition(builder.bundles, builder.properties);
  }

  /** Adds features depth first: what a feature builds on comes before what it says itself. */
  private static final class Builder {
    final Map<String, Jar> bundles = new LinkedHashMap<>();
    final Map<String, String> properties = new LinkedHashMap<>();
    private final Set<String> added = new HashSet<>();
    private final Path bundleDirectory;
    private final List<Path> featureDirectories;

    Builder(Launch launch) {
      bundleDirectory = launch.home().resolve("bundles");
      featureDirectories = new ArrayList<>(launch.featureDirectories());
      featureDirectories.add(launch.home().resolve("features"));
    }

    void add(String name, List<String> above) throws LaunchException {
      if (above.contains(name)) {
        throw new LaunchException(
            "feature " + name + " builds on itself: " + String.join(", ", above));
      }
      if (!added.add(name)) {
        return;
      }
      Feature feature = Feature.read(find(name));
      List<String> path = Stream.concat(above.stream(), Stream.of(name)).toList();
      for (String included : feature.includes()) {
        add(included, path);
      }
      for (String excluded : feature.excludes()) {
        if (bundles.remove(excluded) == null) {
          throw new LaunchException(
              "feature " + name + " excludes " + excluded + ", which nothing below it brings");
        }
      }
      for (Feature.Entry entry : feature.bundles()) {
        bundles.put(entry.id().key(), new Jar(jar(entry.id(), feature), entry.startLevel()));
      }
      properties.putAll(feature.properties());
    }

    private Path find(String name) throws LaunchException {
      for (Path directory : featureDirectories) {
        Path file = directory.resolve(name + ".json");
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
      throw new LaunchException(
          LaunchException.USAGE, "no feature " + name + "; there are " + names());
    }

    private String names() throws LaunchException {
      Set<String> names = new TreeSet<>();
      for (Path directory : featureDirectories) {
        try (Stream<Path> files = Files.list(directory)) {
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".json"))
              .forEach(file -> names.add(file.substring(0, file.length() - ".json".length())));
        } catch (IOException e) {
          throw new LaunchException("cannot list the features in " + directory, e);
        }
      }
      return names.stream().collect(Collectors.joining(", "));
    }

    private Path jar(Feature.Coordinates id, Feature feature) throws LaunchException {
      Path beside = feature.file().resolveSibling(id.fileName());
      Path shipped = bundleDirectory.resolve(id.fileName());
      if (Files.isRegularFile(beside)) {
        return beside;
      }
      if (Files.isRegularFile(shipped)) {
        return shipped;
      }
      throw new LaunchException(
          feature.file() + " names " + id.fileName() + ", which is not in " + bundleDirectory);
    }
  }
}
