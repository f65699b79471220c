package org.kinora.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line: the launcher's own options come first, all from the first other word on is the
 * shell's.
 *
 * @param launch what to start
 * @param arguments what the shell gets
 */
record Options(Launch launch, List<String> arguments) {
  Options {
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads a command line.
   *
   * @param environment the process's environment variables
   * @param home the distribution's directory
   * @param version the launcher's version, which separates the caches of different releases
   * @throws LaunchException for an option without its value
   */
  static Options parse(
      List<String> commandLine, Map<String, String> environment, Path home, String version)
      throws LaunchException {
    Path userHome = Path.of(System.getProperty("user.home"));
    String feature = "all";
    List<Path> featureDirectories = new ArrayList<>();
    Path cache = defaultCache(environment, userHome, version);
    boolean clean = false;
    Map<String, String> properties = new HashMap<>();
    properties.put("kinora.home", home.toString());
    properties.put(
        "kinora.recordings",
        absolute(environment.getOrDefault("KINORA_RECORDINGS", userHome + "/Kinora")).toString());
    properties.put(
        "kinora.plugins",
        absolute(environment.getOrDefault("KINORA_PLUGINS", home.resolve("plugins").toString()))
            .toString());
    properties.put("kinora.config", config(environment, userHome).toString());
    properties.put("kinora.terminal", System.getProperty("kinora.terminal", "false"));

    Deque<String> rest = new ArrayDeque<>(commandLine);
    boolean ours = true;
    while (ours && !rest.isEmpty()) {
      switch (rest.element()) {
        case "--feature" -> feature = value(rest);
        case "--feature-dir" -> featureDirectories.add(absolute(value(rest)));
        case "--cache" -> cache = absolute(value(rest));
        case "--root" -> properties.put("kinora.recordings", absolute(value(rest)).toString());
        case "--plugins" -> properties.put("kinora.plugins", absolute(value(rest)).toString());
        case "--log" -> properties.put("kinora.log", value(rest));
        case "--clean" -> {
          rest.remove();
          clean = true;
        }
        default -> ours = false;
      }
    }
    return new Options(
        new Launch(home, feature, featureDirectories, cache, clean, properties),
        new ArrayList<>(rest));
  }

  /** Takes an option and its value off the command line. */
  private static String value(Deque<String> rest) throws LaunchException {
    String option = rest.remove();
    String value = rest.poll();
    if (value == null || value.isEmpty()) {
      throw new LaunchException(LaunchException.USAGE, option + " needs a value");
    }
    return value;
  }

  private static Path defaultCache(Map<String, String> environment, Path userHome, String version) {
    String own = environment.getOrDefault("KINORA_CACHE", "");
    if (!own.isEmpty()) {
      return absolute(own);
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = shared.isEmpty() ? userHome.resolve(".cache") : absolute(shared);
    return caches.resolve("kinora").resolve(version);
  }

  private static Path config(Map<String, String> environment, Path userHome) {
    String own = environment.getOrDefault("KINORA_CONFIG", "");
    if (!own.isEmpty()) {
      return absolute(own);
    }
    String shared = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path configurations = shared.isEmpty() ? userHome.resolve(".config") : absolute(shared);
    return configurations.resolve("kinora");
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
