package org.kinora.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One feature file, as OSGi Compendium 8.1 chapter 159 (Feature Service) defines it, with two
 * extensions of ours that put features on top of each other.
 *
 * @param file where it stands
 * @param bundles its own bundles, in the order of the file
 * @param includes the names of the features it builds on
 * @param excludes bundles, as {@code group:artifact}, that those bring and this one does without
 * @param properties its framework properties
 */
record Feature(
    Path file,
    List<Entry> bundles,
    List<String> includes,
    List<String> excludes,
    Map<String, String> properties) {
  private static final String INCLUDES = "kinora-includes";
  private static final String EXCLUDES = "kinora-excludes";

  /** The name that the Feature Launcher Service (chapter 160) gives to this extension. */
  private static final String PROPERTIES = "framework-launching-properties";

  private static final Set<String> EXTENSIONS = Set.of(INCLUDES, EXCLUDES, PROPERTIES);

  /**
   * One bundle of a feature.
   *
   * @param id its Maven coordinates
   * @param startLevel when it starts; absent for the framework's initial bundle start level
   */
  record Entry(Coordinates id, OptionalInt startLevel) {}

  /**
   * Maven coordinates, {@code group:artifact[:type[:classifier]]:version}.
   *
   * @param classifier empty if there is none
   */
  record Coordinates(String group, String artifact, String classifier, String version) {
    static Coordinates parse(String id) {
      String[] parts = id.split(":", -1);
      if (parts.length < 3 || parts.length > 5) {
        throw new IllegalArgumentException("expected group:artifact:version, found " + id);
      }
      String classifier = parts.length == 5 ? parts[3] : "";
      return new Coordinates(parts[0], parts[1], classifier, parts[parts.length - 1]);
    }

    /** What stays the same when the version changes. */
    String key() {
      return group + ":" + artifact + (classifier.isEmpty() ? "" : ":" + classifier);
    }

    /** The file's name in a Maven repository. */
    String fileName() {
      return artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
    }
  }

  /**
   * Reads a feature file.
   *
   * @throws LaunchException if it cannot be read, or says something that this launcher cannot do
   */
  static Feature read(Path file) throws LaunchException {
    try {
      Map<?, ?> json = JsonFile.read(file);
      Map<?, ?> extensions = object(json, "extensions");
      refuseUnknown(json, extensions);
      return new Feature(
          file,
          list(json, "bundles").stream().map(Feature::entry).toList(),
          strings(list(object(extensions, INCLUDES), "text")),
          strings(list(object(extensions, EXCLUDES), "text")),
          strings(object(object(extensions, PROPERTIES), "json")));
    } catch (IOException | IllegalArgumentException e) {
      throw new LaunchException(file + " is no feature", e);
    }
  }

  /** An extension whose kind is mandatory must be understood (159.6). */
  private static void refuseUnknown(Map<?, ?> json, Map<?, ?> extensions) {
    if (!object(json, "configurations").isEmpty()) {
      throw new IllegalArgumentException("configurations are not supported");
    }
    for (Object name : extensions.keySet()) {
      if (!EXTENSIONS.contains(name)
          && "mandatory".equals(object(extensions, (String) name).get("kind"))) {
        throw new IllegalArgumentException("unknown mandatory extension " + name);
      }
    }
  }

  private static Entry entry(Object bundle) {
    if (bundle instanceof Map<?, ?> members && members.get("id") instanceof String id) {
      OptionalInt startLevel =
          members.get("bundleStartLevel") instanceof String level
              ? OptionalInt.of(Integer.parseInt(level))
              : OptionalInt.empty();
      return new Entry(Coordinates.parse(id), startLevel);
    }
    throw new IllegalArgumentException("expected a bundle with an id, found " + bundle);
  }

  private static Map<?, ?> object(Map<?, ?> parent, String name) {
    Object value = parent.get(name);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw new IllegalArgumentException(name + ": expected an object, found " + value);
  }

  private static List<?> list(Map<?, ?> parent, String name) {
    Object value = parent.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(name + ": expected a list, found " + value);
  }

  private static List<String> strings(List<?> list) {
    return list.stream().map(Object::toString).toList();
  }

  private static Map<String, String> strings(Map<?, ?> object) {
    Map<String, String> strings = new LinkedHashMap<>();
    object.forEach((name, value) -> strings.put(name.toString(), value.toString()));
    return strings;
  }
}
