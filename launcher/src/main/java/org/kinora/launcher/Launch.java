package org.kinora.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What shall be started.
 *
 * @param home the distribution's directory
 * @param feature the feature's name: its file is {@code <name>.json}
 * @param featureDirectories where to look for its file before the distribution; a bundle may lie
 *     beside the feature that names it
 * @param cache where the framework keeps copies of the bundles between runs
 * @param clean forgets what an earlier run kept
 * @param properties framework properties; they win over those of the features
 */
public record Launch(
    Path home,
    String feature,
    List<Path> featureDirectories,
    Path cache,
    boolean clean,
    Map<String, String> properties) {
  /** Copies the collections. */
  public Launch {
    featureDirectories = List.copyOf(featureDirectories);
    properties = Map.copyOf(properties);
  }

  /** A feature of the distribution, with nothing special. */
  public static Launch of(Path home, String feature, Path cache) {
    return new Launch(home, feature, List.of(), cache, false, Map.of());
  }
}
