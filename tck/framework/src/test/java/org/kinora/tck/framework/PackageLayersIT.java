package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package uses which, as the JDK's {@code jdeps} reads it from the classes. */
class PackageLayersIT {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\s+(org\\.kinora\\.\\S+)\\s+->\\s+(org\\.kinora\\.\\S+)\\s", Pattern.MULTILINE);

  /** What needs no look: it holds one package of ours at most, and much of others. */
  private static final Set<String> WRAPPERS = Set.of("org.kinora.ffmpeg", "org.kinora.logging");

  static List<String> jars() throws Exception {
    return Distribution.jars().stream()
        .filter(jar -> jar.startsWith("org.kinora."))
        .filter(jar -> WRAPPERS.stream().noneMatch(jar::startsWith))
        .toList();
  }

  @Test
  void api_media_seesNothingElse() throws Exception {
    Map<String, Set<String>> uses = api();
    assertFalse(uses.isEmpty());
    assertEquals(Set.of(), uses.getOrDefault("org.kinora.media", Set.of()));
  }

  @Test
  void api_scene_seesMediaAtMost() throws Exception {
    assertTrue(ground().containsAll(api().getOrDefault("org.kinora.scene", Set.of())));
  }

  @Test
  void api_otherPackages_seeMediaAndSceneOnly() throws Exception {
    api().forEach((name, used) -> assertTrue(ground().containsAll(used), name + " sees " + used));
  }

  private static Set<String> ground() {
    return Set.of("org.kinora.media", "org.kinora.scene");
  }

  @ParameterizedTest
  @MethodSource("jars")
  void packages_ofOneBundle_haveNoCycle(String jar) throws Exception {
    Map<String, Set<String>> uses = uses(jar);
    for (String name : uses.keySet()) {
      assertFalse(reachable(uses, name).contains(name), name + " is in a cycle of " + uses);
    }
  }

  private static Map<String, Set<String>> api() throws Exception {
    return uses(
        Distribution.jars().stream()
            .filter(jar -> jar.startsWith("org.kinora.api-"))
            .findFirst()
            .orElseThrow());
  }

  /** For each package of ours, the other packages of ours that it uses. */
  private static Map<String, Set<String>> uses(String jar) {
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    Path file = Distribution.HOME.resolve("bundles").resolve(jar);
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    int exitCode =
        jdeps.run(
            printer,
            printer,
            "--multi-release",
            "17",
            "-verbose:package",
            "-filter:none",
            file.toString());
    assertEquals(0, exitCode, out.toString());
    Map<String, Set<String>> uses = new TreeMap<>();
    Matcher line = LINE.matcher(out.toString());
    while (line.find()) {
      if (!line.group(1).equals(line.group(2))) {
        uses.computeIfAbsent(line.group(1), name -> new TreeSet<>()).add(line.group(2));
      }
    }
    assertTrue(out.toString().contains(" -> java.lang"), out.toString());
    return uses;
  }

  private static Set<String> reachable(Map<String, Set<String>> uses, String from) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(uses.getOrDefault(from, Set.of()));
    while (!next.isEmpty()) {
      String name = next.remove();
      if (reached.add(name)) {
        next.addAll(uses.getOrDefault(name, Set.of()));
      }
    }
    return reached;
  }
}
